import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { formatBytes } from '../../base/format-bytes.ts';
import {
  imagesOfSameKey,
  originalOfThumbnail,
  parseLoggedImage,
} from '../../domain/artifacts/logged-image.ts';
import { isImageCut } from '../../domain/artifacts/image-end.ts';
import { sniffKind } from '../../domain/artifacts/sniff-kind.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { ImageCanvas } from './image-canvas.tsx';
import { imageTypeOf } from './image-types.ts';
import { ImageSteps } from './image-steps.tsx';

const ASK_ABOVE_BYTES = 50e6;

export function Viewer({ file, onOpenPath, fileAt, siblings }: ViewerProps) {
  // While the slider moves the address stays: it follows when the slider comes to rest.
  const [sliding, setSliding] = useState<{ readonly from: string; readonly path: string }>();
  const path = sliding?.from === file.path ? sliding.path : file.path;
  const shown = path === file.path ? file : (fileAt?.(path) ?? file);
  const steps = useMemo(
    () =>
      imagesOfSameKey(
        file.path,
        (siblings ?? []).map(({ path }) => path),
      ),
    [file.path, siblings],
  );
  const isThumbnail = parseLoggedImage(file.path)?.isThumbnail === true;
  const place = steps.findIndex((step) => step.path === path);
  return (
    <div className={viewerCss['viewer']}>
      {steps.length > 1 && place >= 0 ? (
        <ImageSteps
          steps={steps}
          place={place}
          onShow={(to) => (fileAt ? setSliding({ from: file.path, path: to }) : onOpenPath(to))}
          onSettle={(to) => {
            if (to !== file.path) onOpenPath(to);
          }}
        />
      ) : null}
      {isThumbnail ? (
        <p className={viewerCss['note']}>
          {m.view_image_thumbnail()}{' '}
          <Button
            size="compact-xs"
            variant="default"
            onClick={() => onOpenPath(originalOfThumbnail(file.path))}
          >
            {m.view_image_original()}
          </Button>
        </p>
      ) : null}
      <WholeFile file={shown} askAboveBytes={ASK_ABOVE_BYTES} keepsLast>
        {(bytes) => <ImageOf file={shown} bytes={bytes} />}
      </WholeFile>
    </div>
  );
}

interface ImageOfProps {
  readonly file: ArtifactFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function ImageOf({ file, bytes }: ImageOfProps) {
  const type = imageTypeOf(file.name) ?? { kind: 'png', mediaType: 'image/png' };
  const url = useBlobUrl(bytes, type.mediaType);
  const [shownUrl, setShownUrl] = useState<string>();
  const [corruptUrl, setCorruptUrl] = useState<string>();
  // Once for each image, of a slider too.
  useMark('runlens:view-ready', url !== undefined && shownUrl === url, 'artifact:image');
  const found = useMemo(() => sniffKind(bytes), [bytes]);
  const isCut = useMemo(() => isImageCut(bytes), [bytes]);
  const mismatch =
    found !== undefined && found !== type.kind
      ? m.view_image_kind({ named: type.kind.toUpperCase(), found: found.toUpperCase() })
      : undefined;
  if (!url) return null;
  if (url === corruptUrl) {
    return (
      <EmptyState
        title={m.view_image_corrupt()}
        body={mismatch ? `${mismatch}.` : m.view_image_corrupt_body()}
      />
    );
  }
  return (
    <>
      {mismatch ? <p className={viewerCss['note']}>{mismatch}</p> : null}
      {isCut ? (
        <p className={viewerCss['note']} role="status">
          {m.view_image_cut()}
        </p>
      ) : null}
      <ImageCanvas
        url={url}
        name={file.name}
        facts={formatBytes(bytes.length)}
        onShown={() => setShownUrl(url)}
        onCorrupt={() => setCorruptUrl(url)}
      />
    </>
  );
}

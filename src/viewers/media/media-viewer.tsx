import { useState } from 'react';
import { Button } from '@mantine/core';
import { formatBytes } from '../../base/format-bytes.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import { WholeFile } from '../whole-file/whole-file.tsx';
import css from './media-viewer.module.css';
import { mediaTypeOf } from './media-types.ts';

const ASK_ABOVE_BYTES = 50e6;

/** Sound and film: by ranges from the server's own address where no header is needed, else as a whole. */
export function Viewer({ file }: ViewerProps) {
  const [allowedKey, setAllowedKey] = useState<string>();
  const isLarge = (file.sizeBytes ?? Number.POSITIVE_INFINITY) > ASK_ABOVE_BYTES;
  if (file.directUrl !== undefined) {
    if (isLarge && allowedKey !== file.key) {
      return <AskFirst file={file} onAllow={() => setAllowedKey(file.key)} />;
    }
    return <Player key={file.key} file={file} url={file.directUrl} />;
  }
  return (
    <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES}>
      {(bytes) => <BlobPlayer key={file.key} file={file} bytes={bytes} />}
    </WholeFile>
  );
}

function AskFirst({ file, onAllow }: { readonly file: ArtifactFile; readonly onAllow: () => void }) {
  return (
    <EmptyState
      title={
        file.sizeBytes === undefined
          ? m.view_size_unknown()
          : m.view_large({ size: formatBytes(file.sizeBytes) })
      }
      body={m.view_media_ask({ limit: formatBytes(ASK_ABOVE_BYTES) })}
    >
      <Button size="compact-sm" onClick={onAllow}>
        {m.view_load_anyway()}
      </Button>
    </EmptyState>
  );
}

interface BlobPlayerProps {
  readonly file: ArtifactFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function BlobPlayer({ file, bytes }: BlobPlayerProps) {
  const url = useBlobUrl(bytes, mediaTypeOf(file.name) ?? '');
  return url ? <Player file={file} url={url} /> : null;
}

function Player({ file, url }: { readonly file: ArtifactFile; readonly url: string }) {
  const [state, setState] = useState<'waiting' | 'ready' | 'failed'>('waiting');
  useMark('runlens:view-ready', state === 'ready', 'artifact:media');
  if (state === 'failed') {
    return <EmptyState title={m.view_media_failed()} body={m.view_media_failed_body()} />;
  }
  const shared = {
    src: url,
    controls: true,
    preload: 'metadata',
    'aria-label': file.name,
    onLoadedMetadata: () => setState('ready'),
    onError: () => setState('failed'),
  } as const;
  return (
    <div className={viewerCss['viewer']}>
      <div className={css['stage']}>
        {mediaTypeOf(file.name)?.startsWith('audio/') ? (
          // Nobody wrote captions for what a run logged.
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <audio {...shared} className={css['audio']} />
        ) : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <video {...shared} className={css['video']} />
        )}
      </div>
    </div>
  );
}

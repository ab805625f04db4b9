import { useRef, useState } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { useHighlightStore } from '../../parts/highlight.tsx';
import { useMark } from '../../parts/mark.ts';
import type { PixelSize } from '../image/image-view.ts';
import { imageTypeOf } from '../image/image-types.ts';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import { RunName } from './run-strip.tsx';
import type { SharedView } from './shared-view.ts';
import { NO_SIZE, placeOf, useSharedPart } from './use-shared-part.ts';

interface ImageBoxProps {
  readonly file: FileOfRun;
  readonly runs: readonly ComparedRun[];
  readonly part: SharedView;
  readonly onPart: (part: SharedView) => void;
}

/** The image of one run. */
export function ImageBox({ file, runs, part, onPart }: ImageBoxProps) {
  const { hover } = useHighlightStore();
  const host = useRef<HTMLDivElement>(null);
  const url = useBlobUrl(file.bytes, imageTypeOf(file.name)?.mediaType ?? 'image/png');
  const [image, setImage] = useState<PixelSize>();
  const [corruptUrl, setCorruptUrl] = useState<string>();
  const { view, handlers } = useSharedPart(host, image, part, onPart);
  useMark('runlens:view-ready', image !== undefined, 'artifact:compare-image');
  return (
    <figure
      className={css['figure']}
      data-run-id={file.run.id}
      onPointerEnter={() => hover(file.run.id)}
      onPointerLeave={() => hover(undefined)}
    >
      <figcaption>
        <RunName run={file.run} runs={runs} />
        <span className={css['state']}>
          {image ? m.view_image_size(image) : ''} {formatBytes(file.bytes.length)}
        </span>
      </figcaption>
      <div
        ref={host}
        className={css['picture']}
        role="group"
        aria-label={`${file.run.name}. ${m.view_image_canvas()}`}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        {...handlers}
      >
        {url === undefined ? null : url === corruptUrl ? (
          <p className={css['words']}>{m.view_image_corrupt()}</p>
        ) : (
          <img
            src={url}
            alt={`${file.run.name}: ${file.name}`}
            draggable={false}
            data-pixels={view && view.scale >= 2 ? 'true' : undefined}
            style={placeOf(view, image)}
            onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) =>
              setImage(width > 0 && height > 0 ? { width, height } : NO_SIZE)
            }
            onError={() => setCorruptUrl(url)}
          />
        )}
      </div>
    </figure>
  );
}

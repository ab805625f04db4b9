import { useMemo, useRef, useState } from 'react';
import type { ImageMode } from '../../domain/artifacts/compare/files-view.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import type { ComparedPixels } from '../../worker/files/compare-protocol.ts';
import type { PixelSize } from '../image/image-view.ts';
import { imageTypeOf } from '../image/image-types.ts';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import { ComputeFailed } from './compute-failed.tsx';
import { RunName } from './run-strip.tsx';
import type { SharedView } from './shared-view.ts';
import { useCompareWorker } from './use-compare-worker.ts';
import { NO_SIZE, placeOf, useSharedPart } from './use-shared-part.ts';

interface ImagePairProps {
  readonly first: FileOfRun;
  readonly second: FileOfRun;
  readonly runs: readonly ComparedRun[];
  readonly mode: Exclude<ImageMode, 'grid'>;
  readonly part: SharedView;
  readonly onPart: (part: SharedView) => void;
}

/** Two images on each other: parted by a line, through each other, or what differs. */
export function ImagePair({ first, second, runs, mode, part, onPart }: ImagePairProps) {
  const host = useRef<HTMLDivElement>(null);
  const [sizes, setSizes] = useState<{ readonly [place: number]: PixelSize }>({});
  const image = sizes[0];
  const [corrupt, setCorrupt] = useState(false);
  const [share, setShare] = useState(50);
  const urls = [useBlobUrl(first.bytes, typeOf(first)), useBlobUrl(second.bytes, typeOf(second))] as const;
  const { view, handlers } = useSharedPart(host, image, part, onPart);
  const place = placeOf(view, image);
  const cut = view && image ? (image.width * view.scale * share) / 100 : 0;
  const looks = {
    swipe: { clipPath: `inset(0 0 0 ${cut}px)` },
    blend: { opacity: share / 100 },
    difference: {},
  };
  return (
    <>
      <div className={css['pairBar']}>
        <RunName run={first.run} runs={runs} />
        {mode === 'difference' ? (
          sizes[0] && sizes[1] ? (
            <PixelCount first={first} second={second} sizes={[sizes[0], sizes[1]]} />
          ) : null
        ) : (
          <input
            type="range"
            min={0}
            max={100}
            value={share}
            aria-label={m.cmp_share()}
            onChange={(event) => setShare(Number(event.currentTarget.value))}
          />
        )}
        <RunName run={second.run} runs={runs} />
      </div>
      <div
        ref={host}
        className={css['picture']}
        data-pair={mode}
        role="group"
        aria-label={m.view_image_canvas()}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        {...handlers}
      >
        {corrupt ? <p className={css['words']}>{m.view_image_corrupt()}</p> : null}
        {urls.map((url, index) =>
          url === undefined || corrupt ? null : (
            <img
              key={url}
              src={url}
              alt={(index === 0 ? first : second).run.name}
              draggable={false}
              data-pixels={view && view.scale >= 2 ? 'true' : undefined}
              style={index === 0 ? place : { ...place, ...looks[mode] }}
              onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
                const size = width > 0 && height > 0 ? { width, height } : NO_SIZE;
                setSizes((before) => ({ ...before, [index]: size }));
              }}
              onError={() => setCorrupt(true)}
            />
          ),
        )}
      </div>
    </>
  );
}

function typeOf({ name }: FileOfRun): string {
  return imageTypeOf(name)?.mediaType ?? 'image/png';
}

interface PixelCountProps {
  readonly first: FileOfRun;
  readonly second: FileOfRun;
  readonly sizes: readonly [PixelSize, PixelSize];
}

/** How many pixels differ, counted by a worker. */
function PixelCount({ first, second, sizes }: PixelCountProps) {
  const files = useMemo(() => [first, second], [first, second]);
  const question = `pixels ${first.run.id} ${second.run.id}`;
  const { answer, failure, retry } = useCompareWorker(files, question, async (worker, signal) => {
    const mediaTypes = [typeOf(first), typeOf(second)] as const;
    const request = { before: first.run.id, after: second.run.id, mediaTypes };
    return { pixels: await worker.call('compare.pixels', request, { signal }) };
  });
  if (failure) return <ComputeFailed failure={failure} onRetry={retry} />;
  return (
    <span className={css['said']} role="status" data-counted={answer ? 'true' : undefined}>
      {answer ? pixelWords(answer.pixels, sizes) : m.cmp_reading()}
    </span>
  );
}

function pixelWords(pixels: ComparedPixels | undefined, [first, second]: PixelCountProps['sizes']): string {
  if (first.width !== second.width || first.height !== second.height) {
    return m.cmp_pixels_sizes({ first: sizeWords(first), second: sizeWords(second) });
  }
  if (pixels?.differing === undefined) return m.cmp_pixels_none();
  if (pixels.differing === 0) return m.cmp_pixels_same();
  const percent = (100 * pixels.differing) / (pixels.width * pixels.height);
  return m.cmp_pixels({ share: percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %` });
}

function sizeWords({ width, height }: PixelSize): string {
  return `${width} × ${height}`;
}

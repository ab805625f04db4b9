import { useEffect, useRef, useState } from 'react';
import type { ImageMode } from '../../domain/artifacts/compare/files-view.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import type { PixelSize } from '../image/image-view.ts';
import { imageTypeOf } from '../image/image-types.ts';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import { pixelDifference } from './pixel-difference.ts';
import { RunName } from './run-strip.tsx';
import type { SharedView } from './shared-view.ts';
import { placeOf, useSharedPart } from './use-shared-part.ts';

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
  const [image, setImage] = useState<PixelSize>();
  const [loaded, setLoaded] = useState<{ readonly [place: number]: HTMLImageElement }>({});
  const [corrupt, setCorrupt] = useState(false);
  const [share, setShare] = useState(50);
  const [counted, setCounted] = useState<string>();
  const urls = [useBlobUrl(first.bytes, typeOf(first)), useBlobUrl(second.bytes, typeOf(second))] as const;
  const { view, handlers } = useSharedPart(host, image, part, onPart);
  const place = placeOf(view, image);
  const cut = view && image ? (image.width * view.scale * share) / 100 : 0;
  const looks = [
    {},
    mode === 'swipe' ? { clipPath: `inset(0 0 0 ${cut}px)` } : { opacity: share / 100 },
  ] as const;
  return (
    <>
      <div className={css['pairBar']}>
        <RunName run={first.run} runs={runs} />
        {mode === 'difference' ? (
          <span className={css['said']} role="status">
            {counted ?? ''}
          </span>
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
              style={
                mode === 'difference' ? { ...place, visibility: 'hidden' } : { ...place, ...looks[index] }
              }
              onLoad={({ currentTarget }) => {
                const { naturalWidth: width, naturalHeight: height } = currentTarget;
                if (index === 0) setImage(width > 0 ? { width, height } : { width: 512, height: 512 });
                setLoaded((before) => ({ ...before, [index]: currentTarget }));
              }}
              onError={() => setCorrupt(true)}
            />
          ),
        )}
        {mode === 'difference' && loaded[0] && loaded[1] ? (
          <DifferenceCanvas first={loaded[0]} second={loaded[1]} place={place} onCounted={setCounted} />
        ) : null}
      </div>
    </>
  );
}

function typeOf({ name }: FileOfRun): string {
  return imageTypeOf(name)?.mediaType ?? 'image/png';
}

/** Above this the picture is made smaller before it is compared: 4 million pixels take some 20 ms. */
const MOST_PIXELS = 4_000_000;

interface DifferenceCanvasProps {
  readonly first: HTMLImageElement;
  readonly second: HTMLImageElement;
  readonly place: ReturnType<typeof placeOf>;
  readonly onCounted: (words: string) => void;
}

/** How far each pixel is from its other one: black where they are the same. */
function DifferenceCanvas({ first, second, place, onCounted }: DifferenceCanvasProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d', { willReadFrequently: true });
    if (!canvas.current || !context) return;
    const { naturalWidth: width, naturalHeight: height } = first;
    const shrink = Math.min(1, Math.sqrt(MOST_PIXELS / Math.max(1, width * height)));
    const size = {
      width: Math.max(1, Math.round(width * shrink)),
      height: Math.max(1, Math.round(height * shrink)),
    };
    Object.assign(canvas.current, size);
    const [left, right] = [first, second].map((image) => {
      context.clearRect(0, 0, size.width, size.height);
      context.drawImage(image, 0, 0, size.width, size.height);
      return context.getImageData(0, 0, size.width, size.height);
    });
    if (!left || !right) return;
    const out = context.createImageData(size.width, size.height);
    const { differing, all } = pixelDifference(left.data, right.data, out.data);
    context.putImageData(out, 0, 0);
    const isSameSize = second.naturalWidth === width && second.naturalHeight === height;
    onCounted(
      isSameSize
        ? shrink < 1
          ? m.cmp_pixels_none()
          : pixelWords(differing, all)
        : m.cmp_pixels_sizes({
            first: `${width} × ${height}`,
            second: `${second.naturalWidth} × ${second.naturalHeight}`,
          }),
    );
  }, [first, second, onCounted]);
  return <canvas ref={canvas} data-difference="" style={place} />;
}

function pixelWords(differing: number, all: number): string {
  if (differing === 0) return m.cmp_pixels_same();
  const percent = (100 * differing) / all;
  return m.cmp_pixels({ share: percent < 0.1 ? '< 0.1 %' : `${percent.toFixed(1)} %` });
}

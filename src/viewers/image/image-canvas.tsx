import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef, useState } from 'react';
import { ActionIcon, Button } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import { m } from '../../paraglide/messages.js';
import { usePlotSize } from '../../ui/use-plot-size.ts';
import viewerCss from '../viewer.module.css';
import css from './image-canvas.module.css';
import { centreImage, fitImage, type ImageView, moveImage, type PixelSize, zoomImage } from './image-view.ts';

interface ImageCanvasProps {
  readonly url: string;
  readonly name: string;
  /** Told in the toolbar behind the size in pixels. */
  readonly facts: string;
  readonly onShown: () => void;
  readonly onCorrupt: () => void;
}

const BUTTON_FACTOR = 1.5;
const KEY_MOVE_PX = 40;
/** An SVG without a size of its own. */
const NO_SIZE: PixelSize = { width: 512, height: 512 };

/** A picture that is zoomed and moved. It comes as `<img>` only: nothing inside it can run or fetch. */
export function ImageCanvas({ url, name, facts, onShown, onCorrupt }: ImageCanvasProps) {
  const host = useRef<HTMLDivElement>(null);
  const [image, setImage] = useState<PixelSize>();
  const { view, box, fit, zoom, move, full } = useImageView(host, image);
  const onKeyDown = (event: KeyboardEvent) => {
    const act = keyAction(event.key, { fit, full, zoom, move });
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
  const drag = useDrag(move);
  return (
    <>
      <div className={viewerCss['toolbar']}>
        <span className={viewerCss['buttons']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.view_image_zoom_out()}
            title={m.view_image_zoom_out()}
            onClick={() => zoom(1 / BUTTON_FACTOR)}
          >
            <IconMinus size={14} />
          </ActionIcon>
          <span className={css['percent']}>{view ? `${Math.round(view.scale * 100)}%` : ''}</span>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.view_image_zoom_in()}
            title={m.view_image_zoom_in()}
            onClick={() => zoom(BUTTON_FACTOR)}
          >
            <IconPlus size={14} />
          </ActionIcon>
        </span>
        <Button size="compact-xs" variant="default" title={m.view_image_fit_title()} onClick={fit}>
          {m.view_image_fit()}
        </Button>
        <Button size="compact-xs" variant="default" title={m.view_image_full_title()} onClick={full}>
          {m.view_image_full()}
        </Button>
        <span className={viewerCss['facts']}>
          {image ? `${m.view_image_size({ width: image.width, height: image.height })} · ` : ''}
          {facts}
        </span>
      </div>
      <div
        ref={host}
        className={css['canvas']}
        role="group"
        aria-label={m.view_image_canvas()}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={onKeyDown}
        {...drag}
      >
        <img
          src={url}
          alt={name}
          draggable={false}
          className={css['image']}
          data-pixels={view && view.scale >= 2 ? 'true' : undefined}
          style={placeOf(view, image, box)}
          onLoad={({ currentTarget: { naturalWidth: width, naturalHeight: height } }) => {
            setImage(width > 0 && height > 0 ? { width, height } : NO_SIZE);
            onShown();
          }}
          onError={onCorrupt}
        />
      </div>
    </>
  );
}

function placeOf(view: ImageView | undefined, image: PixelSize | undefined, box: PixelSize | undefined) {
  if (!view || !image || !box) return { opacity: 0 };
  return {
    width: image.width * view.scale,
    height: image.height * view.scale,
    transform: `translate(${view.left}px, ${view.top}px)`,
  };
}

interface ImageActions {
  readonly fit: () => void;
  readonly full: () => void;
  readonly zoom: (factor: number) => void;
  readonly move: (dx: number, dy: number) => void;
}

function keyAction(key: string, { fit, full, zoom, move }: ImageActions): (() => void) | undefined {
  const actions: Record<string, () => void> = {
    '0': fit,
    '1': full,
    '+': () => zoom(BUTTON_FACTOR),
    '=': () => zoom(BUTTON_FACTOR),
    '-': () => zoom(1 / BUTTON_FACTOR),
    ArrowLeft: () => move(KEY_MOVE_PX, 0),
    ArrowRight: () => move(-KEY_MOVE_PX, 0),
    ArrowUp: () => move(0, KEY_MOVE_PX),
    ArrowDown: () => move(0, -KEY_MOVE_PX),
  };
  return actions[key];
}

/** Fitted until it is zoomed or moved; then it stays so, the next step of a slider too. */
function useImageView(host: RefObject<HTMLDivElement | null>, image: PixelSize | undefined) {
  const box = usePlotSize(host);
  const [chosen, setChosen] = useState<ImageView>();
  const view = chosen ?? (image && box ? fitImage(image, box) : undefined);
  const latest = useRef({ view, image, box });
  useEffect(() => {
    latest.current = { view, image, box };
  });
  const [actions] = useState(() => ({
    fit: () => setChosen(undefined),
    full: () => {
      const now = latest.current;
      if (now.image && now.box) setChosen(centreImage(now.image, now.box, 1));
    },
    zoom: (factor: number, x?: number, y?: number) => {
      const now = latest.current;
      if (!now.view || !now.box || !now.image) return;
      const zoomed = zoomImage(now.view, factor, x ?? now.box.width / 2, y ?? now.box.height / 2);
      setChosen(moveImage(zoomed, 0, 0, now.image, now.box));
    },
    move: (dx: number, dy: number) => {
      const now = latest.current;
      if (now.view && now.image && now.box) setChosen(moveImage(now.view, dx, dy, now.image, now.box));
    },
  }));
  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const onWheel = (event: WheelEvent) => {
      event.preventDefault();
      const at = element.getBoundingClientRect();
      actions.zoom(Math.exp(-event.deltaY / 400), event.clientX - at.left, event.clientY - at.top);
    };
    // React listens passively: the page would scroll as well.
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => element.removeEventListener('wheel', onWheel);
  }, [host, actions]);
  return { view, box, ...actions };
}

function useDrag(move: (dx: number, dy: number) => void) {
  const from = useRef<{ readonly x: number; readonly y: number }>(undefined);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return;
      from.current = { x: event.clientX, y: event.clientY };
      event.currentTarget.setPointerCapture(event.pointerId);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (!from.current) return;
      move(event.clientX - from.current.x, event.clientY - from.current.y);
      from.current = { x: event.clientX, y: event.clientY };
    },
    onPointerUp: () => {
      from.current = undefined;
    },
    onPointerCancel: () => {
      from.current = undefined;
    },
  };
}

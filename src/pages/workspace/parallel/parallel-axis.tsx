import {
  type KeyboardEvent,
  memo,
  type PointerEvent as ReactPointerEvent,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { Menu } from '@mantine/core';
import type { AxisBrush } from '../../../domain/comparison/parallel/brushes.ts';
import type { ParallelLayout } from '../../../drawing/parallel-layout.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import { cutToWidth, widthOfText } from '../../../ui/cut-to-width.ts';
import { type AxisActions, AxisMenuItems } from './axis-menu.tsx';
import { axisTicks } from './axis-ticks.ts';
import { brushOfExtent, type BrushPart, dragExtent, extentsOfBrush, wholeExtent } from './brush-extents.ts';
import css from './parallel.module.css';
import { brushWords, scaleWord } from './parallel-words.ts';
import type { ShownAxis } from './shown-axes.ts';

/** Between a label and its axis, and before the next axis. */
const LABEL_PX = 12;
const FREE_PX = 10;
const STRIP_PX = 26;
const LAST_LABEL_PX = 94;

export interface AxisHandlers {
  readonly actionsOf: (index: number) => AxisActions;
  /** A part of an axis was taken hold of; `brush`: its place among those of the axis, undefined: a new one. */
  readonly onGrab: (
    event: ReactPointerEvent,
    index: number,
    brush: number | undefined,
    part: BrushPart,
  ) => void;
  readonly onBrushes: (index: number, brushes: readonly AxisBrush[]) => void;
  readonly onGrabHead: (event: ReactPointerEvent, index: number) => void;
}

interface ParallelAxisProps {
  readonly axis: ShownAxis;
  readonly index: number;
  readonly axisCount: number;
  readonly layout: ParallelLayout;
  readonly isColoring: boolean;
  readonly handlers: AxisHandlers;
}

/** An axis with its name, its labels and its brushes. */
export const ParallelAxis = memo(function ParallelAxis(props: ParallelAxisProps) {
  const { axis, index, layout, handlers } = props;
  const x = layout.xs[index] ?? 0;
  const whole = useMemo(() => wholeExtent(layout), [layout]);
  // A brush that was added by the menu has the focus: arrow keys move it.
  const [isAdding, setAdding] = useState(false);
  const onFocused = (place: number) =>
    isAdding && place === axis.setting.brushes.length - 1 ? () => setAdding(false) : undefined;
  return (
    <div className={css.axis} style={{ left: x }} data-axis={axis.id} data-scale={axis.scale.kind}>
      <AxisHead {...props} onAdding={() => setAdding(true)} />
      <AxisLabels {...props} />
      <div
        className={css.strip}
        style={{ left: -STRIP_PX / 2, width: STRIP_PX, top: whole.top, height: whole.bottom - whole.top }}
        data-strip=""
        onPointerDown={(event) => handlers.onGrab(event, index, undefined, 'new')}
      />
      {axis.setting.brushes.map((brush, place) => (
        // The place is what a brush has: two of an axis may be alike.
        // oxlint-disable-next-line react/no-array-index-key
        <Brush key={place} {...props} brush={brush} place={place} onFocused={onFocused(place)} />
      ))}
    </div>
  );
});

/** CSS pixels from an axis to the next one. */
function gapAt({ xs }: ParallelLayout, index: number): number {
  const [own = 0, next] = [xs[index], xs[index + 1]];
  return next === undefined ? LAST_LABEL_PX + FREE_PX : next - own;
}

interface AxisHeadProps extends ParallelAxisProps {
  readonly onAdding: () => void;
}

function AxisHead(props: AxisHeadProps) {
  const { axis, index, axisCount, layout, isColoring, handlers, onAdding } = props;
  const [isOpen, setOpen] = useState(false);
  // The brush that was added has the focus then, and not this button.
  const [hasAdded, setAdded] = useState(false);
  const name = columnWord(axis.setting.column);
  const scale = scaleWord(axis.scale.kind);
  const short = 'places' in axis.scale ? m.parallel_scale_category() : scale;
  const roomPx = gapAt(layout, index) - 14;
  return (
    <Menu
      opened={isOpen}
      onChange={(next) => {
        setOpen(next);
        if (next) setAdded(false);
      }}
      position="bottom-start"
      shadow="none"
      withinPortal
      withInitialFocusPlaceholder={false}
      returnFocus={!hasAdded}
    >
      <Menu.Target>
        <button
          type="button"
          className={css.head}
          style={{ maxWidth: roomPx + 14 }}
          aria-label={m.parallel_axis({ axis: name, scale })}
          title={`${name}\n${m.parallel_head_title()}`}
          onPointerDown={(event) => handlers.onGrabHead(event, index)}
        >
          <span className={css.headName}>{cutToWidth(name, roomPx)}</span>
          <span className={css.headScale}>{axis.setting.isInverted ? `${short} ↓` : short}</span>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <AxisMenuItems
          axis={axis}
          index={index}
          axisCount={axisCount}
          isColoring={isColoring}
          actions={adding(handlers.actionsOf(index), () => {
            setAdded(true);
            onAdding();
          })}
        />
      </Menu.Dropdown>
    </Menu>
  );
}

function adding(actions: AxisActions, onAdding: () => void): AxisActions {
  const onBrush = () => {
    onAdding();
    actions.onBrush();
  };
  return { ...actions, onBrush };
}

function AxisLabels({ axis, index, layout }: ParallelAxisProps) {
  const roomPx = Math.min(160, gapAt(layout, index) - FREE_PX - LABEL_PX);
  const { ticks, offset } = useMemo(() => axisTicks(axis, layout), [axis, layout]);
  return (
    <svg className={css.labels} width={roomPx + LABEL_PX} height={layout.height} aria-hidden="true">
      <line className={css.line} x1={0.5} x2={0.5} y1={layout.top} y2={layout.bottom} />
      {offset === undefined ? null : (
        <text x={LABEL_PX} y={layout.top - 8} className={css.label}>
          {offset}
        </text>
      )}
      {ticks.map(({ y, label, title, rounded, isLane }) => (
        <g key={`${y} ${label}`}>
          <line className={isLane ? css.laneTick : css.line} x1={isLane ? -5 : 0} x2={5} y1={y} y2={y} />
          <text x={LABEL_PX - 3} y={y} dy="0.35em" className={isLane ? css.laneLabel : css.label}>
            <title>{title ?? label}</title>
            {fitLabel(label, rounded, roomPx * SMALLER)}
          </text>
        </g>
      ))}
    </svg>
  );
}

function fitLabel(label: string, rounded: string | undefined, roomPx: number): string {
  const isTold = rounded === undefined || widthOfText(label) <= roomPx;
  return cutToWidth((isTold ? label : rounded).slice(0, 200).replaceAll(/\s+/g, ' '), roomPx);
}

/** Widths are measured at 13 px, labels are written at 11. */
const SMALLER = 13 / 11;

interface BrushProps extends ParallelAxisProps {
  readonly brush: AxisBrush;
  readonly place: number;
  /** It gets the focus; undefined: it does not. */
  readonly onFocused: (() => void) | undefined;
}

/** Of the height of the scale, for one press of a key. */
const KEY_STEPS = 50;

function Brush(props: BrushProps) {
  const { axis, index, layout, handlers, brush, place, onFocused } = props;
  const handle = useRef<HTMLDivElement>(null);
  const isWanted = onFocused !== undefined;
  useEffect(() => {
    if (!isWanted) return;
    handle.current?.focus({ preventScroll: true });
    onFocused?.();
    // oxlint-disable-next-line react/exhaustive-deps
  }, [isWanted]);
  const extents = extentsOfBrush(axis, brush, layout);
  const words = brushWords(axis.setting.column, brush);
  const name = columnWord(axis.setting.column);
  const label = brush.isExcluding
    ? m.parallel_brush_excluding({ axis: name, values: words })
    : m.parallel_brush_keeping({ axis: name, values: words });
  return extents.map(({ top, bottom }, part) => (
    <div
      // Parts of one brush stand from top to bottom.
      // oxlint-disable-next-line react/no-array-index-key
      key={part}
      ref={part === 0 ? handle : undefined}
      className={css.brush}
      data-brush={brush.isExcluding ? 'exclude' : 'keep'}
      style={{ left: -STRIP_PX / 2 + 4, width: STRIP_PX - 8, top, height: bottom - top }}
      role="button"
      tabIndex={part === 0 ? 0 : -1}
      aria-label={label}
      title={`${label}\n${m.parallel_brush_title()}`}
      onPointerDown={(event) => handlers.onGrab(event, index, place, 'all')}
      onDoubleClick={() => handlers.onBrushes(index, without(axis, place))}
      onKeyDown={(event) => onBrushKey(event, props)}
    >
      <i
        className={css.edge}
        data-edge="top"
        onPointerDown={(event) => handlers.onGrab(event, index, place, 'top')}
      />
      <i
        className={css.edge}
        data-edge="bottom"
        onPointerDown={(event) => handlers.onGrab(event, index, place, 'bottom')}
      />
    </div>
  ));
}

function without({ setting }: ShownAxis, place: number): readonly AxisBrush[] {
  return setting.brushes.filter((_, other) => other !== place);
}

/** Arrows move it, with Shift its upper and with Alt its lower end; Enter turns keeping round, Delete removes it. */
function onBrushKey(event: KeyboardEvent, { axis, index, layout, handlers, brush, place }: BrushProps): void {
  const brushes = axis.setting.brushes;
  const put = (next: AxisBrush) => handlers.onBrushes(index, brushes.with(place, next));
  if (event.key === 'Delete' || event.key === 'Backspace') handlers.onBrushes(index, without(axis, place));
  else if (event.key === 'Enter' || event.key === ' ') put({ ...brush, isExcluding: !brush.isExcluding });
  else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
    const part = event.shiftKey ? 'top' : event.altKey ? 'bottom' : 'all';
    const places = 'places' in axis.scale ? axis.scale.places.length : KEY_STEPS;
    const byPx = ((event.key === 'ArrowUp' ? -1 : 1) * (layout.bottom - layout.top)) / Math.max(1, places);
    const extents = extentsOfBrush(axis, brush, layout);
    const [first, last] = [extents[0], extents.at(-1)];
    if (first && last) {
      const whole = wholeExtent(layout);
      const moved = dragExtent({ top: first.top, bottom: last.bottom }, part, byPx, whole);
      const next = brushOfExtent(axis, moved, layout, brush.isExcluding, { brush, part });
      if (next) put(next);
    }
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

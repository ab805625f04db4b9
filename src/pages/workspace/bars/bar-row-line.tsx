import { useSyncExternalStore } from 'react';
import { formatValue } from '../../../base/format-number.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { isFocusedLine, useHighlightStore } from '../../../parts/highlight.tsx';
import { TextCut } from '../../../ui/text-cut.tsx';
import { sway } from './bar-scale.ts';
import css from './bars.module.css';
import type { ShownRow } from './bars-figure.tsx';
import { MOST_STRIP_POINTS } from './bars-words.ts';

interface BarRowLineProps {
  readonly row: ShownRow;
  readonly shape: 'bar' | 'box';
  readonly runs: readonly ComparedRun[];
  readonly numbers: Float64Array;
  readonly colorOf: (id: string) => string;
  readonly isGrouped: boolean;
  readonly onCompare: (row: ShownRow) => void;
  readonly topPx: number;
  readonly heightPx: number;
  readonly namePx: number;
  readonly trackPx: number;
  readonly gapPx: number;
  /** Pixel of a number in the track. */
  readonly at: (value: number) => number;
  readonly value: string;
  /** The whole of it. */
  readonly title: string;
  /** `n = 5`; empty for a run. */
  readonly size: string;
}

/** A run focuses on a click, a group becomes the compare set. */
export function BarRowLine(props: BarRowLineProps) {
  const { row, shape, isGrouped, topPx, heightPx, namePx, trackPx, gapPx, value, size } = props;
  const { subscribe, get, hover, focus } = useHighlightStore();
  const isLit = useSyncExternalStore(subscribe, () => {
    const { hovered, focused, hoveredGroup, focusedGroup } = get();
    return [hovered, focused, ...hoveredGroup, ...focusedGroup].some(
      (id) => id !== undefined && row.runIds.includes(id),
    );
  });
  const [id] = row.runIds;
  const group = isGrouped ? row.runIds : undefined;
  const label = isGrouped ? m.bars_compare_group({ group: row.name }) : row.name;
  const onClick = () => {
    if (isGrouped) props.onCompare(row);
    else focus(isFocusedLine(get(), id) ? undefined : id);
  };
  return (
    <div
      className={css.row}
      role="listitem"
      style={{ top: topPx, height: heightPx }}
      data-lit={isLit || undefined}
      data-row={row.id}
      data-n={row.finite.length}
      data-value={shape === 'box' ? row.box?.median : row.spread?.centre}
      onPointerEnter={() => hover(id, group)}
      onPointerLeave={() => hover(undefined)}
    >
      <button type="button" className={css.name} style={{ width: namePx }} title={label} onClick={onClick}>
        <TextCut text={row.name} title={label} />
      </button>
      <svg
        className={css.track}
        style={{ marginLeft: gapPx, color: props.colorOf(row.id) }}
        width={trackPx}
        height={heightPx}
        aria-hidden="true"
      >
        {shape === 'box' ? <Box {...props} /> : <Bar {...props} />}
      </svg>
      <span className={css.value} style={{ marginLeft: gapPx }} title={props.title}>
        {value}
        {size === '' ? null : <span className={css.size}>{size}</span>}
      </span>
    </div>
  );
}

const BAR_PX = 12;
const CAP_PX = 3;

/** From 0 to the value, with its error bar. */
function Bar({ row, at, heightPx }: BarRowLineProps) {
  const { spread } = row;
  if (!spread) return null;
  const [from, to] = [at(0), at(spread.centre)];
  const middle = heightPx / 2;
  const ends =
    spread.low === undefined || spread.high === undefined ? undefined : [at(spread.low), at(spread.high)];
  return (
    <>
      <rect
        className={css.bar}
        x={Math.min(from, to)}
        y={middle - BAR_PX / 2}
        width={Math.max(1.5, Math.abs(to - from))}
        height={BAR_PX}
      />
      {ends ? (
        <path
          className={css.error}
          d={ends
            .map((x) => `M${x} ${middle - CAP_PX}v${2 * CAP_PX}`)
            .concat(`M${ends[0]} ${middle}H${ends[1]}`)
            .join('')}
        />
      ) : null}
    </>
  );
}

const HALF_BOX_PX = 10;
const POINT_PX = 3;

/** The box with its whiskers, and the runs as points: of many only those beyond the whiskers are more than dots. */
function Box({ row, at, heightPx, numbers, runs, colorOf }: BarRowLineProps) {
  const { hover } = useHighlightStore();
  const { box, finite } = row;
  if (!box) return null;
  const middle = heightPx / 2;
  const isStrip = finite.length <= MOST_STRIP_POINTS;
  const isBeyond = (run: number) => {
    const value = numbers[run] ?? 0;
    return value < box.whiskerLow || value > box.whiskerHigh;
  };
  const points = isStrip ? finite : finite.filter(isBeyond);
  const within = isStrip ? [] : finite.filter((run) => !isBeyond(run));
  const [low, high, median] = [at(box.low), at(box.high), at(box.median)];
  const whiskers = `M${at(box.whiskerLow)} ${middle}H${low}M${high} ${middle}H${at(box.whiskerHigh)}`;
  const caps = [box.whiskerLow, box.whiskerHigh].map((end) => `M${at(end)} ${middle - 4}v8`).join('');
  return (
    <>
      {/* One number is a point: a box of no width would say that there are more. */}
      {finite.length > 1 ? (
        <>
          <path className={css.whisker} d={whiskers + caps} />
          <rect
            className={css.box}
            x={low}
            y={middle - HALF_BOX_PX}
            width={Math.max(1, high - low)}
            height={2 * HALF_BOX_PX}
          />
          <line
            className={css.median}
            x1={median}
            x2={median}
            y1={middle - HALF_BOX_PX}
            y2={middle + HALF_BOX_PX}
          />
        </>
      ) : null}
      {isStrip ? null : (
        <path
          className={css.dots}
          d={dotsOf(within, numbers, at, middle)}
          style={{ color: colorOf(row.id) }}
        />
      )}
      {points.map((run, index) => {
        const id = runs[run]?.id;
        const value = numbers[run] ?? Number.NaN;
        return (
          <circle
            key={run}
            className={css.point}
            data-run={id}
            cx={at(value)}
            cy={middle + (isStrip && finite.length > 1 ? sway(index) * 2 * (HALF_BOX_PX - POINT_PX) : 0)}
            r={POINT_PX}
            style={{ color: colorOf(row.id) }}
            onPointerEnter={() => hover(id)}
            onPointerLeave={() => hover(row.runIds[0], row.runIds)}
          >
            <title>{`${runs[run]?.name ?? ''} · ${formatValue(value)}`}</title>
          </circle>
        );
      })}
    </>
  );
}

/** One path for all of a row: dots are the round ends of lines without length. */
function dotsOf(
  runs: readonly number[],
  numbers: Float64Array,
  at: (value: number) => number,
  middle: number,
): string {
  const room = 2 * (HALF_BOX_PX - 1);
  return runs
    .map((run, index) => {
      const x = at(numbers[run] ?? Number.NaN).toFixed(1);
      return `M${x} ${(middle + sway(index) * room).toFixed(1)}h0`;
    })
    .join('');
}

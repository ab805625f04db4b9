import { type RefObject, useEffect, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';
import type { DescribedMarks, ReadLines } from '../base/packed-lines.ts';
import { formatFullValue } from '../base/format-number.ts';
import type { LinePoint } from '../drawing/hit-test.ts';
import type { LineStyle } from '../drawing/line-layer.ts';
import { placeTooltip } from '../drawing/place-tooltip.ts';
import { distinctLabels } from '../drawing/value-labels.ts';
import { LineSample } from './line-sample.tsx';
import css from './metric-plot.module.css';
import tooltipCss from './tooltip.module.css';
import type { ReadPoint, TooltipReadout } from './use-read-at.ts';

/** What a line is called, and what else its reader wants to see of it. */
export interface LineText {
  readonly label: string;
  /** `lr 0.01 · batch_size 64`. */
  readonly details?: string | undefined;
}

/** What the band around each point of the lines is. */
export interface TooltipReadings {
  readonly lows: Float64Array;
  readonly highs: Float64Array;
  /** Members that have a value there. */
  readonly counts: Uint32Array;
}

/** A logged point that is no number, or a seam. */
export interface MarkWords {
  readonly kind: number;
  readonly step: number;
  readonly timeMs: number;
  /** NaN: there was none. */
  readonly lastStep: number;
  readonly lastValue: number;
  /** Of a seam: what takes over. */
  readonly name?: string | undefined;
}

interface PlotTooltipProps {
  readonly readout: TooltipReadout;
  readonly styles: readonly Pick<LineStyle, 'color' | 'dash'>[];
  readonly texts: readonly LineText[];
  readonly lines: ReadLines;
  readonly marks: DescribedMarks;
  /** Of each point of `lines`; undefined: lines have no bands. */
  readonly readings?: TooltipReadings | undefined;
  /** Of the y axis. */
  readonly range: { readonly min: number; readonly max: number };
  readonly isPinned: boolean;
  readonly highlighted: number | undefined;
  /** The plot, and the place in it in CSS pixels. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly x: number;
  readonly y: number;
  readonly labels: TooltipLabels;
}

export interface TooltipLabels {
  /** `step 62,000`. */
  readonly step: (step: number) => string;
  /** The place alone: `62,000`. */
  readonly place: (x: number) => string;
  /** `5 more`. */
  readonly more: (count: number) => string;
  /** `5 values, 5 … 5.4`. */
  readonly several: (count: number, low: number, high: number) => string;
  /** `raw 0.123`. */
  readonly raw: (value: string) => string;
  /** `± 0.02 · n = 5`. */
  readonly band: (value: number, low: number, high: number, count: number) => string;
  /** `NaN`, and where and when that was. */
  readonly mark: (mark: MarkWords) => { readonly title: string; readonly details: readonly string[] };
  /** What can be done here, in words. */
  readonly hint: string;
  readonly pinnedHint: string;
}

/** A compare set of ten runs, as it is without a choice, and then some. */
const MOST_LINES = 12;
const MOST_MARKS = 4;
/** The nearest lines are told of in full: more make a tooltip that covers the cards around it. */
const MOST_DETAILED = 5;

/** Values at the crosshair, the lines nearest to the pointer first. Lies in the body, so that no card cuts it. */
export function PlotTooltip(props: PlotTooltipProps) {
  const { readout, styles, texts, lines, highlighted, anchor, x, y, labels } = props;
  const box = usePlace(anchor, x, y);
  // The lit line is the one that the pointer is on, even where its next logged point lies further off.
  const isLit = ({ line }: LinePoint) => line === highlighted;
  const lit = readout.points.filter(isLit);
  const shown = [...lit, ...readout.points.filter((point) => !isLit(point))].slice(0, MOST_LINES);
  const values = distinctLabels(
    shown.map(({ y }) => y),
    props.range,
  );
  const { raws } = lines;
  const rawValues =
    raws &&
    distinctLabels(
      shown.map(({ index, raw = raws[index] }) => raw ?? Number.NaN),
      props.range,
    );
  const hiddenCount = readout.points.length - shown.length;
  return createPortal(
    <div ref={box} className={tooltipCss['tooltip']} aria-hidden="true" data-tooltip={readout.x}>
      <MarkRows {...props} />
      <div className={css['tooltipHead']}>{labels.step(readout.x)}</div>
      <div className={css['tooltipRows']}>
        {shown.map((point, index) => (
          <div
            key={point.line}
            className={`${tooltipCss['row']} ${css['tooltipRow']}`}
            data-highlighted={point.line === highlighted || undefined}
            data-label={texts[point.line]?.label}
            data-value={point.y}
            data-n={props.readings?.counts[point.index]}
          >
            <LineSample className={css['tooltipSample']} line={styles[point.line]} />
            <span className={css['tooltipName']}>{texts[point.line]?.label}</span>
            <span className={css['tooltipValue']} title={formatFullValue(point.y)}>
              {values[index]}
            </span>
            <span className={css['tooltipStep']}>
              {bandWords(point, props.readings, labels)}
              {besideOf(point, readout.x, rawValues?.[index], labels)}
            </span>
            {index < MOST_DETAILED && texts[point.line]?.details ? (
              <span className={css['tooltipDetails']}>{texts[point.line]?.details}</span>
            ) : null}
          </div>
        ))}
      </div>
      {hiddenCount > 0 ? <div className={css['tooltipMore']}>{labels.more(hiddenCount)}</div> : null}
      <div className={tooltipCss['foot']}>{props.isPinned ? labels.pinnedHint : labels.hint}</div>
    </div>,
    document.body,
  );
}

function bandWords(
  { index, y }: LinePoint,
  readings: TooltipReadings | undefined,
  labels: TooltipLabels,
): string {
  const { lows, highs, counts } = readings ?? {};
  if (!lows || !highs || !counts) return '';
  return `${labels.band(y, lows[index] ?? Number.NaN, highs[index] ?? Number.NaN, counts[index] ?? 0)} `;
}

function besideOf(point: ReadPoint, x: number, raw: string | undefined, labels: TooltipLabels): string {
  const { several } = point;
  const parts = [
    raw === undefined ? '' : labels.raw(raw),
    several ? labels.several(several.count, several.low, several.high) : '',
    point.x === x ? '' : `@ ${labels.place(point.x)}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** What was logged and is no number has no place on a line: it is told apart. */
function MarkRows({ readout, marks, styles, texts, labels }: PlotTooltipProps) {
  const { steps, timesMs, lastSteps, lastValues } = marks;
  return readout.marks.slice(0, MOST_MARKS).map((index) => {
    const line = marks.lines[index] ?? 0;
    const { title, details } = labels.mark({
      kind: marks.kinds[index] ?? 0,
      step: steps[index] ?? Number.NaN,
      timeMs: timesMs[index] ?? Number.NaN,
      lastStep: lastSteps[index] ?? Number.NaN,
      lastValue: lastValues[index] ?? Number.NaN,
      name: marks.names?.[index],
    });
    return (
      <div key={index} className={css['tooltipMark']} data-mark={marks.kinds[index]}>
        <div className={css['tooltipMarkTitle']}>
          <LineSample className={css['tooltipSample']} line={styles[line]} />
          <span className={css['tooltipName']}>{texts[line]?.label}</span>
          <b>{title}</b>
        </div>
        {details.map((text) => (
          <div key={text}>{text}</div>
        ))}
      </div>
    );
  });
}

/**
 * Stays with its place in the plot when anything scrolls, and away while that is out of sight. Written to the element:
 * as state every move of the pointer would render twice.
 */
function usePlace(anchor: RefObject<HTMLElement | null>, x: number, y: number) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (box.current && anchor.current) moveTo(box.current, placeOf(box.current, anchor.current, x, y));
  }, [box, anchor, x, y]);
  useEffect(() => {
    const onScroll = () => {
      const [tooltip, plot] = [box.current, anchor.current];
      if (!tooltip) return;
      moveTo(tooltip, plot && isInSight(plot, x, y) ? placeOf(tooltip, plot, x, y) : undefined);
    };
    window.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => window.removeEventListener('scroll', onScroll, { capture: true });
  }, [box, anchor, x, y]);
  return box;
}

/** Undefined: out of sight. */
function moveTo({ style }: HTMLElement, place: { readonly left: number; readonly top: number } | undefined) {
  style.visibility = place ? 'visible' : 'hidden';
  if (!place) return;
  style.translate = `${Math.round(place.left)}px ${Math.round(place.top)}px`;
}

function placeOf(tooltip: HTMLElement, plot: HTMLElement, x: number, y: number) {
  const box = plot.getBoundingClientRect();
  const size = { width: tooltip.offsetWidth, height: tooltip.offsetHeight };
  const viewport = { width: window.innerWidth, height: window.innerHeight };
  return placeTooltip({ x: box.left + x, y: box.top + y }, size, box, viewport);
}

/** Not scrolled out of the pane that it lies in. */
function isInSight(plot: HTMLElement, x: number, y: number): boolean {
  const { left, top, width, height } = plot.getBoundingClientRect();
  return plot.contains(document.elementFromPoint(left + within(x, width), top + within(y, height)));
}

function within(atPx: number, lengthPx: number): number {
  return Math.min(Math.max(atPx, 1), lengthPx - 1);
}

import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { formatFullValue } from '../../base/format-number.ts';
import { widthInDigits } from '../../base/text-width.ts';
import type { ReferenceLine } from '../../domain/charts/reference-line.ts';
import { distinctLabels } from '../../drawing/value-labels.ts';
import { m } from '../../paraglide/messages.js';
import { TextCut } from '../../ui/text-cut.tsx';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { type BarMark, barMarks, barScale, type BarValue } from './bar-values.ts';
import css from './card-bars.module.css';
import { useCardLevels } from './card-levels.ts';
import type { Drawn } from './card-plot.tsx';
import type { BarSpread, GroupBars } from './group-bars.ts';
import { useChartReading } from './chart-reading.tsx';
import { textOf } from './line-texts.ts';
import { isFocusedLine, useHighlightStore } from '../highlight.tsx';
import type { LineStyles } from '../run-styles.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import { bandReading } from './use-card-reading.ts';

const ROW_PX = 22;
/** Rows above and below those in sight. */
const SPARE_ROWS = 4;

interface CardBarsProps {
  readonly name: string;
  readonly lines: readonly CardLine[];
  /** One for each line. */
  readonly values: readonly BarValue[];
  /** What each is around its own value, where a bar stands for several; left out: none does. */
  readonly spreads?: GroupBars['spreads'] | undefined;
  readonly styles: LineStyles;
  readonly heightPx: number;
  readonly picture: ChartPicture | undefined;
  readonly references: readonly ReferenceLine[] | undefined;
  readonly onDrawn: (drawn: Drawn) => void;
}

/** A bar for each run that logged the metric once, in the order of the table. */
export function CardBars(props: CardBarsProps) {
  const { name, lines, values, spreads, styles, heightPx, picture, references, onDrawn } = props;
  const rows = useMemo(() => rowsOf(lines, values, spreads), [lines, values, spreads]);
  const levels = useCardLevels(picture, lines, styles, references);
  const scale = useMemo(
    () => barScale([...values, ...reachesOf(spreads)], levels),
    [values, spreads, levels],
  );
  const marks = useMemo(() => barMarks(levels, scale), [levels, scale]);
  const { texts } = useChartReading();
  const widths = useMemo(() => widthsOf(rows, (line) => textOf(line, texts).label), [rows, texts]);
  const hasHalves = widths['--half'] !== '0ch';
  const [scrollPx, setScrollPx] = useState(0);
  useEffect(() => onDrawn({ pointsDrawn: rows.length, linesDrawn: rows.length }), [rows, onDrawn]);
  const first = Math.max(0, Math.floor(scrollPx / ROW_PX) - SPARE_ROWS);
  const shown = rows.slice(first, first + Math.ceil(heightPx / ROW_PX) + 2 * SPARE_ROWS);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrolls by key
    <div
      className={css.bars}
      style={{ height: heightPx, ...widths }}
      role="list"
      aria-label={m.card_bars({ metric: name })}
      data-halves={hasHalves || undefined}
      tabIndex={0}
      onScroll={(event) => setScrollPx(event.currentTarget.scrollTop)}
    >
      {marks.length > 0 ? (
        <p className={css.levels}>
          {marks.map(({ level, words }) => (
            <span
              key={`${level.kind} ${level.text}`}
              data-level={level.kind}
              data-level-y={level.y}
              style={{ color: level.color }}
            >
              {words}
            </span>
          ))}
        </p>
      ) : null}
      <div style={{ position: 'relative', height: rows.length * ROW_PX }}>
        {shown.map((row, index) => (
          <Bar
            key={`${row.line.group?.id ?? row.line.run.id} ${row.line.member}`}
            row={row}
            name={textOf(row.line, texts).label}
            topPx={(first + index) * ROW_PX}
            from={scale.zero}
            to={Number.isNaN(row.value) ? scale.zero : scale.at(row.value)}
            reach={
              row.spread && row.spread.high >= row.spread.low
                ? [scale.at(row.spread.low), scale.at(row.spread.high)]
                : undefined
            }
            color={styles.get(row.line.group?.id ?? row.line.run.id)?.color ?? 'var(--faint)'}
            marks={marks}
            hasHalves={hasHalves}
          />
        ))}
      </div>
    </div>
  );
}

export interface BarRow {
  readonly line: CardLine;
  readonly value: number;
  readonly spread: BarSpread | undefined;
  readonly words: string;
}

/**
 * How wide the parts of all rows want to be, in widths of a digit: bars are as wide as each other, and a level is one
 * line across them. A minus and `±` are as wide as a digit, a point is narrower.
 */
export function widthsOf(rows: readonly BarRow[], nameOf: (line: CardLine) => string) {
  const most = (text: (row: BarRow) => string) =>
    `${rows.reduce((longest, row) => Math.max(longest, widthInDigits(text(row))), 0)}ch`;
  return {
    '--name': most(({ line }) => nameOf(line)),
    '--words': most(({ words }) => words),
    '--half': most(({ value, spread }) => (spread ? halfWords(value, spread) : '')),
  };
}

/** Ends of what stands around the values: they have a place on the scale too. */
export function reachesOf(spreads: GroupBars['spreads'] = []): readonly number[] {
  return spreads.flatMap((spread) => (spread ? [spread.low, spread.high] : []));
}

/** Runs without a value have no bar: the badge counts them. */
export function rowsOf(
  lines: readonly CardLine[],
  values: readonly BarValue[],
  spreads: GroupBars['spreads'] = [],
): readonly BarRow[] {
  const logged = lines.flatMap((line, index) => {
    const value = values[index];
    return value === undefined ? [] : [{ line, value, spread: spreads[index] }];
  });
  const words = distinctLabels(logged.map(({ value }) => value));
  return logged.map((row, index) => ({ ...row, words: words[index] ?? '' }));
}

/** `± 0.0138 · n = 6`. */
export function spreadWords(value: number, { low, high, count }: BarSpread): string {
  return bandReading(value, low, high, count);
}

/** `± 0.014`, where it is the same to both sides; the whole stands on hover. */
function halfWords(value: number, { low, high }: BarSpread): string {
  const [below, above] = [value - low, high - value];
  const isEven = Math.abs(below - above) <= Math.max(below, above) * 1e-6;
  return isEven && above >= 0 ? `± ${Number(above.toPrecision(2))}` : '';
}

interface BarProps {
  readonly row: BarRow;
  /** How many runs a group has stands on hover: what is cut should not be its values. */
  readonly name: string;
  readonly topPx: number;
  /** Percent of the width. */
  readonly from: number;
  readonly to: number;
  /** From where to where the values behind it go, in the same unit. */
  readonly reach: readonly [number, number] | undefined;
  readonly color: string;
  readonly marks: readonly BarMark[];
  /** Some rows have a deviation beside their value: all keep room for it. */
  readonly hasHalves: boolean;
}

function Bar({ row, name, topPx, from, to, reach, color, marks, hasHalves }: BarProps) {
  const { subscribe, get, hover, focus } = useHighlightStore();
  const { line, value, spread, words } = row;
  const { id } = line.run;
  const group = line.group?.runIds;
  const state = useSyncExternalStore(subscribe, () => {
    const { hovered, focused, hoveredGroup, focusedGroup } = get();
    const lit = [hovered, focused, ...hoveredGroup, ...focusedGroup];
    return lit.some((one) => one !== undefined && (group?.includes(one) ?? one === id));
  });
  return (
    <div
      className={css.row}
      role="listitem"
      style={{ top: topPx, height: ROW_PX }}
      data-lit={state || undefined}
      onPointerEnter={() => hover(id, group)}
      onPointerLeave={() => hover(undefined)}
    >
      <button
        type="button"
        className={css.name}
        onClick={() => (isFocusedLine(get(), id, group) ? focus(undefined) : focus(id, group))}
      >
        <TextCut text={name} title={group ? line.label : name} />
      </button>
      <span className={css.track}>
        <span
          className={css.bar}
          style={{ left: `${Math.min(from, to)}%`, width: `${Math.abs(to - from)}%`, background: color }}
        />
        {reach ? (
          <span className={css.reach} style={{ left: `${reach[0]}%`, width: `${reach[1] - reach[0]}%` }} />
        ) : null}
        {marks.map(({ level, at }) =>
          at === undefined ? null : (
            <span
              key={`${level.kind} ${level.text}`}
              className={css.level}
              data-kind={level.kind}
              style={{ left: `${at}%`, borderColor: level.color }}
            />
          ),
        )}
      </span>
      <span
        className={css.value}
        title={[formatFullValue(value), spread && spreadWords(value, spread)].join(' ').trim()}
        data-n={spread?.count}
      >
        {words}
        {hasHalves ? <span className={css.beside}>{spread ? halfWords(value, spread) : ''}</span> : null}
      </span>
    </div>
  );
}

import { useCallback, useMemo } from 'react';
import { MARK_NAN, MARK_POSITIVE_INFINITY, MARK_SEAM } from '../../base/packed-lines.ts';
import { formatCount, formatFullValue, formatValue } from '../../base/format-number.ts';
import { formatFullDateTime } from '../../base/format-time.ts';
import { parsePlace } from '../../domain/runs/parse-place.ts';
import { axisId, carryPlace } from '../../domain/charts/pinned-place.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import type { PlotLink } from '../../ui/plot-link.ts';
import type { MarkWords } from '../../ui/plot-tooltip.tsx';
import { isWholeAxis, placeOnAxis } from '../chart-settings/axis-words.ts';
import { type ChartReading, useChartReading } from './chart-reading.tsx';
import { type Crosshair, isFocusedLine, useHighlightStore } from '../highlight.tsx';
import { type ReadLine, textOf } from './line-texts.ts';

/** What one card shares with the others while it is read: crosshair, lit runs, pin, names. For the plot to spread. */
export function useCardReading(lines: readonly ReadLine[], axis: XAxis) {
  const store = useHighlightStore();
  const { pinned, onPin, texts: textsOfRuns, clocks } = useChartReading();
  const id = axisId(axis);
  const linesOf = useMemo(() => linesByRun(lines), [lines]);
  const texts = useMemo(() => lines.map((line) => textOf(line, textsOfRuns)), [lines, textsOfRuns]);
  const link = useMemo<PlotLink>(
    () => ({
      subscribe: store.subscribe,
      read: () => {
        const { hovered, focused, hoveredGroup, focusedGroup, crosshair } = store.get();
        const runs = [...focusedGroup, focused, ...hoveredGroup, hovered];
        const lines = runs.flatMap((run) => (run === undefined ? [] : (linesOf.get(run) ?? [])));
        // The last one is the most important: each where it came last.
        const lit = [...new Set(lines.toReversed())].toReversed();
        return { lit, crosshairX: crosshairOn(crosshair, id, clocks) };
      },
    }),
    [store, linesOf, id, clocks],
  );
  const onHover = useCallback(
    (line: number | undefined, x: number | undefined, nearest: number | undefined) =>
      store.point(
        line === undefined ? undefined : lines[line]?.run.id,
        x === undefined
          ? undefined
          : { axis: id, x, run: nearest === undefined ? undefined : lines[nearest]?.run.id },
        line === undefined ? undefined : severalOf(lines[line]),
      ),
    [store, lines, id],
  );
  const onClickLine = (line: number) => {
    const run = lines[line]?.run.id;
    const several = severalOf(lines[line]);
    if (isFocusedLine(store.get(), run, several)) store.focus(undefined);
    else store.focus(run, several);
  };
  const place = pinned && carryPlace(pinned, id, clocks);
  const whose = place?.run === undefined ? undefined : linesOf.get(place.run)?.[0];
  return {
    link,
    texts,
    isXWhole: isWholeAxis(axis),
    pinnedX: place?.x,
    pinnedNote: whose === undefined ? undefined : texts[whose]?.label,
    onHover,
    onClickLine,
    onPin: (x: number | undefined, nearest?: number) =>
      onPin(
        x === undefined
          ? undefined
          : { axis: id, x, run: nearest === undefined ? undefined : lines[nearest]?.run.id },
      ),
  };
}

/** Where nobody's point was, no other card knows the moment. */
function crosshairOn(crosshair: Crosshair | undefined, id: string, clocks: ChartReading['clocks']) {
  if (!crosshair || (crosshair.axis !== id && crosshair.run === undefined)) return undefined;
  return carryPlace(crosshair, id, clocks)?.x;
}

/** Words of the plot that depend on its x axis. */
export function readingLabels(axis: XAxis) {
  const step = (x: number) => placeOnAxis(axis, x);
  return {
    step,
    place: (x: number) => (axis.kind === 'step' ? formatCount(x) : placeOnAxis(axis, x)),
    more: (count: number) => m.card_more({ count: formatCount(count) }),
    several: (count: number, low: number, high: number) =>
      m.card_several({ count: formatCount(count), low: formatValue(low), high: formatValue(high) }),
    raw: (value: string) => m.card_raw({ value }),
    band: bandReading,
    count: countReading,
    mark: wordsOfMark,
    hint: m.card_pin_hint(),
    pinnedHint: m.card_pinned_hint(),
    unpin: m.card_unpin(),
    momentOf: (run: string) => m.card_pin_moment({ run }),
    goTo: axis.kind === 'step' ? m.card_go_to_step() : m.card_go_to_place(),
    notAPlace: m.card_no_place(),
    parsePlace: (text: string) => parsePlace(text, axis),
  };
}

function wordsOfMark({ kind, step, timeMs, lastStep, lastValue, name }: MarkWords) {
  const when = m.mark_at({
    step: formatCount(step),
    time: formatFullDateTime(timeMs, getLocale()),
  });
  if (kind === MARK_SEAM) return { title: m.seam_begins({ run: name ?? '' }), details: [when] };
  const before = Number.isNaN(lastStep)
    ? m.mark_none_before()
    : m.mark_before({ value: formatFullValue(lastValue), step: formatCount(lastStep) });
  return { title: nameOfKind(kind), details: [when, before] };
}

function nameOfKind(kind: number): string {
  if (kind === MARK_NAN) return 'NaN';
  return kind === MARK_POSITIVE_INFINITY ? '+∞' : '−∞';
}

/** Those that a line stands for, where they are several. */
export function severalOf(line: ReadLine | undefined): readonly RunId[] | undefined {
  return line?.group?.runIds ?? line?.runIds;
}

function linesByRun(lines: readonly ReadLine[]): ReadonlyMap<RunId, readonly number[]> {
  const byRun = new Map<RunId, number[]>();
  for (const [index, line] of lines.entries()) {
    for (const id of severalOf(line) ?? [line.run.id]) {
      const known = byRun.get(id);
      if (known) known.push(index);
      else byRun.set(id, [index]);
    }
  }
  return byRun;
}

/** Where the number of members changes; a tooltip says the same of a line without a band. */
export function countReading(count: number): string {
  return m.band_reading_one({ count: formatCount(count) });
}

/** The half width where both are alike, else from where to where. */
export function bandReading(value: number, low: number, high: number, count: number): string {
  const n = formatCount(count);
  if (!(high >= low)) return countReading(count);
  const [below, above] = [value - low, high - value];
  if (Math.abs(below - above) <= Math.max(below, above) * 1e-6) {
    return m.band_reading({ half: formatShort(above), count: n });
  }
  return m.band_reading_range({ low: formatShort(low), high: formatShort(high), count: n });
}

function formatShort(value: number): string {
  return String(Number(value.toPrecision(4)));
}

import { useEffect, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { m } from '../../paraglide/messages.js';
import { LineSample } from '../../ui/line-sample.tsx';
import { TextCut } from '../../ui/text-cut.tsx';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { isFocusedLine, useHighlightStore } from '../highlight.tsx';
import type { LineStyles } from '../run-styles.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import { lineStyleOf } from './card-plot.tsx';
import { type FailedSeries, reasonOf } from './failed-runs.tsx';
import { useChartReading } from './chart-reading.tsx';
import { nameOfLine, textOf } from './line-texts.ts';
import entryCss from './legend-entry.module.css';
import css from './lines-legend.module.css';
import { severalOf } from './use-card-reading.ts';

const ROW_PX = 22;
/** Rows above and below those in sight. */
const SPARE_ROWS = 8;

export interface LinesLegendProps {
  /** Those of the picture. */
  readonly lines: readonly CardLine[];
  readonly picture: Pick<ChartPicture, 'lines' | 'bands'> & { readonly series: readonly FailedSeries[] };
  readonly styles: LineStyles;
  readonly heightPx: number;
}

/** What each line of a card is called, beside it; a line that is pointed at lights its name, and a name its line. */
export function LinesLegend({ lines, picture, styles, heightPx }: LinesLegendProps) {
  const list = useRef<HTMLUListElement>(null);
  const [scrollPx, setScrollPx] = useState(0);
  useFocusInSight(list, lines);
  const failures = useMemo(() => failuresOfLines(picture, lines), [picture, lines]);
  const first = Math.max(0, Math.floor(scrollPx / ROW_PX) - SPARE_ROWS);
  const shown = lines.slice(first, first + Math.ceil(heightPx / ROW_PX) + 2 * SPARE_ROWS);
  const { offsets } = picture.lines;
  return (
    <ul
      ref={list}
      className={css.legend}
      style={{ height: heightPx }}
      aria-label={m.card_legend()}
      onScroll={(event) => setScrollPx(event.currentTarget.scrollTop)}
    >
      <li aria-hidden="true" style={{ height: lines.length * ROW_PX }} />
      {shown.map((line, index) => (
        <Entry
          key={`${line.group?.id ?? line.run.id} ${line.member}`}
          line={line}
          style={lineStyleOf(line, styles)}
          failure={failures.get(line)}
          topPx={(first + index) * ROW_PX}
          isDrawn={(offsets[first + index + 1] ?? 0) > (offsets[first + index] ?? 0)}
        />
      ))}
    </ul>
  );
}

/** The line that is focused, here or elsewhere, is scrolled into sight. */
function useFocusInSight(list: React.RefObject<HTMLElement | null>, lines: readonly CardLine[]): void {
  const { subscribe, get } = useHighlightStore();
  const focused = useSyncExternalStore(subscribe, () => get().focused);
  useEffect(() => {
    const element = list.current;
    const place = lines.findIndex((line) => isOfRun(line, focused));
    if (!element || focused === undefined || place < 0) return;
    const [top, height] = [place * ROW_PX, element.clientHeight];
    const isInSight = top >= element.scrollTop && top + ROW_PX <= element.scrollTop + height;
    if (!isInSight) element.scrollTo({ top: top - height / 2 });
  }, [list, lines, focused]);
}

function isOfRun(line: CardLine, id: string | undefined): boolean {
  return id !== undefined && (severalOf(line)?.some((one) => one === id) ?? line.run.id === id);
}

/** Why lines have no points, in words; a line of several runs has those of the others. */
function failuresOfLines(
  { series, bands }: LinesLegendProps['picture'],
  lines: readonly CardLine[],
): ReadonlyMap<CardLine, string> {
  const failures = new Map<CardLine, string>();
  if (bands || lines.length !== series.length) return failures;
  for (const [place, { state, runId, failure }] of series.entries()) {
    const line = lines[place];
    if (state === 'failed' && line?.run.id === runId) failures.set(line, reasonOf(failure));
  }
  return failures;
}

interface EntryProps {
  readonly line: CardLine;
  readonly style: ReturnType<typeof lineStyleOf>;
  /** Why it has no points. */
  readonly failure: string | undefined;
  readonly topPx: number;
  /** It has points where the card looks at. */
  readonly isDrawn: boolean;
}

function Entry({ line, style, failure, topPx, isDrawn }: EntryProps) {
  const { subscribe, get, hover, focus } = useHighlightStore();
  const { texts } = useChartReading();
  const { id } = line.run;
  const several = severalOf(line);
  const isFocused = useSyncExternalStore(subscribe, () => isFocusedLine(get(), id, several));
  const isLit = useSyncExternalStore(subscribe, () => {
    const { hovered, hoveredGroup } = get();
    return isOfRun(line, hovered) || hoveredGroup.some((one) => isOfRun(line, one));
  });
  const name = nameOfLine(line, texts);
  const title = useMemo(
    () => [name, failure, textOf(line, texts).details].filter(Boolean).join('\n'),
    [name, failure, line, texts],
  );
  return (
    <li className={css.item} style={{ top: topPx, height: ROW_PX }}>
      <button
        type="button"
        className={`${entryCss.entry} ${css.entry}`}
        aria-pressed={isFocused}
        data-lit={isLit || undefined}
        data-drawn={isDrawn}
        data-failed={failure === undefined ? undefined : true}
        title={title}
        onPointerEnter={() => hover(id, several)}
        onPointerLeave={() => hover(undefined)}
        onClick={() => (isFocused ? focus(undefined) : focus(id, several))}
      >
        <LineSample className={entryCss.sample} line={style} />
        <TextCut text={name} title={title} />
        {failure === undefined ? null : <span className={css.failed}>{m.card_failed()}</span>}
      </button>
    </li>
  );
}

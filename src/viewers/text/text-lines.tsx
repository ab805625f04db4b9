import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import type { TextMatch } from '../../domain/artifacts/text/find-in-lines.ts';
import type { LookSpan } from '../../domain/artifacts/text/line-segments.ts';
import type { TextLine } from '../../domain/artifacts/text/split-lines.ts';
import { lineAtByte } from '../../domain/artifacts/text/text-window.ts';
import { m } from '../../paraglide/messages.js';
import { type ShownLine, TextRow } from './text-row.tsx';
import type { TextReveal } from './text-snapshot.ts';
import css from './text-viewer.module.css';

export const LINE_PX = 18;
const SPARE_LINES = 12;
/** Lines from an end at which more are read. */
const NEAR_LINES = 200;

interface TextLinesProps {
  readonly name: string;
  readonly lines: readonly TextLine[];
  /** 0 for a piece that goes on; undefined: places are bytes. */
  readonly numbers: Uint32Array | undefined;
  /** Keep the reference while it means the same. */
  readonly showLine: (line: TextLine) => ShownLine;
  readonly looksOf: (index: number, shown: ShownLine) => readonly LookSpan[];
  readonly matches: readonly TextMatch[];
  readonly current: TextMatch | undefined;
  readonly reveal: TextReveal | undefined;
  readonly isWrapped: boolean;
  /** The line at the top of what is in sight, by its first byte. */
  readonly onTop: (byte: number) => void;
  readonly onNearStart: () => void;
  readonly onNearEnd: () => void;
  /** The person moves away from the end. */
  readonly onMoveUp: () => void;
}

/** The lines on screen and a few more. What is in sight stays where it is when lines are added or given up above it. */
export function TextLines(props: TextLinesProps) {
  const { lines, numbers, showLine, isWrapped, matches, current } = props;
  const scroller = useRef<HTMLDivElement>(null);
  // oxlint-disable-next-line react/incompatible-library -- nothing here is compiled by the React Compiler
  const rows = useVirtualizer<HTMLDivElement, HTMLDivElement>({
    count: lines.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => LINE_PX,
    getItemKey: useCallback((index: number) => lines[index]?.startByte ?? -index, [lines]),
    overscan: SPARE_LINES,
  });
  const [expanded, setExpanded] = useState<ReadonlyMap<number, number>>(new Map());
  useStillLines(rows, lines, props.onTop);
  useRevealedLine(rows, props);
  useEffect(() => rows.measure(), [rows, isWrapped]);
  const items = rows.getVirtualItems();
  const [first, last] = [items[0]?.index ?? 0, items.at(-1)?.index ?? 0];
  useNearEnds(first, last, props);

  const onKeyDown = (event: KeyboardEvent) => {
    if (['ArrowUp', 'PageUp', 'Home'].includes(event.key)) props.onMoveUp();
  };
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- keys scroll, as in any region
    <div
      ref={scroller}
      role="region"
      aria-label={m.text_of({ name: props.name })}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- keys scroll it
      tabIndex={0}
      className={isWrapped ? `${css['scroller']} ${css['wrapped']}` : css['scroller']}
      onKeyDown={onKeyDown}
      onWheel={({ deltaY }) => deltaY < 0 && props.onMoveUp()}
      onPointerDown={({ currentTarget, clientX }) => {
        // The scroll bar.
        if (clientX - currentTarget.getBoundingClientRect().left > currentTarget.clientWidth)
          props.onMoveUp();
      }}
    >
      <div className={css['lines']} style={{ height: rows.getTotalSize(), minWidth: widthOf(props) }}>
        {items.map(({ index, start, key }) => {
          const line = lines[index];
          if (!line) return null;
          const shown = showLine(line);
          return (
            <TextRow
              key={key}
              ref={isWrapped ? rows.measureElement : undefined}
              index={index}
              topPx={start}
              line={line}
              shown={shown}
              number={numbers?.[index]}
              looks={props.looksOf(index, shown)}
              matches={matchesOfLine(matches, index)}
              current={current?.line === index ? current : undefined}
              shownCharacters={expanded.get(line.startByte)}
              onExpand={(characters) => setExpanded(new Map(expanded).set(line.startByte, characters))}
            />
          );
        })}
      </div>
    </div>
  );
}

type Rows = ReturnType<typeof useVirtualizer<HTMLDivElement, HTMLDivElement>>;

/** Where lines came or went above what is in sight, the scroll position follows the line at the top. */
function useStillLines(rows: Rows, lines: readonly TextLine[], onTop: (byte: number) => void): void {
  const topByte = useRef(0);
  const before = useRef(lines[0]?.startByte);
  const shiftPx = useRef(0);
  useLayoutEffect(() => {
    const firstByte = lines[0]?.startByte;
    if (firstByte !== before.current && before.current !== undefined) {
      const [offset = 0] = rows.getOffsetForIndex(lineAtByte(lines, topByte.current), 'start') ?? [];
      rows.scrollToOffset(offset + shiftPx.current);
    }
    before.current = firstByte;
  }, [rows, lines]);
  // What is at the top after every scroll and render.
  useEffect(() => {
    const top = rows.getVirtualItemForOffset(rows.scrollOffset ?? 0);
    const line = top && lines[top.index];
    if (!line) return;
    topByte.current = line.startByte;
    onTop(line.startByte);
    shiftPx.current = Math.max(0, (rows.scrollOffset ?? 0) - top.start);
  });
}

function useRevealedLine(rows: Rows, { reveal, current, lines }: TextLinesProps): void {
  useLayoutEffect(() => {
    if (reveal) rows.scrollToIndex(reveal.line, { align: reveal.at });
  }, [rows, reveal]);
  const [line, byte] = [current?.line, current && lines[current.line]?.startByte];
  const start = current?.start;
  useLayoutEffect(() => {
    if (line !== undefined && byte !== undefined) rows.scrollToIndex(line, { align: 'center' });
    // By byte and not by index: lines that come above it move nothing.
    // oxlint-disable-next-line react/exhaustive-deps -- as said
  }, [rows, byte, start]);
}

function useNearEnds(first: number, last: number, props: TextLinesProps): void {
  const { lines, onNearStart, onNearEnd } = props;
  useEffect(() => {
    if (last >= lines.length - NEAR_LINES) onNearEnd();
    if (first < NEAR_LINES) onNearStart();
  }, [first, last, lines, onNearStart, onNearEnd]);
}

/** They are in the order of their lines. */
function matchesOfLine(matches: readonly TextMatch[], line: number): readonly TextMatch[] {
  let [low, high] = [0, matches.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((matches[middle]?.line ?? 0) < line) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (matches[end]?.line === line) end++;
  return low === end ? NO_MATCHES : matches.slice(low, end);
}

const NO_MATCHES: readonly TextMatch[] = [];

/** As wide as the longest line: the bar below must not change while one scrolls. */
function widthOf({ lines, isWrapped }: TextLinesProps): string | undefined {
  if (isWrapped) return undefined;
  let most = 0;
  for (const { text } of lines) if (text.length > most) most = text.length;
  return `calc(${Math.min(most, 2_000)}ch + 160px)`;
}

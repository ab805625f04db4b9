import { type CSSProperties, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { formatCount, formatFullValue, formatWith, type Precision } from '../../../base/format-number.ts';
import { type HeatCell, type HeatMap, heatShare } from '../../../domain/comparison/heat-map.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { useHighlightStore } from '../../../parts/highlight.tsx';
import { columnWord } from '../../../parts/wording.ts';
import css from './heatmap.module.css';
import { cellWords, wordOfBin } from './heat-words.ts';

export interface HeatGridProps {
  readonly label: string;
  readonly map: HeatMap;
  readonly x: RunColumn;
  readonly y: RunColumn | undefined;
  /** The runs by their places. */
  readonly runIds: readonly RunId[];
  readonly precision: Precision;
  readonly isLowerStronger: boolean;
  readonly onOpen: (cell: HeatCell) => void;
}

const MOVES: Readonly<Record<string, readonly [number, number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1],
};

/** The cells as a grid that the arrow keys walk through; Enter or a click opens the runs of one. */
export function HeatGrid(props: HeatGridProps) {
  const { label, map, x, y } = props;
  const [active, setActive] = useState<readonly [number, number]>([0, 0]);
  const table = useRef<HTMLTableElement>(null);
  const [lastRow, lastColumn] = [map.rows.length - 1, map.columns.length - 1];
  const at = [Math.min(active[0], lastRow), Math.min(active[1], lastColumn)] as const;
  const moveTo = (row: number, column: number) => {
    const next = [clamp(row, lastRow), clamp(column, lastColumn)] as const;
    setActive(next);
    table.current?.querySelector<HTMLElement>(`[data-cell="${next.join()}"]`)?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const move = MOVES[event.key];
    const cell = map.cells[at[0]]?.[at[1]];
    if (move) moveTo(at[0] + move[0], at[1] + move[1]);
    else if (event.key === 'Home') moveTo(at[0], 0);
    else if (event.key === 'End') moveTo(at[0], lastColumn);
    else if (event.key === 'Enter' || event.key === ' ') {
      if (cell) props.onOpen(cell);
    } else return;
    event.preventDefault();
  };
  useLitCell(table, map, props.runIds);
  return (
    <div className={css.scroller}>
      <table
        ref={table}
        role="grid"
        aria-label={label}
        aria-rowcount={map.rows.length + 1}
        aria-colcount={map.columns.length + 1}
        className={css.table}
        onKeyDown={onKeyDown}
      >
        <thead>
          <tr>
            <th className={css.corner} title={y ? `${columnWord(y)} ↓ ${columnWord(x)} →` : columnWord(x)}>
              {y ? (
                <>
                  <span className={css.down}>{columnWord(y)} ↓</span>
                  <span className={css.across}>{columnWord(x)} →</span>
                </>
              ) : (
                <span className={css.across}>{columnWord(x)} →</span>
              )}
            </th>
            {map.columns.map((bin) => {
              const word = wordOfBin(bin, x);
              return (
                <th
                  key={`${bin.kind} ${word}`}
                  scope="col"
                  title={word}
                  className={css.columnHead}
                  data-kind={bin.kind}
                >
                  {word}
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {map.rows.map((bin, row) => {
            const word = wordOfBin(bin, y);
            return (
              <tr key={`${bin.kind} ${word}`}>
                <th scope="row" title={word} className={css.rowHead} data-kind={bin.kind}>
                  {word}
                </th>
                {map.columns.map((column, place) => (
                  <Cell
                    key={`${column.kind} ${wordOfBin(column, x)}`}
                    {...props}
                    cell={map.cells[row]?.[place]}
                    id={[row, place].join()}
                    names={{ column: nameOf(x, wordOfBin(column, x)), row: nameOf(y, word) }}
                    isActive={row === at[0] && place === at[1]}
                    onActive={() => setActive([row, place])}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

function nameOf(column: RunColumn | undefined, word: string): string {
  return column ? `${columnWord(column)} ${word}` : word;
}

function clamp(place: number, last: number): number {
  return Math.max(0, Math.min(last, place));
}

interface CellProps extends HeatGridProps {
  readonly cell: HeatCell | undefined;
  readonly id: string;
  readonly names: { readonly column: string; readonly row: string };
  readonly isActive: boolean;
  readonly onActive: () => void;
}

function Cell({ cell, id, names, isActive, onActive, ...props }: CellProps) {
  const { map, runIds, precision, isLowerStronger, onOpen } = props;
  const { hover } = useHighlightStore();
  const words = cellWords(cell, names, precision);
  const share =
    cell?.value === undefined || !map.range ? undefined : heatShare(cell.value, map.range, isLowerStronger);
  const full = cell?.value === undefined ? '' : `\n${formatFullValue(cell.value)}`;
  const ids = () => (cell?.runs ?? []).flatMap((place) => runIds[place] ?? []);
  return (
    // The keys are the grid's.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <td
      role="gridcell"
      data-cell={id}
      data-runs={cell?.runs.length ?? 0}
      tabIndex={isActive ? 0 : -1}
      aria-label={words}
      title={cell ? `${words}${full}\n${m.heatmap_cell_act()}` : words}
      className={classOf(cell, share)}
      style={share === undefined ? undefined : ({ '--share': share } as CSSProperties)}
      onFocus={onActive}
      onClick={() => cell && onOpen(cell)}
      onPointerEnter={() => hover(undefined, ids())}
      onPointerLeave={() => hover(undefined)}
    >
      {cell ? (
        <>
          <span className={css.value}>
            {cell.value === undefined ? '–' : formatWith(cell.value, precision)}
          </span>
          <span className={css.count}>{formatCount(cell.count)}</span>
        </>
      ) : null}
    </td>
  );
}

function classOf(cell: HeatCell | undefined, share: number | undefined): string {
  if (!cell) return `${css.cell} ${css.none}`;
  if (cell.value === undefined) return `${css.cell} ${css.open}`;
  return `${css.cell} ${css.open} ${share === undefined ? css.flat : css.heat}`;
}

/** Frames the cell of the run that is pointed at elsewhere, without a render. */
function useLitCell(
  table: { readonly current: HTMLTableElement | null },
  map: HeatMap,
  runIds: readonly RunId[],
): void {
  const { get, subscribe } = useHighlightStore();
  useEffect(() => {
    const places = new Map(runIds.map((id, place) => [id, place]));
    let lit: Element | null | undefined;
    const light = () => {
      const { hovered, focused } = get();
      const place = places.get(hovered ?? focused ?? ('' as RunId));
      const cell = place === undefined ? undefined : map.cellOf[place];
      const width = map.columns.length;
      const id = cell === undefined ? '' : [Math.floor(cell / width), cell % width].join();
      const next = id === '' ? undefined : table.current?.querySelector(`[data-cell="${id}"]`);
      if (next === lit) return;
      lit?.removeAttribute('data-highlighted');
      next?.setAttribute('data-highlighted', 'true');
      lit = next;
    };
    light();
    const stop = subscribe(light);
    return () => {
      stop();
      lit?.removeAttribute('data-highlighted');
    };
  }, [table, map, runIds, get, subscribe]);
}

import { type CSSProperties, useRef } from 'react';
import { formatCount, formatValue } from '../../base/format-number.ts';
import type { CompareRow, CompareRows } from '../../domain/artifacts/compare/compare-rows.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { parseNumberText } from '../../domain/runs/text-value.ts';
import { m } from '../../paraglide/messages.js';
import { useHighlightStore } from '../../parts/highlight.tsx';
import { useRowWindow } from '../use-row-window.ts';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import { RunName } from './run-strip.tsx';

interface RowGridProps {
  /** What stands in the first column. */
  readonly keyName: string;
  readonly files: readonly FileOfRun[];
  readonly runs: readonly ComparedRun[];
  readonly rows: CompareRows;
  readonly isFound: boolean;
}

const ROW_PX = 26;

/** Keys below each other, a column for each run; what is another value than the first one's is marked. */
export function RowGrid({ keyName, files, runs, rows, isFound }: RowGridProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const { hover } = useHighlightStore();
  const { start, end } = useRowWindow(scroller, rows.rows.length, ROW_PX);
  const style = { '--runs': files.length } as CSSProperties;
  return (
    <div
      ref={scroller}
      className={css['grid']}
      role="grid"
      aria-label={m.cmp_grid()}
      aria-rowcount={rows.found + 1}
      aria-colcount={files.length + 1}
      style={style}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <div className={css['heads']} role="row">
        <span role="columnheader" className={css['keyCell']}>
          {keyName}
        </span>
        {files.map(({ run }) => (
          <span
            key={run.id}
            role="columnheader"
            className={css['head']}
            data-run-id={run.id}
            onPointerEnter={() => hover(run.id)}
            onPointerLeave={() => hover(undefined)}
          >
            <RunName run={run} runs={runs} />
          </span>
        ))}
      </div>
      {rows.rows.length === 0 ? (
        <p className={css['words']}>{isFound ? m.cmp_no_rows_found() : m.cmp_no_rows()}</p>
      ) : null}
      <div className={css['canvas']} style={{ height: rows.rows.length * ROW_PX }} role="presentation">
        {rows.rows.slice(start, end).map((row, index) => (
          <GridRow key={row.key} row={row} files={files} topPx={(start + index) * ROW_PX} />
        ))}
      </div>
    </div>
  );
}

interface GridRowProps {
  readonly row: CompareRow;
  readonly files: readonly FileOfRun[];
  readonly topPx: number;
}

function GridRow({ row: { key, cells, isSame }, files, topPx }: GridRowProps) {
  return (
    <div className={css['gridRow']} role="row" style={{ transform: `translateY(${topPx}px)` }}>
      <span role="rowheader" className={css['keyCell']} title={key}>
        {key}
      </span>
      {files.map(({ run }, index) => {
        const cell = cells[index];
        const delta = index === 0 ? undefined : deltaOf(cell, cells[0]);
        return (
          <span
            key={run.id}
            role="gridcell"
            className={css['cell']}
            title={cell === undefined ? m.diff_absent_title() : cell}
            data-apart={(!isSame && cell !== cells[0]) || undefined}
          >
            {cell === undefined ? m.diff_absent() : cell.slice(0, MOST_CHARACTERS)}
            {delta === undefined ? null : <span className={css['delta']}>{delta}</span>}
          </span>
        );
      })}
    </div>
  );
}

const MOST_CHARACTERS = 300;

/** How far a number is from the first one's; undefined: the same, or no numbers. */
function deltaOf(cell: string | undefined, first: string | undefined): string | undefined {
  const [value, from] = [numberOf(cell), numberOf(first)];
  if (value === undefined || from === undefined) return undefined;
  const delta = value - from;
  if (delta === 0 || !Number.isFinite(delta)) return undefined;
  return delta > 0 ? `+${formatValue(delta)}` : `−${formatValue(-delta)}`;
}

function numberOf(text: string | undefined): number | undefined {
  return text === undefined ? undefined : parseNumberText(text.trim());
}

interface CutProps {
  readonly rows: CompareRows;
  readonly files: readonly FileOfRun[];
  readonly broken: readonly string[];
}

/** What is not shown, or not read. */
export function CutWords({ rows, files, broken }: CutProps) {
  const names = files.filter(({ run }) => broken.includes(run.id)).map(({ run }) => run.name);
  return (
    <>
      {rows.found > rows.rows.length ? (
        <span className={css['warn']}>
          {m.cmp_rows_cut({ shown: formatCount(rows.rows.length), all: formatCount(rows.found) })}
        </span>
      ) : null}
      {names.length > 0 ? (
        <span className={css['warn']}>{m.cmp_broken({ runs: names.join(', ') })}</span>
      ) : null}
    </>
  );
}

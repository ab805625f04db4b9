import { tellUniquePerRun } from '../runs/default-columns.ts';
import type { MetricColumn, TextColumn } from '../runs/run-column.ts';
import type { RunFrame } from '../runs/run-frame.ts';
import { canonicalText } from '../runs/text-value.ts';

/** A run in its frame. */
export interface FrameRow {
  readonly frame: RunFrame;
  readonly row: number;
}

/** A key as it is among some runs. */
export interface KeyAmongRuns {
  readonly key: string;
  /** Runs that have it. */
  readonly runCount: number;
  /** Different values: numbers by value, texts of equal number or boolean as one. */
  readonly distinctCount: number;
  /** Not one and the same value in every run; a run without the key differs. */
  readonly isVarying: boolean;
  /** A text that names the run: another one in nearly every run. */
  readonly isUniquePerRun: boolean;
}

export interface KeysAmongRuns {
  readonly params: readonly KeyAmongRuns[];
  readonly metrics: readonly KeyAmongRuns[];
}

interface Tally {
  runCount: number;
  readonly distinct: Set<number | string>;
}

/** The params and metrics of these runs in name order (by code unit), and which of them differ among them. */
export function keysAmongRuns(runs: readonly FrameRow[]): KeysAmongRuns {
  const [params, metrics] = [new Map<string, Tally>(), new Map<string, Tally>()];
  for (const [frame, chosen] of rowsByFrame(runs)) {
    countCells(params, frame.params, chosen, textReader);
    countCells(metrics, frame.metrics, chosen, metricReader);
  }
  return {
    params: listTallies(params, runs.length, true),
    metrics: listTallies(metrics, runs.length, false),
  };
}

/** 1 for each row that is one of the runs. */
function rowsByFrame(runs: readonly FrameRow[]): ReadonlyMap<RunFrame, Uint8Array> {
  const masks = new Map<RunFrame, Uint8Array>();
  for (const { frame, row } of runs) {
    const mask = masks.get(frame) ?? new Uint8Array(frame.ids.length);
    mask[row] = 1;
    masks.set(frame, mask);
  }
  return masks;
}

function countCells<Column extends MetricColumn | TextColumn>(
  tallies: Map<string, Tally>,
  columns: ReadonlyMap<string, Column>,
  mask: Uint8Array,
  readerOf: (column: Column) => (cell: number) => number | string,
): void {
  for (const [key, column] of columns) {
    const read = readerOf(column);
    const tally = tallies.get(key) ?? { runCount: 0, distinct: new Set() };
    column.rows.forEach((row, cell) => {
      if (mask[row] !== 1) return;
      tally.runCount++;
      tally.distinct.add(read(cell));
    });
    if (tally.runCount > 0) tallies.set(key, tally);
  }
}

function metricReader({ values }: MetricColumn) {
  // Sets hold NaN once, and take -0 for 0.
  return (cell: number) => values[cell] ?? Number.NaN;
}

function textReader({ codes, texts }: TextColumn) {
  const canonical: string[] = [];
  return (cell: number) => {
    const code = codes[cell] ?? 0;
    return (canonical[code] ??= canonicalText(texts[code] ?? ''));
  };
}

function listTallies(
  tallies: ReadonlyMap<string, Tally>,
  total: number,
  areTexts: boolean,
): readonly KeyAmongRuns[] {
  return [...tallies]
    .map(([key, { runCount, distinct }]) => ({
      key,
      runCount,
      distinctCount: distinct.size,
      isVarying: distinct.size > 1 || runCount < total,
      isUniquePerRun: areTexts && tellUniquePerRun(runCount, distinct.size, distinct),
    }))
    .sort((left, right) => (left.key < right.key ? -1 : 1));
}

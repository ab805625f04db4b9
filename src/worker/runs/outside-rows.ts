import type { RunId } from '../../domain/runs/run.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import { againstReader } from './baseline-cells.ts';
import type { ColumnValues } from './column-values.ts';
import { readRow } from './row-reader.ts';
import { type DemandHistory, RunHistories } from './run-histories.ts';
import type { Members } from './runs-members.ts';
import type { AgainstCell, RunRow, RunsQuery } from './runs-protocol.ts';

export interface OutsideRowsOptions {
  readonly query: RunsQuery;
  readonly facts: RunFacts;
  readonly demandHistory: DemandHistory;
  /** What was not known before came. */
  readonly onChange: () => void;
}

type AgainstRow = (row: number) => readonly (AgainstCell | undefined)[];

/** Above the rows. */
const NO_RANK = -1;

/** The baseline and the runs that were added by hand: what a view shows whatever its filter, its sort, its experiments. */
export class OutsideRows {
  private readonly options: OutsideRowsOptions;
  private readonly histories = new Map<RunId, RunHistories>();
  private readonly unsubscribe: () => void;
  private isAwaited = false;

  constructor(options: OutsideRowsOptions) {
    this.options = options;
    this.unsubscribe = options.facts.subscribe(() => {
      if (!this.isAwaited) return;
      this.isAwaited = false;
      options.onChange();
    });
  }

  /** What the cells of a row are measured against; undefined where there is no baseline (yet). */
  againstReader(columns: readonly RunColumn[], values: ColumnValues): AgainstRow | undefined {
    const { baseline } = this.options.query;
    const own = baseline && this.find(baseline);
    if (!own) return undefined;
    const histories = this.historiesOf(baseline);
    const run = { own, histories, ofBaseline: histories.valuesOf(own) };
    const readers = columns.map((column) => againstReader(column, values, run));
    return (row) => readers.map((read) => read?.(row));
  }

  /**
   * The baseline, then the added runs: those that are no rows of the view.
   *
   * @param isRow whether a run is a row of the view
   */
  top(
    columns: readonly RunColumn[],
    isRow: (id: RunId) => boolean,
    members: Pick<Members, 'ids' | 'ruledIds'>,
  ): readonly RunRow[] {
    const { baseline, addedRuns = [] } = this.options.query;
    const ids = new Set([...(baseline ? [baseline] : []), ...addedRuns]);
    return [...ids].filter((id) => !isRow(id)).flatMap((id) => this.rowOf(id, columns, members) ?? []);
  }

  end(): void {
    this.unsubscribe();
    for (const histories of this.histories.values()) histories.end();
    this.histories.clear();
  }

  private rowOf(
    id: RunId,
    columns: readonly RunColumn[],
    members: Pick<Members, 'ids' | 'ruledIds'>,
  ): RunRow | undefined {
    const own = this.find(id);
    if (!own) return undefined;
    const values = this.historiesOf(id).valuesOf(own);
    const readers = columns.map((column) => values.readerOf(column));
    const read = readRow(values.frame, own.row, NO_RANK, readers, members, own.context.nowMs);
    const against = this.againstReader(columns, values);
    return read && { ...read, ...(against && { against: against(own.row) }) };
  }

  private find(id: RunId): FactsRow | undefined {
    const { facts, query } = this.options;
    const own = facts.rowOf(query.viewId, id);
    if (!own) this.isAwaited = true;
    return own;
  }

  private historiesOf(id: RunId): RunHistories {
    const { query, facts, demandHistory, onChange } = this.options;
    const { viewId, directions } = query;
    const known = this.histories.get(id);
    const histories = known ?? new RunHistories({ viewId, id, facts, demandHistory, directions, onChange });
    this.histories.set(id, histories);
    return histories;
  }
}

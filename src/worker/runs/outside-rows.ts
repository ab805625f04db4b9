import { runOfBaseline } from '../../domain/runs/baseline.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { type Against, againstGroupReader, againstReader } from './baseline-cells.ts';
import type { BaselineGroup } from './baseline-group.ts';
import type { Clock } from '../clock.ts';
import type { ColumnValues } from './column-values.ts';
import { readRow } from './row-reader.ts';
import { type DemandHistory, type RetryHistory, RunHistories } from './run-histories.ts';
import type { Members } from './runs-members.ts';
import type { BaselineReport } from './baseline-protocol.ts';
import type { RunRow, RunsQuery } from './runs-protocol.ts';

export interface OutsideRowsOptions {
  readonly query: RunsQuery;
  readonly facts: RunFacts;
  readonly demandHistory: DemandHistory;
  readonly retryHistory: RetryHistory;
  readonly clock: Pick<Clock, 'nowMs'>;
  /** What was not known before came. */
  readonly onChange: () => void;
}

export type AgainstRow = (row: number) => readonly Against[];

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

  /**
   * What the cells of a row are measured against; undefined where there is no baseline (yet).
   *
   * @param group the baseline, where it is one
   */
  againstReader(
    columns: readonly RunColumn[],
    values: ColumnValues,
    group: BaselineGroup | undefined,
  ): AgainstRow | undefined {
    const makeReader = group ? this.groupReader(values, group) : this.runReader(values);
    const readers = makeReader && columns.map(makeReader);
    return readers && ((row) => readers.map((read) => read?.(row)));
  }

  /** What there is to say of the baseline beside its cells. */
  report(group: BaselineGroup | undefined): BaselineReport | undefined {
    if (!this.options.query.baseline) return undefined;
    return { runCount: group?.rows.length, failure: this.failure };
  }

  /** Reads histories again that could not be read. */
  retry(): void {
    for (const histories of this.histories.values()) histories.retry();
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
    group: BaselineGroup | undefined,
  ): readonly RunRow[] {
    const { baseline, addedRuns = [] } = this.options.query;
    const ids = new Set([...(baseline?.kind === 'run' ? [baseline.id] : []), ...addedRuns]);
    return [...ids].filter((id) => !isRow(id)).flatMap((id) => this.rowOf(id, columns, members, group) ?? []);
  }

  /** Whether one of these runs is shown, be it as what others are measured against. */
  shows(ids: readonly RunId[]): boolean {
    const { baseline, addedRuns = [] } = this.options.query;
    const baselineId = runOfBaseline(baseline);
    return ids.some((id) => id === baselineId || addedRuns.includes(id));
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
    group: BaselineGroup | undefined,
  ): RunRow | undefined {
    const own = this.find(id);
    if (!own) return undefined;
    const values = this.historiesOf(id).valuesOf(own);
    const readers = columns.map((column) => values.readerOf(column));
    const read = readRow(values.frame, own.row, NO_RANK, readers, members, this.options.clock.nowMs());
    const against = this.againstReader(columns, values, group);
    return (
      read && {
        ...read,
        ...(own.isDeleted === true && { isGone: true }),
        ...(against && { against: against(own.row) }),
      }
    );
  }

  private runReader(values: ColumnValues) {
    const { baseline } = this.options.query;
    const own = baseline?.kind === 'run' ? this.find(baseline.id) : undefined;
    if (baseline?.kind !== 'run' || !own) return undefined;
    const histories = this.historiesOf(baseline.id);
    const run = { own, histories, ofBaseline: histories.valuesOf(own) };
    return (column: RunColumn) => againstReader(column, values, run);
  }

  private groupReader(values: ColumnValues, group: BaselineGroup) {
    const memberOf = (row: number) => {
      const id = group.values.frame.ids[row];
      const own = id === undefined ? undefined : this.find(id);
      return id === undefined || !own ? undefined : { own, histories: this.historiesOf(id) };
    };
    return (column: RunColumn) => againstGroupReader(column, values, group, memberOf);
  }

  private get failure(): TrackingFailure | undefined {
    return [...this.histories.values()].map(({ failure }) => failure).find((failure) => failure);
  }

  private find(id: RunId): FactsRow | undefined {
    const { facts, query } = this.options;
    const own = facts.rowOf(query.viewId, id);
    if (!own) this.isAwaited = true;
    return own;
  }

  private historiesOf(id: RunId): RunHistories {
    const { query, facts, demandHistory, retryHistory, onChange } = this.options;
    const { viewId, directions } = query;
    const known = this.histories.get(id);
    const histories =
      known ?? new RunHistories({ viewId, id, facts, demandHistory, retryHistory, directions, onChange });
    this.histories.set(id, histories);
    return histories;
  }
}

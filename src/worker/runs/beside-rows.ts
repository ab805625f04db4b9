import type { Run, RunId } from '../../domain/runs/run.ts';
import type { FactsRow, RunFacts } from '../charts/run-facts.ts';
import type { Shelf } from './runs-shelf.ts';
import type { RunsView } from './view-of-runs.ts';

/** Rows that the runs stand beside. */
interface TablesBeside {
  readonly shelves: Iterable<Pick<Shelf, 'live' | 'table'>>;
  readonly places: ReadonlyMap<string, { readonly view: Pick<RunsView, 'retellOutside'> }>;
}

/** What is known of runs that are shown beside the rows of views. */
export class BesideRows {
  private readonly tables: TablesBeside;
  private readonly facts: RunFacts;
  private readonly onRows: () => void;

  constructor(tables: TablesBeside, facts: RunFacts, onRows: () => void) {
    this.tables = tables;
    this.facts = facts;
    this.onRows = onRows;
    facts.subscribe(() => {
      for (const { live } of tables.shelves) live.quicken();
    });
  }

  readonly rowOf = (id: RunId): FactsRow | undefined => this.facts.peek(id);

  readonly onRead = (run: Run): void => this.facts.take(run);

  /** Runs after a change, which may belong elsewhere now. */
  readonly takeChanged = (runs: readonly Run[]): void => {
    for (const run of runs) this.facts.take(run);
    for (const { table } of this.tables.shelves) table.take(runs);
    this.retell(runs.map(({ id }) => id));
  };

  /** Runs read by themselves, and ids of those that are deleted by now. */
  readonly take = (runs: readonly Run[], gone: readonly RunId[]): void => {
    const { facts, tables } = this;
    for (const run of runs) facts.take(run);
    for (const id of gone) facts.markDeleted(id);
    for (const { table } of tables.shelves) {
      for (const run of runs) table.refresh(run);
      for (const id of gone) table.markDeleted(id);
    }
    this.retell([...runs.map(({ id }) => id), ...gone]);
    // Their histories may have grown, too.
    this.onRows();
  };

  /** What is said of these runs may be another thing. */
  readonly retell = (ids: readonly RunId[]): void => {
    for (const { view } of this.tables.places.values()) view.retellOutside(ids);
  };
}

import { referencedFields } from '../../domain/expression/explain.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { isColumnField, isMergedColumn } from './merged-columns.ts';
import { ALL_RUNS, type FilterReading, type RunFilter } from './runs-filter.ts';
import type { RunsNeed } from './runs-pass.ts';
import type { FilterReport } from './runs-protocol.ts';
import type { PassReport } from './runs-table.ts';
import type { RunsViewOptions } from './runs-view-options.ts';

type FilterOptions = Pick<RunsViewOptions, 'query' | 'table' | 'memo' | 'book' | 'filterBefore'>;

/** The filter of a view: what its text means, what it asks of the table, and what is told of it. */
export class ViewFilter {
  private readonly options: FilterOptions;
  private reading: FilterReading = { kind: 'waiting' };
  private inForce: RunFilter;

  constructor(options: FilterOptions) {
    this.options = options;
    this.inForce = options.filterBefore ?? ALL_RUNS;
  }

  /** The filter that the rows answer. */
  get current(): RunFilter {
    return this.inForce;
  }

  /** False while the engine of the first filter comes: nothing is known to pass, what is read then could be in vain. */
  get isKnown(): boolean {
    return this.reading.kind !== 'waiting' || this.options.filterBefore !== undefined;
  }

  /** @param onChange what the text needs has come: it is to be read once more */
  read(onChange: () => void): void {
    const { book, query } = this.options;
    this.reading = book.read(query.filter, onChange);
    if (this.reading.kind === 'filter') this.inForce = this.reading.filter;
  }

  /** What the view needs of the table. */
  need(): RunsNeed {
    const { query, table, memo } = this.options;
    const { inForce: filter } = this;
    const isMerged = (column: RunColumn) => isMergedColumn(column, memo.sameKeys);
    const fields = filter.expression ? referencedFields(filter.expression) : [];
    return {
      // The server knows nothing of keys that count as one.
      pushed: fields.some(({ field }) => isColumnField(field) && isMerged(field)) ? undefined : filter.pushed,
      sort: query.sort,
      isPageSort: isMerged(query.sort.column),
      needsOthers: () => filter.needsOthers(table.frame),
      mask: () => filter.mask(memo.values.context),
    };
  }

  report({ filter: pushed }: Pick<PassReport, 'filter'>): FilterReport {
    const { inForce: filter, reading } = this;
    const isEmpty = filter.text.trim() === '';
    return {
      text: filter.text,
      problem: reading.kind === 'problem' ? reading.problem : undefined,
      pushed,
      isPartlyLocal: !isEmpty && (pushed === undefined || filter.isPartlyLocal),
      ...this.options.memo.remarksOf(filter),
    };
  }
}

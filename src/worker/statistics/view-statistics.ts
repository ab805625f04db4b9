import type { FilterExpression } from '../../domain/expression/ast.ts';
import { compileFilter } from '../../domain/expression/evaluate.ts';
import type { EvaluationContext } from '../../domain/expression/evaluation-context.ts';
import { parseValue } from '../../domain/expression/parse.ts';
import {
  statisticsOfFilter,
  statisticsOfValue,
  type UsedStatistic,
  withoutStatistics,
} from '../../domain/expression/statistics-of.ts';
import { type SameKeys, sameMetrics, sameStatistics } from '../../domain/runs/merge-keys.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { ComputingReport } from '../runs/runs-protocol.ts';
import type { DirectedStatistics } from './directed-statistics.ts';
import type { StatisticsStore } from './statistics-store.ts';

/** What a view has to show: statistics of its columns, its order and its filter are computed. */
export interface ViewContent {
  readonly context: EvaluationContext;
  /** The runs' own metrics; in the context's frame keys that count as one may be merged. */
  readonly frame: RunFrame;
  readonly sameKeys: SameKeys;
  /** The rows that pass the filter, in order. */
  readonly rows: Uint32Array;
  readonly sortColumn: RunColumn;
  /** Undefined: all runs pass. */
  readonly filter: FilterExpression | undefined;
}

/** The statistics of one view: says what is wanted, whenever what is shown changed. */
export class ViewStatistics {
  private readonly viewId: string;
  private readonly store: StatisticsStore;
  private readonly directed: DirectedStatistics;
  private columns: readonly RunColumn[] = [];
  private beside: readonly RunColumn[] = [];
  private visible = { start: 0, end: 0 };

  constructor(viewId: string, store: StatisticsStore, directed: DirectedStatistics) {
    this.viewId = viewId;
    this.store = store;
    this.directed = directed;
  }

  /** Takes note of what is on screen. True where another computation is wanted than before. */
  show(columns: readonly RunColumn[], start: number, end: number): boolean {
    const computed = columns.filter(isComputed);
    const isSame =
      this.visible.start === start &&
      this.visible.end === end &&
      JSON.stringify(computed) === JSON.stringify(this.columns);
    const mayMatter = computed.length > 0 || this.columns.length > 0;
    this.columns = computed;
    this.visible = { start, end };
    return !isSame && mayMatter;
  }

  /** Takes note of what is drawn beside the rows, of any of them. True where another computation is wanted than before. */
  showBeside(columns: readonly RunColumn[]): boolean {
    const computed = columns.filter(isComputed);
    const isSame = JSON.stringify(computed) === JSON.stringify(this.beside);
    this.beside = computed;
    return !isSame;
  }

  /** Wants what the view shows, and says how far that is; undefined where nothing is under way. */
  update(content: ViewContent): ComputingReport | undefined {
    const filtered = content.filter ? statisticsOfFilter(content.filter) : [];
    const shown = [...this.columns, ...this.beside, content.sortColumn].flatMap(statisticsOfColumn);
    const columns = [...filtered, ...shown]
      .flatMap((used) => sameColumns(used, content.sameKeys))
      .map(({ key, statistic }) => this.directed.columnOf(key, statistic))
      .filter((column) => column !== undefined);
    if (columns.length === 0) {
      this.store.unwant(this.viewId);
      return undefined;
    }
    const rows = filtered.length > 0 ? candidates(content) : content.rows;
    this.store.want(this.viewId, { columns, frame: content.frame, rows, visible: this.visible });
    return this.store.report(this.viewId);
  }

  /** Reads what it asked for, and what failed once more. */
  compute(): void {
    this.store.allow(this.viewId);
    this.store.retry(this.viewId);
  }

  retry(): void {
    this.store.retry(this.viewId);
  }

  end(): void {
    this.store.unwant(this.viewId);
  }
}

/** The statistic of each of the metrics that count as one: a run has one of them. */
function sameColumns({ key, statistic }: UsedStatistic, sameKeys: SameKeys): readonly UsedStatistic[] {
  const statistics = sameStatistics(statistic, sameKeys);
  return sameMetrics(key, sameKeys).flatMap((each) =>
    statistics.map((one) => ({ key: each, statistic: one })),
  );
}

function isComputed({ kind }: RunColumn): boolean {
  return kind === 'statistic' || kind === 'expression';
}

function statisticsOfColumn(column: RunColumn): readonly UsedStatistic[] {
  if (column.kind === 'statistic') return [column];
  if (column.kind !== 'expression') return [];
  const parsed = parseValue(column.key);
  return parsed.ok ? statisticsOfValue(parsed.value) : [];
}

/** Rows that pass already, then those that may pass once their statistics are there. */
function candidates({ context, rows, filter }: ViewContent): Uint32Array {
  const rest = filter && withoutStatistics(filter);
  const mayPass = rest ? compileFilter(rest, context) : () => true;
  const passed = new Set(rows);
  const others = context.frame.ids.map((_, row) => row).filter((row) => !passed.has(row) && mayPass(row));
  return Uint32Array.from([...rows, ...others]);
}

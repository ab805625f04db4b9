import type { Field } from '../../domain/expression/ast.ts';
import type { EvaluationContext } from '../../domain/expression/evaluation-context.ts';
import { compileNumber } from '../../domain/expression/evaluate-value.ts';
import { formatField } from '../../domain/expression/format.ts';
import type { NumberAt } from '../../domain/expression/read-rows.ts';
import { mergeDirections, type SameKeys, sameMetrics } from '../../domain/runs/merge-keys.ts';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { findCell } from '../../domain/runs/run-column.ts';
import { appendRuns, createRunFrame, type RunFrame, setLogInterval } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';

/** What of a run, besides its histories, an expression of a chart can name. */
export interface FactsOfRun {
  /** Until they are known there is no number. */
  readonly state: 'known' | 'reading' | 'failed';
  readonly failure: TrackingFailure | undefined;
  /** A param, tag or attribute as a number. */
  number(field: Field): number | undefined;
  /** Of metrics that count as one the key that the run logged. */
  keyOf(key: string): string;
  /** Which way is better; undefined where nobody knows. */
  direction(key: string): Direction | undefined;
}

/** A row of a frame, with what the view says of its keys. */
export interface FactsRow {
  /** Keys that count as one have the values of all of them in it. */
  readonly context: EvaluationContext;
  /** As the runs logged them. */
  readonly logged: RunFrame;
  readonly row: number;
  readonly sameKeys: SameKeys;
  readonly directions: Readonly<Record<string, Direction>>;
  /** Deleted at the server, as far as anybody knows. */
  readonly isDeleted?: boolean | undefined;
}

export interface RunFactsOptions {
  /** The run among the rows of the view, or of any; undefined: it is in none. */
  readonly findRow: (viewId: string | undefined, id: RunId) => FactsRow | undefined;
  readonly readRun: (id: RunId, signal: AbortSignal) => Promise<Run>;
  readonly contextOf: (frame: RunFrame) => EvaluationContext;
}

/** Runs without a row, of which one number was asked. */
const MAX_SINGLE_RUNS = 1_000;

type SingleRun =
  | { readonly state: 'known'; readonly row: FactsRow }
  | { readonly state: 'reading' }
  | { readonly state: 'failed'; readonly failure: TrackingFailure };

/** What charts ask of runs: from the rows, and of a run that is in none from the run itself, which is read once. */
export class RunFacts {
  private readonly options: RunFactsOptions;
  private readonly singles = new Map<RunId, SingleRun>();
  private readonly listeners = new Set<() => void>();
  private readonly requests = new AbortController();
  private forgotten = 0;

  constructor(options: RunFactsOptions) {
    this.options = options;
  }

  /** How often everything was asked for again: what is known about runs elsewhere is of this time. */
  get reloads(): number {
    return this.forgotten;
  }

  forget(): void {
    this.forgotten += 1;
  }

  of(viewId: string | undefined, id: RunId): FactsOfRun {
    const row = this.options.findRow(viewId, id);
    if (row) return factsOf(row);
    const single = this.singles.get(id) ?? this.read(id);
    if (single.state === 'known') return factsOf(single.row);
    return {
      ...UNKNOWN,
      state: single.state,
      failure: single.state === 'failed' ? single.failure : undefined,
    };
  }

  /** The run's row, or one of its own; undefined until it is read, and where it cannot be. */
  rowOf(viewId: string | undefined, id: RunId): FactsRow | undefined {
    const row = this.options.findRow(viewId, id);
    if (row) return row;
    const single = this.singles.get(id) ?? this.read(id);
    return single.state === 'known' ? single.row : undefined;
  }

  /** The same without reading anything. */
  peek(id: RunId): FactsRow | undefined {
    return this.options.findRow(undefined, id) ?? this.single(id);
  }

  /** Of a run that was read by itself. */
  single(id: RunId): FactsRow | undefined {
    const single = this.singles.get(id);
    return single?.state === 'known' ? single.row : undefined;
  }

  /** Calls back after rows changed, until the returned function is called. */
  subscribe(onChange: () => void): () => void {
    this.listeners.add(onChange);
    return () => this.listeners.delete(onChange);
  }

  /** Rows changed. */
  readonly tell = (): void => {
    for (const listener of this.listeners) listener();
  };

  /** A run that was read elsewhere. */
  take(run: Run): void {
    if (this.singles.size >= MAX_SINGLE_RUNS) this.singles.clear();
    const frame = createRunFrame();
    appendRuns(frame, [run]);
    // How often it logs was found out once.
    const intervalMs = this.single(run.id)?.logged.logIntervalsMs[0];
    if (intervalMs !== undefined) setLogInterval(frame, run.id, intervalMs);
    const context = this.options.contextOf(frame);
    const isDeleted = run.lifecycle === 'deleted';
    const row = { context, logged: frame, row: 0, sameKeys: [], directions: {}, isDeleted };
    this.singles.set(run.id, { state: 'known', row });
    this.tell();
  }

  /** Somebody deleted the run since it was read. */
  markDeleted(id: RunId): void {
    const row = this.single(id);
    if (row) this.singles.set(id, { state: 'known', row: { ...row, isDeleted: true } });
  }

  /** Runs that could not be read are read again when they are asked for. */
  retry(): void {
    const failed = [...this.singles].filter(([, { state }]) => state === 'failed');
    for (const [id] of failed) this.singles.delete(id);
    if (failed.length > 0) this.tell();
  }

  dispose(): void {
    this.requests.abort();
    this.listeners.clear();
    this.singles.clear();
  }

  private read(id: RunId): SingleRun {
    const { signal } = this.requests;
    const reading: SingleRun = { state: 'reading' };
    this.singles.set(id, reading);
    this.options.readRun(id, signal).then(
      (run) => this.take(run),
      (thrown: unknown) => {
        if (signal.aborted) return;
        this.singles.set(id, { state: 'failed', failure: toTrackingFailure(thrown) });
        this.tell();
      },
    );
    return reading;
  }
}

const UNKNOWN: Omit<FactsOfRun, 'state' | 'failure'> = {
  number: () => undefined,
  keyOf: (key) => key,
  direction: (key) => directionOf(key, {}),
};

function factsOf({ context, logged, row, sameKeys, directions }: FactsRow): FactsOfRun {
  return {
    state: 'known',
    failure: undefined,
    number: (field) => readerOf(context, field)(row) ?? undefined,
    keyOf: (key) => {
      if (sameKeys.length === 0) return key;
      return sameMetrics(key, sameKeys).find((each) => hasCell(logged, each, row)) ?? key;
    },
    direction: (key) => directionOf(key, mergeDirections(directions, sameKeys)),
  };
}

function hasCell({ metrics }: RunFrame, key: string, row: number): boolean {
  const column = metrics.get(key);
  return column !== undefined && findCell(column, row) >= 0;
}

/** Of each state of the rows: texts are turned into numbers once, not for every run. */
const readers = new WeakMap<EvaluationContext, Map<string, NumberAt>>();

function readerOf(context: EvaluationContext, field: Field): NumberAt {
  const known = readers.get(context) ?? new Map<string, NumberAt>();
  readers.set(context, known);
  const name = formatField(field);
  const reader = known.get(name) ?? compileNumber({ kind: 'field', field, span: NOWHERE }, context);
  known.set(name, reader);
  return reader;
}

const NOWHERE = { start: 0, end: 0 };

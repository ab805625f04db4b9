import type { ExperimentId } from '../runs/experiment.ts';
import type { MetricStatistic } from '../statistics/metric-statistic.ts';
import type { DatasetInput } from '../runs/run.ts';
import type { RunFrame } from '../runs/run-frame.ts';
import type { Field } from './ast.ts';

/** What expressions are evaluated over. Rows are those of `frame`. */
export interface EvaluationContext {
  readonly frame: RunFrame;
  /** Ages count from here: give `splitForServer` the same. */
  readonly nowMs: number;
  /** What moves on while a filter stays: durations of running runs, and their silence. Left out: `nowMs`. */
  readonly clockMs?: number | undefined;
  experimentName(id: ExperimentId): string | undefined;
  /** Null: not computed yet. `last_step` and `last_logged` are never asked for: they are in the frame. */
  statistic(key: string, statistic: MetricStatistic, row: number): number | undefined | null;
  /** Undefined: not known (yet). */
  registered(row: number): RegisteredNames | undefined;
  datasets(row: number): readonly DatasetInput[];
  artifactUri(row: number): string | undefined;
  /** Undefined: not loaded yet, so that no regular expression fits anything. */
  readonly regex: RegexEngine | undefined;
  /** Where fields are read of what is no run; left out: from the frame. */
  readonly subject?: Subject;
  /** What `step` means; without it the last step of any of the run's metrics. */
  step?(row: number): number | undefined;
}

/** The time of day, where a filter's own ages count from an earlier one. */
export function movingNowMs({ clockMs, nowMs }: Pick<EvaluationContext, 'clockMs' | 'nowMs'>): number {
  return clockMs ?? nowMs;
}

/** Something else than a run that the language may ask about; of several texts any may fit. */
export interface Subject {
  textsAt(field: Field, row: number): readonly string[];
  /** Metrics and times. */
  numberAt(field: Field, row: number): number | undefined;
  hasWords(words: string, row: number): boolean;
}

export interface RegisteredNames {
  readonly aliases: readonly string[];
  readonly models: readonly string[];
}

export interface RegexEngine {
  /** Finds the pattern anywhere in a text. Throws where it is no pattern. */
  compile(pattern: string): (text: string) => boolean;
}

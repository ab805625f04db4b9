import type { Brand } from '../../base/brand.ts';
import type { ExperimentId, KeyText, Lifecycle } from './experiment.ts';

export type RunId = Brand<string, 'RunId'>;

/** In the order of their codes in a run frame: `RUN_STATUSES[code]`. */
export const RUN_STATUSES = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const;
export type RunStatus = (typeof RUN_STATUSES)[number];

/** The latest point of one metric: greatest (step, timestamp, value). */
export interface MetricValue {
  readonly key: string;
  /** May be NaN or ±Infinity. */
  readonly value: number;
  readonly step: number;
  readonly timestampMs: number;
}

export interface DatasetInput {
  readonly name: string;
  readonly digest: string;
  readonly sourceType: string;
  /** `mlflow.data.context`, such as `training`. */
  readonly context: string | undefined;
}

/** Each name once, in the order of logging; undefined where there is none. */
export function datasetNames(datasets: readonly DatasetInput[]): string | undefined {
  return datasets.length === 0 ? undefined : [...new Set(datasets.map(({ name }) => name))].join(', ');
}

/** One run as a source hands it out: all latest metrics, params and tags. */
export interface Run {
  readonly id: RunId;
  readonly experimentId: ExperimentId;
  readonly name: string;
  readonly status: RunStatus;
  readonly lifecycle: Lifecycle;
  readonly startMs: number | undefined;
  readonly endMs: number | undefined;
  readonly user: string | undefined;
  readonly artifactUri: string | undefined;
  readonly metrics: readonly MetricValue[];
  readonly params: readonly KeyText[];
  readonly tags: readonly KeyText[];
  readonly datasets: readonly DatasetInput[];
}

export function tagValue(tags: readonly KeyText[], key: string): string | undefined {
  return tags.find((tag) => tag.key === key)?.value;
}

/** Runs of one name that are looked up at most, newest first; who shows so many says that more may exist. */
export const MAX_NAMESAKES = 100;

export const TAG_PARENT_RUN = 'mlflow.parentRunId';
export const TAG_NOTE = 'mlflow.note.content';
export const TAG_RUN_COLOR = 'mlflow.runColor';

import { compareNatural } from '../../base/natural-order.ts';
import { metricAt, textAt } from '../runs/run-column.ts';
import type { RegisteredNames } from '../expression/evaluation-context.ts';
import { loggedModelNames, TAG_LOGGED_MODELS } from '../runs/logged-models.ts';
import { definedMs, type RunFrame } from '../runs/run-frame.ts';
import { durationAt } from '../runs/silent-run.ts';
import { withoutSecrets } from '../runs/reproduce/git-source.ts';
import { type DatasetInput, RUN_STATUSES, TAG_NOTE, TAG_PARENT_RUN } from '../runs/run.ts';
import type { DiffCell, DiffLine } from './diff-lines.ts';

/** A run that is compared: a row of a frame. */
export interface DiffSubject {
  readonly frame: RunFrame;
  readonly row: number;
  /** Undefined: not known (yet). */
  readonly registered?: RegisteredNames | undefined;
  /** `model (sklearn)`: models that are entities of their own (MLflow 3); left out: none, or not known (yet). */
  readonly loggedModels?: readonly string[] | undefined;
}

/** Lines of the kind `detail`, in their order. */
export const DIFF_DETAILS = [
  'experiment',
  'status',
  'start_time',
  'duration',
  'user',
  'parent',
  'note',
  'source',
  'repository',
  'branch',
  'commit',
] as const;
export type DiffDetail = (typeof DIFF_DETAILS)[number];

/** Lines of the kind `model`, in their order. */
export const DIFF_MODELS = ['logged', 'registered', 'alias'] as const;
export type DiffModel = (typeof DIFF_MODELS)[number];

/** Tags that lines of another kind tell of, or that MLflow keeps for itself. */
const SYSTEM_TAG = 'mlflow.';
const TAG_OF_DETAIL: Partial<Record<DiffDetail, string>> = {
  parent: TAG_PARENT_RUN,
  source: 'mlflow.source.name',
  repository: 'mlflow.source.git.repoURL',
  branch: 'mlflow.source.git.branch',
  commit: 'mlflow.source.git.commit',
};

/**
 * Every key that one of the runs has, one line each: details, params, metrics (the last value), tags without MLflow's
 * own, datasets by what they were used for, models. Params, metrics and tags in the order of their names.
 *
 * @param nowMs until when a running run lasts
 */
export function readDiff(subjects: readonly DiffSubject[], nowMs: number): readonly DiffLine[] {
  const frames = [...new Set(subjects.map(({ frame }) => frame))];
  const line = (kind: DiffLine['kind'], key: string, read: (subject: DiffSubject) => DiffCell): DiffLine => ({
    kind,
    key,
    cells: subjects.map(read),
  });
  const params = keysOf(frames.map((frame) => frame.params));
  const metrics = keysOf(frames.map((frame) => frame.metrics));
  const tags = keysOf(frames.map((frame) => frame.tags)).filter((key) => !key.startsWith(SYSTEM_TAG));
  const contexts = [...new Set(subjects.flatMap((subject) => datasetsOf(subject).map(contextOf)))].sort(
    compareNatural,
  );
  const all = [
    ...DIFF_DETAILS.map((key) => line('detail', key, (subject) => detailAt(subject, key, nowMs))),
    ...params.map((key) => line('param', key, ({ frame, row }) => textAt(frame.params.get(key), row))),
    ...metrics.map((key) => line('metric', key, ({ frame, row }) => metricAt(frame.metrics.get(key), row))),
    ...tags.map((key) => line('tag', key, ({ frame, row }) => textAt(frame.tags.get(key), row))),
    ...contexts.map((key) => line('dataset', key, (subject) => datasetTexts(subject, key))),
    ...DIFF_MODELS.map((key) => line('model', key, (subject) => modelTexts(subject, key))),
  ];
  return all.filter(({ cells }) => cells.some((cell) => cell !== undefined));
}

/** Each once, in the order of names. */
function keysOf(maps: readonly ReadonlyMap<string, unknown>[]): readonly string[] {
  return [...new Set(maps.flatMap((map) => [...map.keys()]))].sort(compareNatural);
}

function detailAt({ frame, row }: DiffSubject, key: DiffDetail, nowMs: number): DiffCell {
  switch (key) {
    case 'experiment':
      return frame.experimentIds[row];
    case 'status':
      return RUN_STATUSES[frame.statusCodes[row] ?? -1];
    case 'start_time':
      return definedMs(frame.startsMs[row]);
    case 'duration':
      return durationAt(frame, row, nowMs);
    case 'user':
      return textAt(frame.users, row);
    case 'repository': {
      const remote = textAt(frame.tags.get(TAG_OF_DETAIL[key] ?? ''), row);
      return remote === undefined ? undefined : withoutSecrets(remote);
    }
    case 'note':
      // One that was emptied is none.
      return textAt(frame.tags.get(TAG_NOTE), row) || undefined;
    case 'parent':
    case 'source':
    case 'branch':
    case 'commit':
      return textAt(frame.tags.get(TAG_OF_DETAIL[key] ?? ''), row);
  }
}

function datasetsOf({ frame, row }: DiffSubject): readonly DatasetInput[] {
  return frame.datasets[row] ?? [];
}

/** What a dataset was used for; of one that does not tell it is empty. */
function contextOf({ context }: DatasetInput): string {
  return context ?? '';
}

/** Name and digest of each, so that another version of the same data is another value. */
function datasetTexts(subject: DiffSubject, context: string): string | undefined {
  const own = datasetsOf(subject).filter((dataset) => contextOf(dataset) === context);
  if (own.length === 0) return undefined;
  return own.map(({ name, digest }) => `${name} (${digest})`).join(', ');
}

function modelTexts(subject: DiffSubject, key: DiffModel): string | undefined {
  return listOf(namesOfModels(subject, key));
}

function namesOfModels(
  { frame, row, registered, loggedModels = [] }: DiffSubject,
  key: DiffModel,
): readonly string[] {
  switch (key) {
    case 'logged':
      return [
        ...new Set([...loggedModels, ...loggedModelNames(textAt(frame.tags.get(TAG_LOGGED_MODELS), row))]),
      ];
    case 'registered':
      return registered?.models ?? [];
    case 'alias':
      return registered?.aliases ?? [];
  }
}

function listOf(names: readonly string[]): string | undefined {
  return names.length === 0 ? undefined : [...names].sort(compareNatural).join(', ');
}

import type { DiffKind } from '../../../domain/comparison/diff-lines.ts';
import type { DiffWords } from '../../../domain/comparison/diff-words.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { statusWord } from '../../../parts/wording.ts';

export type ExperimentNames = ReadonlyMap<ExperimentId, string>;

export function wordOfKind(kind: DiffKind): string {
  switch (kind) {
    case 'detail':
      return m.diff_details();
    case 'param':
      return m.diff_params();
    case 'metric':
      return m.diff_metrics();
    case 'tag':
      return m.diff_tags();
    case 'dataset':
      return m.diff_datasets();
    case 'model':
      return m.diff_models();
  }
}

/** The words of the diff in the language of the page. */
export function diffWords(
  runs: readonly Pick<ComparedRun, 'experimentId'>[],
  names: ExperimentNames,
): DiffWords {
  const ids = [...new Set(runs.map(({ experimentId }) => experimentId))];
  return {
    locale: getLocale(),
    details: {
      experiment: m.diff_experiment(),
      status: m.diff_status(),
      start_time: m.diff_started(),
      duration: m.diff_duration(),
      user: m.diff_user(),
      parent: m.diff_parent(),
      note: m.diff_note(),
      source: m.diff_source(),
      repository: m.diff_repository(),
      branch: m.diff_branch(),
      commit: m.diff_commit(),
    },
    models: {
      logged: m.diff_model_logged(),
      registered: m.diff_model_registered(),
      alias: m.diff_model_alias(),
    },
    dataset: m.diff_dataset(),
    statuses: {
      RUNNING: statusWord('RUNNING'),
      SCHEDULED: statusWord('SCHEDULED'),
      FINISHED: statusWord('FINISHED'),
      FAILED: statusWord('FAILED'),
      KILLED: statusWord('KILLED'),
    },
    experiments: Object.fromEntries(ids.map((id) => [id, names.get(id) ?? id])),
  };
}

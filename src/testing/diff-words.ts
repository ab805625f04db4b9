import type { DiffWords } from '../domain/comparison/diff-words.ts';

/** In English; no name of an experiment is known. */
export const DIFF_WORDS: DiffWords = {
  locale: 'en',
  details: {
    experiment: 'Experiment',
    status: 'Status',
    start_time: 'Started',
    duration: 'Duration',
    user: 'User',
    parent: 'Parent run',
    note: 'Note',
    source: 'Source',
    repository: 'Repository',
    branch: 'Git branch',
    commit: 'Git commit',
  },
  models: { logged: 'Logged', registered: 'Registered', alias: 'Aliases' },
  dataset: 'dataset',
  statuses: {
    RUNNING: 'running',
    SCHEDULED: 'scheduled',
    FINISHED: 'finished',
    FAILED: 'failed',
    KILLED: 'killed',
  },
  experiments: {},
};

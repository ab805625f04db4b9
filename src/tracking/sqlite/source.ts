import { TrackingError } from '../errors.ts';
import type { SourceInfo, TrackingSource } from '../source.ts';
import { type FileStore, listStoredArtifacts, readStoredArtifact } from './artifacts.ts';
import { changeRun } from './change-run.ts';
import { notAnMlflowDatabase, openDatabase } from './database.ts';
import { getExperiment, hasTraces, searchExperiments } from './experiments.ts';
import { changeExperiment, createExperiment } from './experiment-writes.ts';
import { HISTORY_PAGE_SIZE, readHistoryPage, sampleHistories } from './histories.ts';
import { listLoggedModels, readFullDetails } from './full-details.ts';
import { listModelNames, listModelVersions } from './model-versions.ts';
import {
  findRunsByName,
  getRun,
  lookUpRuns,
  readLastActivity,
  readRuns,
  searchActivity,
  searchRuns,
} from './runs.ts';

const NEEDED_TABLES = [
  'experiments',
  'experiment_tags',
  'runs',
  'metrics',
  'latest_metrics',
  'params',
  'tags',
] as const;

/**
 * A tracking source over the bytes of an `mlflow.db` (schemas of MLflow 2.22 and 3.x), which are copied into SQLite's
 * memory; gzipped bytes go through `readDatabaseBytes` first. Rejects with `bad-response`: cause `not-a-database` for
 * anything but a whole SQLite file, `not-an-mlflow-database` where MLflow's tables are missing; `subject` is `label`.
 */
export async function createSqliteSource(options: {
  readonly bytes: Uint8Array;
  /** The file's name. */
  readonly label: string;
  /** Where the files of its runs can be read; a database alone does not hold them. */
  readonly files?: FileStore | undefined;
}): Promise<TrackingSource> {
  const database = await openDatabase(options.bytes, options.label);
  const missing = NEEDED_TABLES.filter((table) => !database.hasTable(table));
  if (missing.length > 0) {
    database.close();
    throw notAnMlflowDatabase(options.label, `no table ${missing.join(', ')}`);
  }
  return {
    describe: () => Promise.resolve(describeSource(options)),
    searchExperiments: (request, signal) => searchExperiments(database, request, signal),
    getExperiment: (id, signal) => getExperiment(database, id, signal),
    hasTraces: (id, signal) => hasTraces(database, id, signal),
    createExperiment: (name, signal) => createExperiment(database, name, signal),
    changeExperiment: (change, signal) => changeExperiment(database, change, signal),
    searchRuns: (request, signal) => searchRuns(database, request, signal),
    getRun: (id, signal) => getRun(database, id, signal),
    findRunsByName: (name, limit, signal) => findRunsByName(database, name, limit, signal),
    searchActivity: (request, signal) => searchActivity(database, request, signal),
    lookUpRuns: (request, signal) => lookUpRuns(database, request, signal),
    readLastActivity: (ids, signal) => readLastActivity(database, ids, signal),
    sampleHistories: (request, signal) => sampleHistories(database, request, signal),
    readHistoryPage: (request, signal) => readHistoryPage(database, request, signal),
    listModelVersions: (signal) => listModelVersions(database, signal),
    listVersionsOfRuns: async (runIds, signal) => {
      const wanted = new Set(runIds);
      return (await listModelVersions(database, signal)).filter(({ runId }) => wanted.has(runId));
    },
    readRunDetails: (run, signal) => readFullDetails(database, run.id, signal),
    listLoggedModels: (runs, signal) => listLoggedModels(database, runs, signal),
    openRegistry: async () => (await import('./registry.ts')).createSqliteRegistry(database),
    readRuns: (ids, signal) => readRuns(database, ids, signal),
    listModelNames: (signal) => listModelNames(database, signal),
    registerModel: () => Promise.reject(new TrackingError({ kind: 'unsupported' })),
    deleteModelVersion: () => Promise.reject(new TrackingError({ kind: 'unsupported' })),
    changeRun: (change, signal) => changeRun(database, change, signal),
    listArtifacts: (request, signal) => listStoredArtifacts(database, options.files, request, signal),
    readArtifact: (request, onPart, signal) =>
      readStoredArtifact(database, options.files, request, onPart, signal),
    close: () => database.close(),
  };
}

function describeSource({
  label,
  files,
}: {
  readonly label: string;
  readonly files?: FileStore | undefined;
}): SourceInfo {
  return {
    kind: 'sqlite',
    label,
    version: undefined,
    capabilities: {
      writes: 'memory',
      deletesExperimentTags: true,
      maxExperimentTagLength: 20_000,
      readsArtifacts: files !== undefined,
      pagedHistories: true,
      bulkSamples: true,
      filters: 'none',
      maxSamplePoints: HISTORY_PAGE_SIZE,
      historyPageSize: HISTORY_PAGE_SIZE,
    },
  };
}

import type { ExperimentId } from '../domain/runs/experiment.ts';
import { type PreferencesStore, preferencesStore, type RememberedTable } from './preferences.ts';

/** More would only slow the reading of preferences down; the ones that were not changed for longest go. */
const MAX_TABLES = 100;
const NOTHING: RememberedTable = {};

/**
 * What was last chosen in this browser for the runs table of these experiments.
 *
 * @param source where the experiments are: each source numbers its own
 */
export function recallTable(
  experimentIds: readonly ExperimentId[] | 'all',
  source: string,
  store: PreferencesStore = preferencesStore(),
): RememberedTable {
  const { tables = {} } = store.read();
  const key = tableKey(experimentIds, source);
  return Object.hasOwn(tables, key) ? (tables[key] ?? NOTHING) : NOTHING;
}

/** Changes what is remembered; parts that are undefined are forgotten. */
export function rememberTable(
  experimentIds: readonly ExperimentId[] | 'all',
  source: string,
  change: RememberedTable,
  store: PreferencesStore = preferencesStore(),
): void {
  const key = tableKey(experimentIds, source);
  const others = Object.entries(store.read().tables ?? {}).filter(([other]) => other !== key);
  const table: RememberedTable = { ...recallTable(experimentIds, source, store), ...change };
  store.update({ tables: Object.fromEntries([...others.slice(1 - MAX_TABLES), [key, table]]) });
}

/** Ids alone are numbers, which objects would put first whatever their age. */
function tableKey(experimentIds: readonly ExperimentId[] | 'all', source: string): string {
  return `e=${experimentIds === 'all' ? 'all' : experimentIds.join(',')} ${source}`;
}

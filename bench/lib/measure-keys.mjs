// Runs with thousands of keys: first names, the list of columns, long tasks, memory.
import { longTasks, untilQuiet } from './browser.mjs';
import { sleep } from './measure.mjs';
import { LONG_MS, sideBySide, summed } from './measures.mjs';
import { observeBoth } from './quiet-visit.mjs';

const LOAD_LIMIT_MS = 300_000;
/** Six characters: the first fit all keys, the last but ten. */
const SEARCHED = 'c_0042';

export const measureWide = (context) => measureKeys(context, context.workload.wide);
export const measureColumns = (context) => measureKeys(context, context.workload.columns);

async function measureKeys(context, { experimentId, runs }) {
  const { runlens, mlflow, replayBase, tries, slowTries } = context;
  const hash = runlens.table.tableHash(experimentId);
  const samples = await sideBySide(
    context,
    async (open) => {
      const { readyMs, loaded } = await mlflow.openRunsTable(open, mlflow.base, experimentId);
      await untilQuiet(open, 2000);
      return { namesMs: readyMs, loaded, ...(await searchKeys(mlflow.table, open, 0)) };
    },
    async (open) => {
      const shown = await runlens.table.openWholeTable(open, runlens.base, hash, { limitMs: LOAD_LIMIT_MS });
      await untilQuiet(open);
      return { ...shown, ...(await searchKeys(runlens.table, open, shown.interactiveMs)) };
    },
    { tries: slowTries, hasWarmUp: false },
  );
  const ours = {
    url: `${replayBase}/#${hash}`,
    isThere: runlens.table.allHereExpression(runs),
    replayBase,
  };
  const theirs = {
    url: `${mlflow.base}/#${mlflow.table.tableHash(experimentId)}`,
    isThere: mlflow.table.FIRST_NAMES_EXPRESSION,
    scripts: [mlflow.INIT],
  };
  const { errors, ...quiet } = await observeBoth({ runlens: [tries, ours], mlflow: [1, theirs] });
  const found = summed(samples);
  return { ...found, quiet, errors: [...found.errors, ...errors] };
}

/** The server is idle by now; `loading…` counts what went on before, for MLflow (no mark) from navigation on. */
export async function searchKeys(table, open, interactiveMs) {
  const restMs = await open.page.evaluate(() => performance.now());
  const openMs = await table.openPicker(open);
  await sleep(500);
  const typed = await table.typeInPicker(open, SEARCHED);
  await sleep(300);
  const loading = await longTasks(open.page, interactiveMs, restMs);
  const picking = await longTasks(open.page, restMs);
  return {
    pickerOpenMs: openMs,
    ...typed,
    loadingTasks: loading.filter(({ ms }) => ms > LONG_MS).length,
    longestLoadingTaskMs: loading[0]?.ms ?? 0,
    pickerTasks: picking.filter(({ ms }) => ms > LONG_MS).length,
    longestPickerTaskMs: picking[0]?.ms ?? 0,
  };
}

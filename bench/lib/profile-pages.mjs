// `--profile`: the worst tasks of the measured journeys, by function.
import { openFreshPage, repeat } from './browser.mjs';
import { openSweep, visitParallel, visitScatter } from './measure-compare.mjs';
import { operateGrid } from './measure-grid.mjs';
import { searchKeys } from './measure-keys.mjs';
import { profileTasks } from './profile.mjs';

const REPLAYED = new Map([
  ['grid', 'sweep'],
  ['wide', 'wide'],
  ['columns', 'columns'],
]);

export async function profileAll(context, parts) {
  const { browser, workload, runlens } = context;
  const { base } = runlens;
  const journeys = {
    list: (open) => runlens.openExperiments(open, base),
    table: (open) => runlens.openRunsTable(open, base, workload.sweep.experimentId, { isUntilAll: true }),
    click: (open) => runlens.clickToRuns(open, base, 'bench-sweep'),
    grid: (open) => operateGrid(context, open),
    wide: (open) => searchProfiled(context, open, workload.wide),
    columns: (open) => searchProfiled(context, open, workload.columns),
    charts: async (open) => {
      await runlens.openCharts(open, base, workload.charts.experimentId);
      return runlens.untilExact(open, 180_000);
    },
    parallel: (open) => visitParallel(context, open, openSweep(context, 'all')),
    scatter: (open) => visitScatter(context, open, openSweep(context, 'all')),
    spikes: async (open) => {
      await runlens.openCharts(open, base, workload.long.experimentId, { set: 'all' });
      return runlens.untilExact(open);
    },
  };
  for (const [name, journey] of Object.entries(journeys)) {
    if (!parts.includes(name)) continue;
    // Before the clock: the searches that the journey will hear from memory.
    if (REPLAYED.has(name))
      await repeat(browser, 1, [], (open) => readOnce(context, open, workload[REPLAYED.get(name)]));
    const open = await openFreshPage(browser, [runlens.compare.AXES_INIT]);
    try {
      const { result, tasks } = await profileTasks(open, () => journey(open));
      console.log(`\n## ${name}: ${JSON.stringify(result)}`);
      for (const task of tasks) {
        console.log(
          `\n${task.ms} ms (${task.cpuMs} on a core) at ${task.start}\n  self:\n    ${task.self.join('\n    ')}`,
        );
        console.log(`  with what they called:\n    ${task.total.join('\n    ')}`);
      }
    } catch (error) {
      console.log(`\n## ${name}: ${error.message}\n${open.errors.join('\n')}`);
    }
    await open.context.close();
  }
}

async function searchProfiled({ runlens, replayBase }, open, { experimentId }) {
  const hash = runlens.table.tableHash(experimentId);
  const shown = await runlens.table.openWholeTable(open, replayBase, hash);
  return { ...shown, ...(await searchKeys(runlens.table, open, shown.interactiveMs)) };
}

const readOnce = ({ runlens, replayBase }, open, { experimentId }) =>
  runlens.table.openWholeTable(open, replayBase, runlens.table.tableHash(experimentId));

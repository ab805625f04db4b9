// `--profile`: the worst tasks of the measured journeys, by function.
import { openFreshPage } from './browser.mjs';
import { profileTasks } from './profile.mjs';

export async function profileAll({ browser, workload, runlens }, parts) {
  const { base } = runlens;
  const journeys = {
    list: (open) => runlens.openExperiments(open, base),
    table: (open) => runlens.openRunsTable(open, base, workload.sweep.experimentId, { isUntilAll: true }),
    click: (open) => runlens.clickToRuns(open, base, 'bench-sweep'),
    charts: async (open) => {
      await runlens.openCharts(open, base, workload.charts.experimentId);
      return runlens.untilExact(open, 180_000);
    },
    spikes: async (open) => {
      await runlens.openCharts(open, base, workload.long.experimentId, { set: 'all' });
      return runlens.untilExact(open);
    },
  };
  for (const [name, journey] of Object.entries(journeys)) {
    if (!parts.includes(name)) continue;
    const open = await openFreshPage(browser);
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

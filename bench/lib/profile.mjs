// Which functions the worst main-thread tasks were spent in.
import { longTasks } from './browser.mjs';
import { round } from './measure.mjs';

const SAMPLE_EVERY_US = 300;

/**
 * Samples the main thread while `act` runs; of the tasks over 50 ms the `count` that were longest on a core, with their
 * heaviest path and functions. By the clock a busy machine makes any task long.
 */
export async function profileTasks(open, act, count = 5) {
  const session = await open.context.newCDPSession(open.page);
  await session.send('Performance.enable', { timeDomain: 'timeTicks' });
  await session.send('Profiler.enable');
  await session.send('Profiler.setSamplingInterval', { interval: SAMPLE_EVERY_US });
  await session.send('Profiler.start');
  const result = await act();
  const { profile } = await session.send('Profiler.stop');
  const { metrics } = await session.send('Performance.getMetrics');
  const startUs = metrics.find(({ name }) => name === 'NavigationStart').value * 1e6;
  const tasks = await longTasks(open.page);
  const described = tasks.map((task) => describeTask(profile, task, startUs));
  return { result, tasks: described.sort((a, b) => b.cpuMs - a.cpuMs).slice(0, count) };
}

function describeTask({ nodes, samples, timeDeltas, startTime }, { start, ms }, navigationUs) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const parentOf = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node.id])));
  const from = navigationUs + start * 1000;
  const to = from + ms * 1000;
  const self = new Map();
  const total = new Map();
  let time = startTime;
  samples.forEach((id, index) => {
    time += timeDeltas[index];
    if (time < from || time > to) return;
    // A longer gap between samples is a thread that was not on a core: not the fault of the function found then.
    const share = Math.min(timeDeltas[index], 3 * SAMPLE_EVERY_US) / 1000;
    add(self, nameOf(byId.get(id)), share);
    const seen = new Set();
    for (let at = id; at !== undefined; at = parentOf.get(at)) seen.add(nameOf(byId.get(at)));
    for (const name of seen) add(total, name, share);
  });
  const cpuMs = round([...self.values()].reduce((sum, share) => sum + share, 0));
  return { start: round(start), ms: round(ms), cpuMs, self: top(self), total: top(total, 30) };
}

function nameOf({ callFrame }) {
  const { functionName, url, lineNumber } = callFrame;
  const file = url.split('/').at(-1)?.split('?')[0] ?? '';
  return file === ''
    ? functionName || '(anonymous)'
    : `${functionName || '(anonymous)'} ${file}:${lineNumber + 1}`;
}

const add = (map, key, amount) => map.set(key, (map.get(key) ?? 0) + amount);

function top(map, count = 12) {
  const sorted = [...map].sort(([, a], [, b]) => b - a).slice(0, count);
  return sorted.map(([name, ms]) => `${round(ms, 1)} ms ${name}`);
}

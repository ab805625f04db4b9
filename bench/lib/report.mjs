// Turns measured numbers into rows with targets, and rows into a table for people.
import { chartRows, lineRows, memoryRows, microRows, spikeRows } from './report-charts.mjs';
import { diffRows, parallelRows, scatterRows } from './report-compare.mjs';
import { artifactRows, journeyRows, registryRows } from './report-files.mjs';
import { middle } from './report-row.mjs';
import { gridRows, hugeRows, keyRows, listRows, tableRows } from './report-table.mjs';

const ROWS_OF = {
  list: listRows,
  table: tableRows,
  grid: gridRows,
  huge: hugeRows,
  wide: (found) => keyRows('300 runs × 1,500 keys', 2000, found),
  columns: (found) => keyRows('50 runs × 12,000 keys', 3000, found),
  charts: chartRows,
  lines: lineRows,
  diff: diffRows,
  parallel: parallelRows,
  scatter: scatterRows,
  artifacts: artifactRows,
  registry: registryRows,
  auth: (found) => journeyRows('basic auth on', found),
  line: (found) => journeyRows('40 ms and 20 Mbit/s', found),
  spikes: spikeRows,
  micro: microRows,
  memory: memoryRows,
};

/** `{measure, runlens, mlflow, unit, limit, isMet}`; values are spreads or plain numbers. Without any it is no row. */
export const buildRows = (results) =>
  Object.entries(ROWS_OF)
    .flatMap(([part, rowsOf]) => (results[part] ? rowsOf(results[part]) : []))
    .filter(
      ({ runlens, mlflow, limit }) => runlens !== undefined || mlflow !== undefined || limit !== undefined,
    );

/** @param runs when each part was measured: `{date, commit, loadBefore, tries}` */
export function renderMarkdown(machine, runs, rows, results) {
  const facts = [
    `${machine.cores} cores (${machine.processor}), ${machine.memoryGB} GB, ${machine.system}`,
    machine.browser,
    machine.server,
    ...Object.entries(runs).map(([part, run]) => `${part}: ${wordsOfRun(run)}`),
  ];
  const errors = Object.entries(results).flatMap(([part, result]) => errorsOf(part, result));
  return [
    '# Benchmark: Runlens beside MLflow’s own UI',
    '',
    'Written by `npm run bench`. Same server, same data, one run a part; the products take turns, every try in a fresh',
    'browser context. Median (min..max). Ratio: MLflow / Runlens. Data: `bench/make_workload.py`. Where it falls short, and',
    'what each measure is checked by: [NOTES.md](NOTES.md). The first visit of each product is a warm-up and not among the',
    'tries (`warmUp` in `results/latest.json`).',
    'Tasks are timed by the wall clock, as people feel them: on a busy machine they hold waiting for a core, too.',
    '',
    ...facts.map((fact) => `- ${fact}`),
    '',
    '| measure | unit | Runlens | MLflow UI 3.17.2 | ratio | target | verdict | tries |',
    '|---|---|---|---|---|---|---|---|',
    ...rows.map(renderRow),
    '',
    ...(errors.length > 0 ? ['Tries that failed:', '', ...errors.map((error) => `- ${error}`), ''] : []),
  ].join('\n');
}

function wordsOfRun({ date, commit, loadBefore, tries, seconds }) {
  const ofTries = tries === undefined ? '' : `, ${tries} ${tries === 1 ? 'try' : 'tries'}`;
  const took = seconds === undefined ? '' : `, took ${seconds} s`;
  return `${date}, commit ${commit}${ofTries}, load before ${loadBefore}${took}`;
}

function errorsOf(part, result) {
  if (typeof result !== 'object' || result === null) return [];
  const own = typeof result.error === 'string' ? [`${part}: ${result.error.split('\n')[0]}`] : [];
  return [
    ...own,
    ...Object.entries(result).flatMap(([key, inner]) =>
      errorsOf(/^\d+$/.test(key) ? part : `${part} ${key}`, inner),
    ),
  ];
}

function renderRow({ measure, unit, runlens, mlflow, limit, isMet }) {
  const [ours, theirs] = [middle(runlens), middle(mlflow)];
  const ratio =
    ours && Number.isFinite(theirs) && /^(ms|kB|MB|s)$/.test(unit) ? `${(theirs / ours).toFixed(1)}×` : '';
  const cells = [
    measure,
    unit,
    show(runlens, unit),
    show(mlflow, unit),
    ratio,
    limit === undefined ? '' : show(limit, unit),
    verdictOf(runlens, limit, isMet),
    triesOf(runlens, mlflow),
  ];
  return `| ${cells.join(' | ')} |`;
}

/** A target whose measure is missing was not met by that. */
function verdictOf(runlens, limit, isMet) {
  if (limit === undefined) return '';
  if (isMet === undefined) return '**not measured**';
  if (!isMet) return '**falls short**';
  return runlens?.max > limit ? 'pass by the median' : 'pass';
}

/** How many of both, where not all have as many. */
function triesOf(runlens, mlflow) {
  const counts = [runlens?.n, mlflow?.n].filter((count) => count !== undefined);
  return [...new Set(counts)].join('/');
}

function show(value, unit) {
  if (value === undefined || value === null) return '–';
  if (typeof value === 'string') return value;
  const write = (number) =>
    unit === 'kB'
      ? (number / 1000).toFixed(0)
      : number.toLocaleString('en', { maximumFractionDigits: number < 10 ? 2 : number < 1000 ? 1 : 0 });
  if (typeof value === 'number') return write(value);
  const { median, min, max } = value;
  return min === max ? write(median) : `${write(median)} (${write(min)}..${write(max)})`;
}

// Lines of the report about runs side by side.
import { costRows, NOT_POSSIBLE, row } from './report-row.mjs';

const LIMITS = { handlerMs: 8, parallelMs: 100, brushMs: 34, brushAllMs: 51 };

export function diffRows({ keys, sweep, ...bySize }) {
  const one = (words, found, limit) => [
    row(
      `${words} side by side, cold: all on screen`,
      'ms',
      found.runlens.readyMs,
      found.mlflow.readyMs,
      limit,
    ),
    row('… the first of them', 'ms', found.runlens.firstMs),
    ...costRows(found),
    row('… length of the link', 'characters', found.runlens.linkLength, found.mlflow.linkLength),
  ];
  const third = keys.mlflow.readyMs && Math.round(keys.mlflow.readyMs.median / 3);
  return [
    ...one('50 runs × 300 keys', keys, third),
    ...Object.entries(bySize).flatMap(([size, found]) => one(`${size} runs of few keys`, found)),
    row(
      '10,000 runs side by side (Runlens: 100 of them in columns, said so), cold: on screen',
      'ms',
      sweep.runlens.readyMs,
      sweep.mlflow.readyMs ?? NOT_POSSIBLE,
    ),
  ];
}

export function parallelRows({ cold, runlens: { thousand, all, crowd } }) {
  const rows = (runs, found, brushMs, firstMs) => [
    row(`${runs} runs as parallel coordinates, from a click with the code: picture`, 'ms', found.firstMs),
    row('… from its data to the picture', 'ms', found.afterDataMs, undefined, firstMs),
    row('… from a click once the code is here', 'ms', found.againMs),
    row('… brushing an axis, 95 % of frames within', 'ms', found.brushP95Ms, undefined, brushMs),
    row('… hover: handlers of a move, 95 % within', 'ms', found.handlerP95Ms, NOT_POSSIBLE, LIMITS.handlerMs),
    row('… tasks over 50 ms, from the first click on', 'tasks', found.tasks, undefined, 0),
    row('… the longest', 'ms', found.longestTaskMs),
  ];
  return [
    ...Object.entries(cold).flatMap(([size, found]) => [
      row(
        `${Number(size).toLocaleString('en')} runs as parallel coordinates, cold${size > 100 ? ' (MLflow: forced into one page)' : ''}`,
        'ms',
        found.runlens.readyMs,
        found.mlflow.readyMs,
      ),
      row('… the first of them', 'ms', found.runlens.firstMs),
      ...costRows(found, 'until then'),
    ]),
    ...rows('1,000', thousand, LIMITS.brushMs, LIMITS.parallelMs),
    ...rows('10,000', all, LIMITS.brushAllMs),
    ...rows('50,000', crowd),
    row('… lines drawn', 'lines', crowd.drawn, NOT_POSSIBLE),
  ];
}

export function scatterRows({ runlens: { all, crowd } }) {
  const rows = (runs, found) => [
    row(`${runs} runs as points, from a click with the code: picture`, 'ms', found.firstMs, undefined),
    row('… from its data to the picture', 'ms', found.afterDataMs),
    row('… hover: handlers of a move, 95 % within', 'ms', found.handlerP95Ms, undefined, LIMITS.handlerMs),
    row('… tasks over 50 ms, from the click on', 'tasks', found.tasks, undefined, 0),
    row('… the longest', 'ms', found.longestTaskMs),
  ];
  return [...rows('10,000', all), ...rows('50,000', crowd), row('… points drawn', 'points', crowd.drawn)];
}

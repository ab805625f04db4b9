// Lines of the report about runs side by side.
import { row } from './report-row.mjs';

const LIMITS = { handlerMs: 8, parallelMs: 100, brushMs: 34, brushAllMs: 51 };

export function diffRows({ runlens, mlflow }) {
  const third = mlflow.readyMs && mlflow.readyMs.median / 3;
  return [
    row('50 runs × 300 keys side by side, cold: on screen', 'ms', runlens.readyMs, mlflow.readyMs, third),
    row('… requests', 'requests', runlens.requests, mlflow.requests),
    row('… length of the link', 'characters', runlens.linkLength, mlflow.linkLength),
  ];
}

export function parallelRows({ runlens: { thousand, all, crowd }, mlflow }) {
  const rows = (runs, found, brushMs, firstMs) => [
    row(`${runs} runs as parallel coordinates, from a click with the code: picture`, 'ms', found.firstMs),
    row('… from its data to the picture', 'ms', found.afterDataMs, undefined, firstMs),
    row('… from a click once the code is here', 'ms', found.againMs),
    row('… brushing an axis, 95 % of frames within', 'ms', found.brushP95Ms, undefined, brushMs),
    row('… hover: handlers of a move, 95 % within', 'ms', found.handlerP95Ms, undefined, LIMITS.handlerMs),
    row('… tasks over 50 ms, from the first click on', 'tasks', found.tasks, undefined, 0),
    row('… the longest', 'ms', found.longestTaskMs),
  ];
  return [
    ...rows('1,000', thousand, LIMITS.brushMs, LIMITS.parallelMs),
    row('… MLflow: its compare page of 1,000 runs, cold: plot', 'ms', undefined, mlflow.plotMs),
    ...rows('10,000', all, LIMITS.brushAllMs),
    ...rows('50,000', crowd),
    row('… lines drawn', 'lines', crowd.drawn),
  ];
}

export function scatterRows({ runlens: { all, crowd } }) {
  const rows = (runs, found) => [
    row(`${runs} runs as points, from a click with the code: picture`, 'ms', found.firstMs),
    row('… from its data to the picture', 'ms', found.afterDataMs),
    row('… hover: handlers of a move, 95 % within', 'ms', found.handlerP95Ms, undefined, LIMITS.handlerMs),
    row('… tasks over 50 ms, from the click on', 'tasks', found.tasks, undefined, 0),
    row('… the longest', 'ms', found.longestTaskMs),
  ];
  return [...rows('10,000', all), ...rows('50,000', crowd), row('… points drawn', 'points', crowd.drawn)];
}

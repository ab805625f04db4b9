import { expect, it } from 'vitest';
import { plainAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import { metricOfAxes, withAxisBefore } from './parallel-model.ts';

const param = (key: string): RunColumn => ({ kind: 'param', key });
const LOSS: RunColumn = { kind: 'metric', key: 'loss' };
const ACC: RunColumn = { kind: 'metric', key: 'acc' };
const axesOf = (...columns: readonly RunColumn[]) => columns.map(plainAxis);

it('asks what matters for the metric that is an axis', () => {
  expect(metricOfAxes(axesOf(param('lr'), ACC, LOSS), ACC)).toEqual(ACC);
  expect(metricOfAxes(axesOf(LOSS, param('lr')), ACC)).toEqual(LOSS);
  expect(metricOfAxes(axesOf(param('lr')), ACC)).toEqual(ACC);
  expect(metricOfAxes(axesOf(param('lr')), undefined)).toBeUndefined();
});

it('adds an axis at the left of the metric, once', () => {
  const columnsOf = (axes: ReturnType<typeof axesOf>) => axes.map(({ column }) => column.key);
  const settings = axesOf(param('lr'), LOSS);
  const added = withAxisBefore(settings, param('opt'), LOSS);
  expect(columnsOf([...added])).toEqual(['lr', 'opt', 'loss']);
  expect(withAxisBefore(added, param('opt'), LOSS)).toBe(added);
  expect(columnsOf([...withAxisBefore(settings, param('opt'), ACC)])).toEqual(['lr', 'loss', 'opt']);
});

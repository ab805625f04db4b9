import { expect, it } from 'vitest';
import { NEWEST_FIRST } from '../runs/run-sort.ts';
import { metricsOfChoice, paramsOfChoice, proposeHeatColumns } from './heat-axes.ts';
import type { KeyAmongRuns } from './varying-keys.ts';

const key = (name: string, shape: Partial<KeyAmongRuns> = {}): KeyAmongRuns => ({
  key: name,
  runCount: 10,
  distinctCount: 3,
  isVarying: true,
  isUniquePerRun: false,
  ...shape,
});
const KEYS = {
  params: [
    key('out', { distinctCount: 10, isUniquePerRun: true }),
    key('rare', { runCount: 2 }),
    key('once', { distinctCount: 1 }),
    key('lr', { distinctCount: 4 }),
    key('opt', { distinctCount: 2 }),
    key('same', { isVarying: false, distinctCount: 1 }),
  ],
  metrics: [key('time'), key('val_loss'), key('epoch', { distinctCount: 1 })],
};

const JUDGED = { sorted: NEWEST_FIRST.column, judgedBy: undefined };

it('params of a heat map are those that tell most, ids last, and none that is the same everywhere', () => {
  expect(paramsOfChoice(KEYS).map((each) => each.key)).toEqual(['opt', 'lr', 'rare', 'once', 'out']);
});

it('proposes two params and the metric that the table is sorted by, else the one to look at first', () => {
  const [x, y] = [
    { kind: 'param', key: 'opt' },
    { kind: 'param', key: 'lr' },
  ];
  expect(proposeHeatColumns(KEYS, JUDGED)).toEqual({
    x,
    y,
    metric: { kind: 'metric', key: 'val_loss' },
  });
  const time = { kind: 'metric', key: 'time' } as const;
  expect(proposeHeatColumns(KEYS, { ...JUDGED, sorted: time }).metric).toEqual(time);
  expect(proposeHeatColumns({ params: [], metrics: [] }, JUDGED)).toEqual({
    x: undefined,
    y: undefined,
    metric: undefined,
  });
});

it('metrics of a heat table have more than one value', () => {
  expect(metricsOfChoice(KEYS).map((each) => each.key)).toEqual(['val_loss', 'time']);
});

import { describe, expect, it } from 'vitest';
import {
  chooseDefaultColumns,
  chooseVaryingColumns,
  type DefaultColumnsInput,
  type KeyForColumn,
  growColumns,
  tellUniquePerRun,
} from './default-columns.ts';
import { NEWEST_FIRST, type RunColumn } from './run-sort.ts';

function key(name: string, runCount = 10, distinctCount = 3, isVarying = true): KeyForColumn {
  return { key: name, runCount, distinctCount, isVarying };
}
const names = (columns: readonly RunColumn[]) => columns.map(({ key }) => key);

const choose = (
  metrics: readonly KeyForColumn[],
  params: readonly KeyForColumn[] = [],
  more: Partial<DefaultColumnsInput> = {},
) => names(chooseDefaultColumns({ metrics, params, sort: NEWEST_FIRST, lastSorted: undefined, ...more }));

describe('chooseDefaultColumns', () => {
  it('shows one metric, a held-out score before the others, never one of the system', () => {
    const metrics = [
      key('train/loss'),
      key('system/cpu'),
      key('val/loss'),
      key('val/time'),
      key('epoch_time'),
    ];
    expect(choose(metrics)).toEqual(['start_time', 'duration', 'val/loss']);
  });

  it('takes a score of most runs before a held-out one of a few, and whole ones before folds', () => {
    expect(choose([key('train/acc', 100), key('test/acc', 3)])).toContain('train/acc');
    expect(choose([key('train/acc', 100), key('test/acc', 95)])).toContain('test/acc');
    expect(choose([key('fold_1/val_loss'), key('loss')])).toContain('loss');
  });

  it('shows varying params with few values first, never one value or an id of the run', () => {
    const many = Array.from({ length: 8 }, (_, index) => key(`p${index}`, 40, 8 - index));
    // Of p7 some runs have one and the same value, the others none: it comes behind all that tell runs apart.
    const params = [key('fixed', 40, 1, false), key('output_dir', 40, 40), ...many];
    expect(choose([], params)).toEqual(['start_time', 'duration', 'p6', 'p5', 'p4', 'p3', 'p2', 'p1']);
  });

  it('takes what is sorted by, now or last, for the primary metric', () => {
    const sorted: RunColumn = { kind: 'metric', key: 'epoch' };
    const metrics = [key('val/loss'), key('epoch')];
    expect(choose(metrics, [], { sort: { column: sorted, isDescending: true } })).toEqual([
      'start_time',
      'duration',
      'epoch',
    ]);
    expect(choose(metrics, [], { lastSorted: sorted })).toContain('epoch');
    expect(choose([key('val/loss')], [], { lastSorted: sorted })).toContain('val/loss');
  });

  it('shows the sorted param beside the metric, once', () => {
    const sort = { column: { kind: 'param', key: 'lr' }, isDescending: false } as const;
    expect(choose([key('loss')], [key('lr')], { sort })).toEqual(['start_time', 'duration', 'loss', 'lr']);
  });
});

describe('chooseVaryingColumns', () => {
  it('shows every param that varies and is no id of the run', () => {
    const params = 'abcdefgh'
      .split('')
      .map((name) => key(name))
      .concat(key('fixed', 10, 1, false), key('job', 40, 40));
    const columns = chooseVaryingColumns({ metrics: [], params, sort: NEWEST_FIRST, lastSorted: undefined });
    expect(names(columns).slice(2).join('')).toBe('abcdefgh');
  });
});

describe('tellUniquePerRun', () => {
  it.each([
    ['folders', 100, 100, new Set(['text a', 'text b']), true],
    ['ports', 100, 95, new Set(['number 8080', 'number 8081']), true],
    ['a random search', 100, 100, new Set(['number 0.0012', 'number 1e-7', 'number 1']), false],
    ['seeds that come again', 100, 50, new Set(['number 1', 'number 2']), false],
    ['a few runs', 12, 12, new Set(['text a', 'text b']), false],
  ])('knows %s', (_name, runCount, valueCount, canonical, isUnique) => {
    expect(tellUniquePerRun(runCount, valueCount, canonical)).toBe(isUnique);
  });
});

const metric = (name: string): RunColumn => ({ kind: 'metric', key: name });
const params = (letters: string): RunColumn[] =>
  letters.split('').map((name) => ({ kind: 'param', key: name }));

describe('growColumns', () => {
  it('keeps what is there and adds a first metric and params up to six', () => {
    const grown = growColumns(params('abcd'), [metric('loss'), ...params('xaybz')], NEWEST_FIRST);
    expect(names(grown).join(' ')).toBe('a b c d loss x y');
  });

  it('adds no second metric but the one that is sorted by', () => {
    const before = [metric('loss')];
    const sort = { column: metric('acc'), isDescending: true };
    expect(growColumns(before, [metric('val/loss')], NEWEST_FIRST)).toBe(before);
    expect(names(growColumns(before, [metric('val/loss'), metric('acc')], sort))).toEqual(['loss', 'acc']);
  });

  it('knows columns of one key from each other', () => {
    const least: RunColumn = { kind: 'statistic', key: 'loss', statistic: { name: 'min' } };
    const sort = { column: least, isDescending: false };
    expect(growColumns([metric('loss')], [least], sort)).toEqual([metric('loss'), least]);
  });
});

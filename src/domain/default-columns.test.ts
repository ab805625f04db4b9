import { describe, expect, it } from 'vitest';
import { chooseDefaultColumns, type KeyForColumn, mergeColumns } from './default-columns.ts';
import { NEWEST_FIRST, type RunColumn } from './run-sort.ts';

function key(name: string, runCount = 10, distinctCount = 3, isVarying = true): KeyForColumn {
  return { key: name, runCount, distinctCount, isVarying };
}
const names = (columns: readonly RunColumn[]) => columns.map(({ key }) => key);

describe('chooseDefaultColumns', () => {
  it('puts held-out scores before training ones and leaves system metrics out', () => {
    const metrics = [key('train/loss'), key('system/cpu'), key('val/loss'), key('epoch_time')];
    expect(names(chooseDefaultColumns(metrics, [], NEWEST_FIRST)).slice(1, 3)).toEqual([
      'val/loss',
      'train/loss',
    ]);
  });

  it('shows varying params with few values, never one value or an id of the run', () => {
    const params = [key('lr'), key('fixed', 10, 1, false), key('output_dir', 40, 40)];
    const columns = chooseDefaultColumns([], params, NEWEST_FIRST);
    expect(names(columns)).toEqual(['start_time', 'lr', 'duration', 'user']);
  });

  it('begins with the sorted key and lists it once', () => {
    const sort = { column: { kind: 'metric', key: 'val/loss' }, isDescending: false } as const;
    expect(names(chooseDefaultColumns([key('val/loss')], [], sort))).toEqual([
      'val/loss',
      'start_time',
      'duration',
      'user',
    ]);
  });
});

describe('mergeColumns', () => {
  const a: RunColumn = { kind: 'metric', key: 'a' };
  const b: RunColumn = { kind: 'param', key: 'a' };
  it('keeps what is there and adds what is new', () => {
    expect(mergeColumns([a], [b, a])).toEqual([a, b]);
  });
  it('returns the same list where nothing is new', () => {
    const before = [a, b];
    expect(mergeColumns(before, [b])).toBe(before);
  });
});

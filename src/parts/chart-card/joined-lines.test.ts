import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { joinLines, joinsOf, partsOfLines } from './joined-lines.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';

function line(id: string, startMs: number, member = 0): CardLine {
  const run = {
    id: id as RunId,
    name: id,
    experimentId: '1' as never,
    startMs,
    isRunning: false,
    colorTag: undefined,
  };
  return { run, key: 'loss', member, label: id, words: '' };
}
const keys = (entries: Readonly<Record<string, string>>) =>
  new Map(Object.entries(entries)) as Map<RunId, string>;
const idsOf = (lines: readonly CardLine[]) =>
  lines.map(({ run, parts }) => [run.id, parts?.map((part) => part.run.id)]);

describe('lines of requeued trainings', () => {
  it('are one each, that of the newest run, in order of their start', () => {
    const lines = [line('c', 30), line('x', 20), line('a', 10), line('b', 20)];
    const joined = joinLines(lines, keys({ a: '7', b: '7', c: '7' }));
    expect(idsOf(joined)).toEqual([
      ['c', ['a', 'b', 'c']],
      ['x', undefined],
    ]);
    expect(partsOfLines(joined).map(({ run }) => run.id)).toEqual(['a', 'b', 'c', 'x']);
    expect(joinsOf(joined)).toEqual([[0, 1, 2], [3]]);
  });

  it('are one for each metric of the card', () => {
    const lines = [line('b', 2, 0), line('b', 2, 1), line('a', 1, 0), line('a', 1, 1)];
    const joined = joinLines(lines, keys({ a: 'job', b: 'job' }));
    expect(joined.map(({ member, parts }) => [member, parts?.length])).toEqual([
      [0, 2],
      [1, 2],
    ]);
  });

  it('stay by themselves without a key, and where nobody shares one', () => {
    const lines = [line('a', 1), line('b', 2)];
    expect(joinLines(lines, undefined)).toBe(lines);
    const apart = joinLines(lines, keys({ a: '1' }));
    expect(apart).toEqual(lines);
    expect(joinsOf(apart)).toBeUndefined();
    expect(partsOfLines(apart)).toBe(apart);
  });
});

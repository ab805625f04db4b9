import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type AliasRecord,
  formatRecord,
  HISTORY_PREFIX,
  readRecords,
  readTimeline,
  rollBackMove,
  surplusKeys,
} from './alias-history.ts';
import { inverseMoves, planStages, renameMoves } from './alias-moves.ts';

const START_MS = 1_790_000_000_000;
const MINUTE_MS = 60_000;

function record(alias: string, from: string | undefined, to: string | undefined, minute: number, more = {}) {
  const content = { alias, from, to, atMs: START_MS + minute * MINUTE_MS, who: 'kim', why: undefined };
  return formatRecord({ ...content, kind: 'move', ...more }, () => 0.5);
}

const wordsOf = (items: ReturnType<typeof readTimeline>) =>
  items.map((item) => {
    const { alias, from, to } = item.kind === 'record' ? item.record : item.move;
    return `${item.kind} ${alias} ${from ?? '-'}>${to ?? '-'}`;
  });

describe('records of changes', () => {
  it('come back as they were written, the newest first', () => {
    const version = fc.option(fc.integer({ min: 1, max: 9_999 }).map(String), { nil: undefined });
    const words = fc.option(fc.string({ minLength: 1, maxLength: 40, unit: 'binary' }), { nil: undefined });
    const content = fc.record({
      alias: fc.string({ minLength: 1, maxLength: 20 }),
      from: version,
      to: version,
      atMs: fc.integer({ min: START_MS, max: START_MS * 2 }),
      who: words,
      why: words,
      kind: fc.constantFrom('move' as const, 'undo' as const, 'rollback' as const),
    });
    fc.assert(
      fc.property(fc.uniqueArray(content, { selector: ({ atMs }) => atMs }), (records) => {
        const tags = records.map((each) => formatRecord(each, Math.random));
        for (const { key } of tags) expect(key).toMatch(/^[\w.]{1,250}$/);
        const read = readRecords([{ key: 'team', value: '{}' }, ...tags]);
        expect(read.map(({ key: _key, ...rest }) => rest)).toEqual(
          records.toSorted((left, right) => right.atMs - left.atMs),
        );
      }),
    );
  });

  it('leave out what is not theirs, or of a later format', () => {
    const bad = ['', 'x', '[]', 'null', '{"v":2,"a":"x"}', '{"v":1}', '{"v":1,"a":3}'];
    const tags = bad.map((value, index) => ({ key: `${HISTORY_PREFIX}00${index}.0000`, value }));
    expect(readRecords([...tags, { key: `${HISTORY_PREFIX}!`, value: '{"v":1,"a":"x"}' }])).toEqual([]);
  });

  it('are cut where somebody writes a book, so that 2.22.4 takes them', () => {
    const why = '긴 글'.repeat(5_000);
    const tag = record('a', '1', '2', 0, { why });
    expect(tag.value.length).toBeLessThan(5_000);
    expect(readRecords([tag])[0]?.why).toBe(why.slice(0, 500));
  });

  it('are 30 at most: the oldest ones are named as too many', () => {
    const tags = Array.from({ length: 33 }, (_, minute) => record('a', '1', '2', minute));
    expect(surplusKeys(tags)).toEqual([tags[2]?.key, tags[1]?.key, tags[0]?.key]);
  });
});

const at = (alias: string, version: string) => ({ alias, version });

describe('the timeline', () => {
  it('says what something else changed: between two records, after the last, and of what none tells', () => {
    const tags = [record('a', undefined, '1', 0), record('a', '4', '5', 1), record('b', '1', '2', 2)];
    const aliases = [at('a', '6'), at('b', '2'), at('c', '3')];
    expect(wordsOf(readTimeline({ tags, aliases }))).toEqual([
      'outside a 5>6',
      'record b 1>2',
      'outside b ->1',
      'record a 4>5',
      'outside a 1>4',
      'record a ->1',
      'outside c ->3',
    ]);
    expect(wordsOf(readTimeline({ tags, aliases: aliases.slice(1) }))[0]).toBe('outside a 5>-');
  });

  it.each(['2', '3'])('takes two people who moved at once for a race, whoever holds: %s', (holder) => {
    const tags = [record('a', '1', '2', 0), record('a', '1', '3', 0.1)];
    expect(wordsOf(readTimeline({ tags, aliases: [at('a', holder)] }))).toEqual([
      'record a 1>3',
      'record a 1>2',
      'outside a ->1',
    ]);
    const later = [...tags, record('a', holder, '9', 5)];
    expect(readTimeline({ tags: later, aliases: [at('a', '9')] })).toHaveLength(4);
  });

  it('blames nobody for what stood in records that are no longer kept', () => {
    const moves = Array.from({ length: 30 }, (_, minute) =>
      record('a', String(minute + 1), String(minute + 2), minute),
    );
    const aliases = [
      { alias: 'a', version: '31' },
      { alias: 'quiet', version: '4' },
    ];
    const items = wordsOf(readTimeline({ aliases, tags: moves }));
    expect([items.length, ...items.slice(-2)]).toEqual([32, 'earlier a ->1', 'earlier quiet ->4']);
    // All records are there: something else set them.
    const whole = wordsOf(readTimeline({ aliases, tags: moves.slice(1) }));
    expect(whole.slice(-2)).toEqual(['outside a ->2', 'outside quiet ->4']);
    // What happened since the first kept record is known.
    const moved = wordsOf(readTimeline({ aliases: [{ alias: 'a', version: '9' }], tags: moves }));
    expect(moved[0]).toBe('outside a 31>9');
  });

  it('goes back to what a record left', () => {
    const tags = [record('a', undefined, '1', 0), record('a', '1', '2', 1), record('a', '2', undefined, 2)];
    const [gone, , first] = readRecords(tags) as [AliasRecord, AliasRecord, AliasRecord];
    expect(rollBackMove({ aliases: [] }, first)).toEqual({ alias: 'a', from: undefined, to: '1' });
    expect(rollBackMove({ aliases: [] }, gone)).toBeUndefined();
  });
});

describe('moves', () => {
  it('are taken back in the opposite order', () => {
    const moves = renameMoves('old', 'new', '3');
    expect(inverseMoves(moves)).toEqual([
      { alias: 'old', from: undefined, to: '3' },
      { alias: 'new', from: '3', to: undefined },
    ]);
    expect(inverseMoves(inverseMoves(moves))).toEqual(moves);
  });

  it('turn stages into aliases: the newest version of each, unless it has it already', () => {
    const versions = [
      { version: '9', stage: 'Production' },
      { version: '10', stage: 'Production' },
      { version: '3', stage: 'Staging' },
      { version: '2', stage: undefined },
    ] as const;
    const model = {
      aliases: [
        { alias: 'staging', version: '3' },
        { alias: 'prod', version: '9' },
      ],
    };
    expect(planStages(model, versions, { Production: 'prod', Staging: 'staging', Archived: 'old' })).toEqual([
      { stage: 'Production', version: '10', others: ['9'], move: { alias: 'prod', from: '9', to: '10' } },
    ]);
  });
});

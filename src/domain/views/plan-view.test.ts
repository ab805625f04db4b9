import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { KeyText } from '../runs/experiment.ts';
import {
  applySteps,
  bytesOf,
  hasSteps,
  newGeneration,
  newViewId,
  planCleanup,
  planDefault,
  planRemoval,
  planView,
  type TagRules,
  type TagStep,
} from './plan-view.ts';
import {
  DEFAULT_VIEW_KEY,
  defaultViewId,
  findView,
  MAX_VIEW_BYTES,
  type ReadableView,
  readViews,
  type WrittenView,
} from './saved-view.ts';

const NOW = Date.UTC(2026, 10, 22);
const HOUR = 3_600_000;
const random = Math.random;
const OLD_SERVER: TagRules = { maxValueLength: 5_000, canDelete: false };
const NEW_SERVER: TagRules = { maxValueLength: 20_000, canDelete: true };
const OTHERS: readonly KeyText[] = [
  { key: 'team', value: 'vision' },
  { key: 'mlflow.sharedViewState.8f1c', value: 'deflate;abc' },
];

const rules = fc.record({
  maxValueLength: fc.constantFrom(300, 700, 5_000, 20_000),
  canDelete: fc.boolean(),
});
const data = fc.string({ unit: fc.constantFrom('a', 'Z', '0', '9', '-', '_'), maxLength: 3_000 });

function makeView(content: string, part: Partial<WrittenView> = {}): WrittenView {
  const generation = newGeneration(NOW, random);
  return { id: 'v1', name: 'baseline 비교', author: 'kim', savedMs: NOW, generation, data: content, ...part };
}

function stepsOf(tags: readonly KeyText[], view: WrittenView, under: TagRules): readonly TagStep[] {
  const planning = planView(tags, view, under, random);
  if (!planning.fits) throw new Error(`${planning.bytes} bytes`);
  const { parts, head } = planning.plan;
  const before = findView(tags, view.id);
  const after = applySteps(tags, [...parts, head]);
  const generation = before?.state === 'readable' ? before.generation : undefined;
  const due = planCleanup(after, { id: view.id, before: generation, nowMs: NOW }, under);
  return [...parts, head, ...due];
}

const write = (tags: readonly KeyText[], view: WrittenView, under: TagRules) =>
  applySteps(tags, stepsOf(tags, view, under));
const writeMany = (count: number, under: TagRules) =>
  Array.from({ length: count }, (_, index) => `w${index}`).reduce<readonly KeyText[]>(
    (tags, id) => write(tags, makeView('x'.repeat(9_000), { id }), under),
    [],
  );
const dataOf = (tags: readonly KeyText[], id = 'v1') => {
  const view = findView(tags, id);
  return view?.state === 'readable' ? view.data : view?.state;
};

describe('a saved view', () => {
  it('is what was written, whatever its length and the place', () => {
    fc.assert(
      fc.property(data, rules, (content, under) => {
        const view = makeView(content);
        const tags = write(OTHERS, view, under);
        const { state, key, partKeys, ...read } = findView(tags, 'v1') as ReadableView;
        expect(state).toBe('readable');
        expect(read).toEqual(view);
        expect(key).toMatch(/^runlens\.view\.\w{6}$/);
        expect(partKeys.length === 0).toBe(content.length < under.maxValueLength - 200);
        for (const { value } of tags) expect(value.length).toBeLessThanOrEqual(under.maxValueLength);
        expect(tags).toEqual(expect.arrayContaining([...OTHERS]));
      }),
    );
  });

  it('is the old one or the new one wherever writing ends', () => {
    fc.assert(
      fc.property(data, data, rules, fc.nat(), (old, next, under, end) => {
        const before = write(OTHERS, makeView(old), under);
        const steps = stepsOf(before, makeView(next), under);
        const after = applySteps(before, steps.slice(0, end % (steps.length + 1)));
        expect([old, next]).toContain(dataOf(after));
        const whole = applySteps(before, steps);
        expect(dataOf(whole)).toBe(next);
      }),
    );
  });

  it('is there or not wherever its removal ends', () => {
    fc.assert(
      fc.property(data, rules, fc.nat(), (content, under, end) => {
        const before = applySteps(write(OTHERS, makeView(content), under), [planDefault('v1', under)]);
        const view = findView(before, 'v1');
        const generation = view?.state === 'readable' ? view.generation : undefined;
        const head = planRemoval(before, 'v1', under);
        const left = planCleanup(
          applySteps(before, head),
          { id: 'v1', before: generation, nowMs: NOW },
          under,
        );
        const steps = [...head, ...left];
        const after = applySteps(before, steps.slice(0, end % (steps.length + 1)));
        expect([content, undefined]).toContain(dataOf(after));
        const whole = applySteps(before, steps);
        expect(readViews(whole)).toEqual([]);
        expect(defaultViewId(whole)).toBeUndefined();
        expect(whole.filter(({ value }) => value !== '')).toEqual(OTHERS);
        expect(whole.length === OTHERS.length).toBe(under.canDelete);
      }),
    );
  });

  it('is never another one where a tag of it is lost, cut or changed', () => {
    fc.assert(
      fc.property(
        data,
        rules,
        fc.nat(),
        fc.oneof(fc.constant(undefined), fc.nat(), fc.string()),
        (content, under, at, damage) => {
          const tags = write([], makeView(content), under);
          const index = at % tags.length;
          const hurt = tags.flatMap((tag, place) => {
            if (place !== index) return [tag];
            if (damage === undefined) return [];
            const value = typeof damage === 'number' ? tag.value.slice(0, damage) : damage;
            return [{ key: tag.key, value }];
          });
          expect([content, 'unreadable', undefined]).toContain(dataOf(hurt));
        },
      ),
    );
  });

  it('keeps its parts and its moment under another name', () => {
    const under = { maxValueLength: 300, canDelete: true };
    const view = makeView('x'.repeat(1_000));
    const before = write([], view, under);
    const steps = stepsOf(before, { ...view, name: 'other' }, under);
    expect(steps).toHaveLength(1);
    const after = applySteps(before, steps);
    expect(findView(after, 'v1')).toMatchObject({ name: 'other', savedMs: NOW, generation: view.generation });
  });
});

describe('tags that cannot be taken away', () => {
  it('are used again: writing a view a hundred times takes no more of them', () => {
    let tags = write([], makeView('x'.repeat(12_000)), OLD_SERVER);
    for (let times = 0; times < 100; times++) tags = write(tags, makeView('y'.repeat(12_000)), OLD_SERVER);
    expect(tags.length).toBeLessThanOrEqual(7);
    expect(dataOf(tags)).toBe('y'.repeat(12_000));
  });

  it('hold another view after the first one has gone', () => {
    const before = write([], makeView('x'), OLD_SERVER);
    const gone = applySteps(before, planRemoval(before, 'v1', OLD_SERVER));
    expect(gone).toEqual([{ key: before[0]?.key, value: '' }]);
    const after = write(gone, makeView('z', { id: 'v2' }), OLD_SERVER);
    expect(after).toHaveLength(1);
    expect(findView(after, 'v1')).toBeUndefined();
    expect(dataOf(after, 'v2')).toBe('z');
  });
});

describe('room', () => {
  it('is for 60 kB an experiment, and what does not fit changes nothing', () => {
    for (const under of [OLD_SERVER, NEW_SERVER]) {
      const tags = writeMany(6, under);
      expect(bytesOf(tags)).toBeLessThan(MAX_VIEW_BYTES);
      const planning = planView(tags, makeView('x'.repeat(9_000)), under, random);
      expect(planning.fits).toBe(false);
      // In place of one that is there it fits.
      expect(dataOf(write(tags, makeView('y'.repeat(9_000), { id: 'w0' }), under), 'w0')).toMatch(/^y+$/);
    }
  });

  it('is given back by what an interrupted writing left behind, an hour later', () => {
    const under = { maxValueLength: 300, canDelete: true };
    const other = write([], makeView('b'.repeat(900), { id: 'v2' }), under);
    const planning = planView(other, makeView('a'.repeat(900)), under, random);
    if (!planning.fits) throw new Error('does not fit');
    const torn = applySteps(other, planning.plan.parts);
    expect(readViews(torn)).toHaveLength(1);
    const due = (nowMs: number, tags = torn) =>
      planCleanup(tags, { id: 'v3', before: undefined, nowMs }, under);
    expect(due(NOW + HOUR)).toEqual([]);
    expect(applySteps(torn, due(NOW + HOUR + 1))).toEqual(other);
    const withDamage = [...torn, { key: 'runlens.view.zzzzzz', value: '{"v":1,"id":"v9"}' }];
    expect(due(NOW + 2 * HOUR, withDamage)).toEqual([]);
  });
});

describe('views that cannot be read', () => {
  const NEWER = { key: 'runlens.view.newone', value: '{"v":2,"id":"v7","n":"later","x":[1]}' };
  const DAMAGED = {
    key: 'runlens.view.broken',
    value: '{"v":1,"id":"v8","n":"half","t":1,"g":"g","c":1,"d":"',
  };
  const ODD = { key: 'runlens.view.odd', value: 'hello' };

  it('are listed last, as what they are', () => {
    const tags = [NEWER, DAMAGED, ODD, ...write([], makeView('x'), OLD_SERVER)];
    expect(readViews(tags).map((view) => [view.state, view.name])).toEqual([
      ['readable', 'baseline 비교'],
      ['unreadable', undefined],
      ['unreadable', 'later'],
      ['unreadable', undefined],
    ]);
    expect(findView(tags, 'v7')).toMatchObject({ why: 'newer' });
  });

  it('stay as they are, whatever is written', () => {
    const foreign = [NEWER, DAMAGED, ODD, ...OTHERS];
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('v1', 'v7', 'v8'), data, fc.boolean())),
        rules,
        (acts, under) => {
          let tags: readonly KeyText[] = foreign;
          for (const [id, content, isRemoval] of acts) {
            if (isRemoval) tags = applySteps(tags, planRemoval(tags, id, under));
            else tags = write(tags, makeView(content, { id }), under);
            expect(hasSteps(tags, foreign)).toBe(true);
          }
        },
      ),
      { numRuns: 30 },
    );
  });
});

it('ids and generations are different', () => {
  expect(new Set(Array.from({ length: 100 }, () => newViewId(random))).size).toBe(100);
  expect(newGeneration(NOW, () => 0)).toBe('mwr2lmo0-0000');
  expect(planDefault('v1', OLD_SERVER)).toEqual({ key: DEFAULT_VIEW_KEY, value: 'v1' });
  expect(planDefault(undefined, OLD_SERVER).value).toBe('');
  expect(planDefault(undefined, NEW_SERVER).value).toBeUndefined();
});

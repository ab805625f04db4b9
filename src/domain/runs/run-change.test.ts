import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import { applyRunChange, inverseOf, type RunChange } from './run-change.ts';
import { type Run, type RunId, RUN_STATUSES } from './run.ts';

const id = 'a' as RunId;
const key = fc.constantFrom('a', 'b', '__proto__', 'mlflow.note.content');
const text = fc.string({ minLength: 1 });

const change: fc.Arbitrary<RunChange> = fc.oneof(
  fc.record({ kind: fc.constant('rename' as const), id: fc.constant(id), name: text }),
  fc.record({ kind: fc.constant('set-tag' as const), id: fc.constant(id), key, value: fc.string() }),
  fc.record({ kind: fc.constant('delete-tag' as const), id: fc.constant(id), key }),
  fc.record({
    kind: fc.constant('set-status' as const),
    id: fc.constant(id),
    status: fc.constantFrom(...RUN_STATUSES),
    endMs: fc.option(fc.nat(), { nil: undefined }),
  }),
  fc.constant<RunChange>({ kind: 'delete', id }),
  fc.constant<RunChange>({ kind: 'restore', id }),
);

/** As MLflow keeps runs: the name stands in a tag as well. */
const run = fc
  .record({
    name: text,
    lifecycle: fc.constantFrom('active' as const, 'deleted' as const),
    status: fc.constantFrom(...RUN_STATUSES),
    endMs: fc.option(fc.nat(), { nil: undefined }),
    tags: fc.uniqueArray(fc.record({ key, value: fc.string() }), { selector: (tag) => tag.key }),
  })
  .map((fields): Run => {
    const tags = [...fields.tags, { key: 'mlflow.runName', value: fields.name }];
    return { ...makeRun({ id }), ...fields, tags };
  });

function inOrder(each: Run): Run {
  return { ...each, tags: each.tags.toSorted((a, b) => (a.key < b.key ? -1 : 1)) };
}

describe('the inverse of a change', () => {
  it('takes it back, and is none where nothing changed', () => {
    fc.assert(
      fc.property(run, change, (before, asked) => {
        const after = applyRunChange(before, asked);
        const inverse = inverseOf(asked, before);
        const undone = inverse === undefined ? after : applyRunChange(after, inverse);
        expect(inOrder(undone)).toEqual(inOrder(before));
      }),
    );
  });

  it('of a new tag removes it, of another value sets the old one', () => {
    const before = makeRun({ id, tags: { team: 'a' } });
    const set = (name: string) => inverseOf({ kind: 'set-tag', id, key: name, value: 'b' }, before);
    expect(set('team')).toEqual({ kind: 'set-tag', id, key: 'team', value: 'a' });
    expect(set('new')).toEqual({ kind: 'delete-tag', id, key: 'new' });
    expect(inverseOf({ kind: 'set-tag', id, key: 'team', value: 'a' }, before)).toBeUndefined();
    expect(inverseOf({ kind: 'delete-tag', id, key: 'none' }, before)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import type { RunChange } from '../../domain/runs/run-change.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ChangeResult } from '../../worker/runs/change-protocol.ts';
import { outcomeOf } from './change-outcome.ts';
import { outcomeWords } from './change-words.ts';

const FORBIDDEN: TrackingFailure = {
  kind: 'forbidden',
  status: 403,
  cause: 'permission-denied',
  subject: undefined,
  detail: undefined,
};
const refused: ChangeResult = { state: 'refused', failure: FORBIDDEN };
const remove = (id: string): RunChange => ({ kind: 'delete', id: id as RunId });
const restored = (id: string): ChangeResult => ({
  state: 'done',
  undo: { kind: 'restore', id: id as RunId },
});

describe('the outcome of changes', () => {
  it('counts runs and says why some were refused', () => {
    const ids = Array.from({ length: 20 }, (_, index) => String(index));
    const outcome = outcomeOf(
      ids.map(remove),
      ids.map((id, index) => (index < 18 ? restored(id) : refused)),
    );
    expect(outcome).toMatchObject({ runCount: 20, doneCount: 18, unchangedCount: 0 });
    expect(outcome.undo).toHaveLength(18);
    expect(outcomeWords('delete', outcome)).toBe('18 of 20 deleted, 2 refused: no permission');
  });

  it('counts a run once, as refused where one of its changes was', () => {
    const id = 'a' as RunId;
    const changes: RunChange[] = ['x', 'y'].map((key) => ({ kind: 'set-tag', id, key, value: '1' }));
    const undo: RunChange = { kind: 'delete-tag', id, key: 'x' };
    const outcome = outcomeOf(changes, [{ state: 'done', undo }, refused]);
    expect(outcome).toMatchObject({ runCount: 1, doneCount: 0, refused: [{ id }], undo: [undo] });
    expect(outcomeWords('tag', outcome)).toBe('Not tagged: no permission');
  });

  it('takes changes back in the opposite order', () => {
    const outcome = outcomeOf([remove('a'), remove('b')], [restored('a'), restored('b')]);
    expect(outcome.undo.map(({ id }) => id)).toEqual(['b', 'a']);
    expect(outcomeWords('delete', outcome)).toBe('2 runs deleted');
  });

  it('says how many were done before it was stopped, and knows what is left', () => {
    const ids = Array.from({ length: 500 }, (_, index) => String(index));
    const outcome = outcomeOf(
      ids.map(remove),
      ids.map((id, index) => (index < 120 ? restored(id) : { state: 'stopped' as const })),
    );
    expect(outcome).toMatchObject({ doneCount: 120, stoppedCount: 380, unchangedCount: 0 });
    expect(outcome.undo).toHaveLength(120);
    expect(outcome.left).toEqual(ids.slice(120).map(remove));
    expect(outcomeWords('delete', outcome)).toBe('120 of 500 deleted, 380 not: stopped');
  });

  it('counts a run of which a part was made before the stop as not done', () => {
    const id = 'a' as RunId;
    const changes: RunChange[] = ['x', 'y'].map((key) => ({ kind: 'set-tag', id, key, value: '1' }));
    const undo: RunChange = { kind: 'delete-tag', id, key: 'x' };
    const outcome = outcomeOf(changes, [{ state: 'done', undo }, { state: 'stopped' }]);
    expect(outcome).toMatchObject({ doneCount: 0, stoppedCount: 1, undo: [undo], left: [changes[1]] });
  });

  it('says of runs that were so already that nothing had to be done', () => {
    const outcome = outcomeOf([remove('a'), remove('b')], [restored('a'), { state: 'unchanged' }]);
    expect(outcome).toMatchObject({ doneCount: 1, unchangedCount: 1 });
    expect(outcomeWords('delete', outcome)).toBe('1 of 2 deleted, 1 was so already');
    const none = outcomeOf([remove('b')], [{ state: 'unchanged' }]);
    expect(outcomeWords('delete', none)).toBe('Nothing to do: 1 was so already');
  });
});

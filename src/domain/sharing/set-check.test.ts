import { describe, expect, it } from 'vitest';
import type { RunId } from '../runs/run.ts';
import { makeRun } from '../../testing/make-run.ts';
import { type RunStamp, stampOf, timeOfLink } from './run-stamp.ts';
import { changesSince, checkOfEdits, checkOfRuns } from './set-check.ts';

const stamp = (id: string, changed: Partial<RunStamp> = {}): RunStamp => ({
  id: id as RunId,
  state: 'active',
  name: id,
  endMs: undefined,
  lastPointMs: 10,
  edits: 'abcde',
  ...changed,
});
const named = (stamps: readonly RunStamp[]) => stamps.map(({ name }) => name);

describe('what became of pinned runs', () => {
  const before = [stamp('a'), stamp('b', { edits: 'xyzab' }), stamp('c', { endMs: 50 })];
  const made = { atMs: 100, check: checkOfEdits(before) };

  it('is nothing while nothing happened', () => {
    expect(changesSince(before, made)).toEqual({
      gone: [],
      finished: [],
      grown: [],
      edited: [],
      isEditedSomewhere: false,
    });
  });

  it('names the runs that are gone, finished since, logged more or were edited', () => {
    const now = [
      stamp('a', { endMs: 150, lastPointMs: 140 }),
      stamp('b', { edits: 'Qyzab' }),
      stamp('c', { state: 'deleted', edits: 'other' }),
    ];
    const changes = changesSince(now, made);
    expect(named(changes.gone)).toEqual(['c']);
    expect(named(changes.finished)).toEqual(['a']);
    expect(named(changes.grown)).toEqual(['a']);
    expect(named(changes.edited)).toEqual(['b']);
  });

  it('says that something was edited where one character cannot tell of which run', () => {
    const changes = changesSince([stamp('a', { edits: 'aOther' }), ...before.slice(1)], made);
    expect(changes).toMatchObject({ edited: [], isEditedSomewhere: true });
  });

  it('says nothing of edits where the link does not', () => {
    const now = [stamp('a', { edits: 'Q' }), ...before.slice(1)];
    expect(changesSince(now, { atMs: 100, check: undefined })).toMatchObject({ edited: [], gone: [] });
  });
});

describe('the check of a set', () => {
  it('does not depend on the order of its runs', () => {
    const ids = ['a', 'b', 'c'].map((id) => id as RunId);
    expect(checkOfRuns(ids.toReversed())).toBe(checkOfRuns(ids));
    expect(checkOfRuns(ids.slice(1))).not.toBe(checkOfRuns(ids));
  });
});

describe('the stamp of a run', () => {
  const run = makeRun({ id: 'a', name: 'first' });

  it('is another one after an edit of its name, its note or a tag, not after what MLflow writes', () => {
    const { edits } = stampOf(run);
    const tagged = (key: string) => stampOf({ ...run, tags: [...run.tags, { key, value: 'x' }] }).edits;
    expect(stampOf({ ...run, name: 'second' }).edits).not.toBe(edits);
    expect(tagged('team')).not.toBe(edits);
    expect(tagged('mlflow.note.content')).not.toBe(edits);
    expect(tagged('mlflow.log-model.history')).toBe(edits);
  });

  it('gives a link its time: now, or what a clock that is ahead has logged', () => {
    expect(timeOfLink([stamp('a')], 100)).toBe(100);
    expect(timeOfLink([stamp('a', { lastPointMs: 160 })], 100)).toBe(160);
    expect(timeOfLink([stamp('a', { lastPointMs: 9e12 })], 100)).toBe(100);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyExperimentChange,
  type ExperimentChange,
  inverseOfExperimentChange,
  withExperiment,
} from './experiment-change.ts';
import type { Experiment, ExperimentId } from './experiment.ts';

const id = '7' as ExperimentId;
const text = fc.constantFrom('', 'a', 'b', '한글/%');

const anyExperiment: fc.Arbitrary<Experiment> = fc.record({
  id: fc.constant(id),
  name: text,
  lifecycle: fc.constantFrom('active', 'deleted'),
  createdMs: fc.constant(1),
  updatedMs: fc.constant(1),
  artifactLocation: fc.constant(undefined),
  tags: fc.uniqueArray(fc.record({ key: text, value: text }), { selector: ({ key }) => key }),
});

const anyChange: fc.Arbitrary<ExperimentChange> = fc.oneof(
  fc.record({ kind: fc.constant('rename'), id: fc.constant(id), name: text }),
  fc.record({ kind: fc.constant('set-tag'), id: fc.constant(id), key: text, value: text }),
  fc.record({ kind: fc.constant('delete-tag'), id: fc.constant(id), key: text }),
  fc.record({ kind: fc.constantFrom('delete', 'restore'), id: fc.constant(id) }),
) as fc.Arbitrary<ExperimentChange>;

const inOrder = (experiment: Experiment) => ({
  ...experiment,
  tags: experiment.tags.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
});

describe('a change of an experiment', () => {
  it('is taken back by its inverse, and has none where it changes nothing', () => {
    fc.assert(
      fc.property(anyExperiment, anyChange, (before, change) => {
        const after = applyExperimentChange(before, change);
        const undo = inverseOfExperimentChange(change, before, true);
        const back = undo ? applyExperimentChange(after, undo) : after;
        expect(inOrder(back)).toEqual(inOrder(before));
      }),
    );
  });

  it('leaves a new tag empty where tags cannot be taken away', () => {
    const [before] = fc.sample(anyExperiment, 1).map((each) => ({ ...each, tags: [] }));
    const change: ExperimentChange = { kind: 'set-tag', id, key: 'team', value: 'x' };
    const undo = before && inverseOfExperimentChange(change, before, false);
    expect(undo).toEqual({ kind: 'set-tag', id, key: 'team', value: '' });
  });
});

const make = (ownId: string, lifecycle: Experiment['lifecycle'] = 'active'): Experiment => ({
  id: ownId as ExperimentId,
  name: ownId,
  lifecycle,
  createdMs: undefined,
  updatedMs: undefined,
  artifactLocation: undefined,
  tags: [],
});
const ids = (list: readonly Experiment[]) => list.map((each) => each.id).join();

describe('a list with an experiment as it is now', () => {
  it('keeps its place, gains what is new in front, and loses what is deleted', () => {
    const list = [make('1'), make('2')];
    expect(withExperiment(list, { ...make('2'), name: 'x' }, 'active')[1]?.name).toBe('x');
    expect(ids(withExperiment(list, make('3'), 'active'))).toBe('3,1,2');
    expect(ids(withExperiment(list, make('1', 'deleted'), 'active'))).toBe('2');
    expect(withExperiment(list, make('9', 'deleted'), 'active')).toBe(list);
  });
});

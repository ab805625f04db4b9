import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planToShow } from '../show-run.ts';
import { DEFAULT_WORKSPACE, type Workspace } from '../workspace.ts';
import { reduceWorkspace } from '../workspace-actions.ts';
import type { ExperimentId } from './experiment.ts';
import { explainAbsence, isRow, type RunPlace, type SoughtRun } from './run-absence.ts';
import type { RunId } from './run.ts';

const FIRST = '1' as ExperimentId;
const run: SoughtRun = {
  id: 'r' as RunId,
  experimentId: '2' as ExperimentId,
  isDeleted: false,
  isExperimentDeleted: false,
};

const HERE: RunPlace = {
  isExperimentOpen: true,
  isAdded: false,
  isLoaded: true,
  isWhole: true,
  rank: 3,
  isCompared: true,
  isRuled: false,
  excludedBy: [],
  filterWithout: '',
  foldedParents: [],
};

const kinds = (sought: SoughtRun, place: RunPlace) => explainAbsence(sought, place).map(({ kind }) => kind);

describe('why a run is not on screen', () => {
  it('is nothing where it is a row and compared', () => {
    expect(kinds(run, HERE)).toEqual([]);
  });

  it('among deleted runs is no deletion, but that it is not deleted', () => {
    expect(kinds({ ...run, isDeleted: true, isAmongDeleted: true }, HERE)).toEqual([]);
    const absences = explainAbsence({ ...run, isAmongDeleted: true }, HERE);
    expect(absences).toEqual([{ kind: 'list-of-deleted' }]);
    expect(planToShow(run.id, absences, false)).toEqual([{ type: 'set-lifecycle', lifecycle: 'active' }]);
  });

  it('is that it is deleted, before all else', () => {
    const nowhere: RunPlace = { ...HERE, isExperimentOpen: false, isLoaded: false, rank: undefined };
    expect(kinds({ ...run, isDeleted: true }, nowhere)).toEqual(['run-deleted']);
    expect(kinds({ ...run, isDeleted: true, isExperimentDeleted: true }, nowhere)).toEqual([
      'experiment-deleted',
    ]);
  });

  it('is another experiment and the filter, both', () => {
    const excludedBy = [{ text: 'metrics.loss < 1', isUndecided: false }];
    const place: RunPlace = {
      ...HERE,
      isExperimentOpen: false,
      isLoaded: false,
      rank: undefined,
      isCompared: false,
      excludedBy,
      filterWithout: "status = 'FINISHED'",
    };
    expect(explainAbsence(run, place)).toEqual([
      { kind: 'other-experiment', experimentId: '2' },
      { kind: 'filtered', clauses: excludedBy, without: "status = 'FINISHED'" },
      { kind: 'outside-set' },
    ]);
  });

  it('is nothing for a run that stands above the rows, whatever the filter and the experiments are', () => {
    const excludedBy = [{ text: 'x', isUndecided: false }];
    const added: RunPlace = {
      ...HERE,
      isAdded: true,
      isExperimentOpen: false,
      isLoaded: false,
      rank: undefined,
      excludedBy,
    };
    expect(kinds(run, added)).toEqual([]);
    expect(kinds(run, { ...added, isCompared: false })).toEqual(['outside-set']);
  });

  it('is that it waits for a click, where it came after the rows were put in order', () => {
    expect(kinds(run, { ...HERE, rank: undefined, isCompared: false })).toEqual(['waiting', 'outside-set']);
  });

  it('is that it is not loaded, folded up, or outside the compare set', () => {
    expect(kinds(run, { ...HERE, isLoaded: false, rank: undefined })).toEqual(['not-loaded']);
    expect(kinds(run, { ...HERE, foldedParents: ['p' as RunId] })).toEqual(['folded']);
    expect(kinds(run, { ...HERE, isCompared: false })).toEqual(['outside-set']);
    expect(isRow(explainAbsence(run, { ...HERE, isCompared: false }))).toBe(true);
  });

  it('is that it stands in a group that is folded up, and one click unfolds it', () => {
    const group = '[["params.lr","number 1"]]';
    const place = { ...HERE, foldedGroup: group };
    expect(kinds(run, place)).toEqual(['folded-group']);
    const before: Workspace = { ...DEFAULT_WORKSPACE, experimentIds: [FIRST], openGroups: ['other'] };
    const plan = planToShow(run.id, explainAbsence(run, place), true) ?? [];
    expect(plan.reduce(reduceWorkspace, before).openGroups).toEqual(['other', group]);
  });

  it('is shown by opening all parents above it, and by ticking it again where it was unticked', () => {
    const tree = { isOpen: false, open: [], closed: [] };
    const set = { kind: 'top', count: 10, without: [run.id], plus: [] } as const;
    const before: Workspace = { ...DEFAULT_WORKSPACE, experimentIds: [FIRST], tree, set };
    const parents = ['outer', 'inner'] as RunId[];
    const absences = explainAbsence(run, { ...HERE, foldedParents: parents, isCompared: false });
    const after = (planToShow(run.id, absences, true) ?? []).reduce(reduceWorkspace, before);
    expect(after.tree?.open).toEqual(parents);
    expect(after.set).toEqual({ ...set, without: [] });
  });

  const anyPlace = fc
    .record({
      isExperimentOpen: fc.boolean(),
      isLoaded: fc.boolean(),
      isWhole: fc.boolean(),
      isCompared: fc.boolean(),
      isExcluded: fc.boolean(),
    })
    .map(({ isExcluded, ...place }): RunPlace => {
      const isLoaded = place.isLoaded && place.isExperimentOpen;
      return {
        ...HERE,
        ...place,
        isLoaded,
        rank: isLoaded && !isExcluded ? 12 : undefined,
        excludedBy: isExcluded ? [{ text: 'x', isUndecided: false }] : [],
        filterWithout: isExcluded ? 'rest' : '',
      };
    });

  it('always has a plan that leaves no reason in the workspace, unless the run is deleted', () => {
    fc.assert(
      fc.property(anyPlace, fc.boolean(), (place, isDeleted) => {
        const absences = explainAbsence({ ...run, isDeleted }, place);
        const before: Workspace = { ...DEFAULT_WORKSPACE, experimentIds: [FIRST], filter: 'x' };
        const plan = planToShow(run.id, absences, place.isRuled);
        expect(plan === undefined).toBe(isDeleted);
        if (!plan) return;
        const after = plan.reduce(reduceWorkspace, before);
        expect(after.experimentIds).toEqual(['1']);
        expect(after.addedRuns).toEqual(place.isExperimentOpen ? [] : [run.id]);
        if (!place.isExperimentOpen) return;
        expect(after.filter).toBe(place.excludedBy.length > 0 ? 'rest' : 'x');
        const plus = after.set.kind === 'top' ? after.set.plus : [];
        expect(plus).toEqual(place.isCompared ? [] : [run.id]);
      }),
    );
  });
});

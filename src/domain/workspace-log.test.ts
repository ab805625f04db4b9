import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExperimentId } from './runs/experiment.ts';
import type { RunId } from './runs/run.ts';
import { applyToLog, createWorkspaceLog, receiveInLog, redoInLog, undoInLog } from './workspace-log.ts';
import { DEFAULT_WORKSPACE } from './workspace.ts';
import type { WorkspaceAction } from './workspace-actions.ts';

const START = createWorkspaceLog(DEFAULT_WORKSPACE);
const apply = (...actions: WorkspaceAction[]) => actions.reduce(applyToLog, START);
const find = (text: string): WorkspaceAction => ({ type: 'set-find', find: text });
const base = (id: string): WorkspaceAction => ({
  type: 'set-baseline',
  baseline: { kind: 'run', id: id as RunId },
});
const openTable: WorkspaceAction = { type: 'set-tab', tab: 'table' };

const anyAction: fc.Arbitrary<WorkspaceAction> = fc.oneof(
  fc.string().map(find),
  fc.string({ minLength: 1 }).map(base),
  fc.constantFrom<WorkspaceAction>(openTable, { type: 'set-tab', tab: 'charts' }),
  fc.constantFrom('m:loss' as const, undefined).map((card): WorkspaceAction => ({ type: 'set-card', card })),
  fc.nat(200).map((cards): WorkspaceAction => ({ type: 'set-chart', change: { cardColumns: cards } })),
);

describe('the log', () => {
  it('goes back to the beginning and forth to the end, in the tab and card that are open', () => {
    fc.assert(
      fc.property(fc.array(anyAction, { maxLength: 30 }), (actions) => {
        const end = apply(...actions);
        const steps = Array.from(end.past, (_, index) => index);
        const back = steps.reduce((log) => undoInLog(log), end);
        expect(back.present).toEqual({ ...DEFAULT_WORKSPACE, tab: end.present.tab, card: end.present.card });
        const forth = steps.reduce((log) => redoInLog(log), back);
        expect(forth.present).toEqual(end.present);
      }),
    );
  });

  it('takes typing in one field for one step', () => {
    const log = apply(base('a'), find('l'), find('lo'), find('loss'));
    expect(undoInLog(log).present.find).toBe('');
    expect(undoInLog(log).present.baseline).toMatchObject({ id: 'a' });
  });

  it('takes what one click changes for one step', () => {
    const log = apply(base('a'), {
      type: 'together',
      actions: [
        { type: 'set-filter', filter: 'x' },
        { type: 'add-run', runId: 'b' as RunId },
      ],
    });
    expect(log.present).toMatchObject({ filter: 'x', addedRuns: ['b'] });
    expect(undoInLog(log).present).toEqual(apply(base('a')).present);
  });

  it('takes back the tab that one click opened together with what it changed, but for who went elsewhere since', () => {
    const filtered: WorkspaceAction = { type: 'set-filter', filter: 'x' };
    const log = apply(base('a'), { type: 'together', actions: [filtered, openTable] });
    const back = undoInLog(log);
    expect(back.present).toEqual(apply(base('a')).present);
    expect(redoInLog(back).present).toEqual(log.present);
    const elsewhere = applyToLog(log, { type: 'set-tab', tab: 'diff' });
    expect(undoInLog(elsewhere).present).toMatchObject({ tab: 'diff', filter: '' });
  });

  it('begins a new step when something else was done meanwhile', () => {
    expect(undoInLog(apply(find('l'), base('a'), find('lo'))).present.find).toBe('l');
    expect(undoInLog(apply(find('l'), openTable, find('lo'))).present.find).toBe('l');
  });

  it('forgets what was undone once something else is done', () => {
    const log = applyToLog(undoInLog(apply(base('a'))), base('b'));
    expect(redoInLog(log)).toBe(log);
  });

  it('takes no step for what was recalled when the page opened', () => {
    const log = apply(base('a'), { type: 'recall-table', table: { pinnedColumns: ['name'] } });
    expect(log.present.pinnedColumns).toEqual(['name']);
    expect(log.past).toHaveLength(1);
  });

  it('has no step at its ends', () => {
    expect(undoInLog(START)).toBe(START);
    expect(redoInLog(START)).toBe(START);
  });

  it('is bounded', () => {
    const actions = Array.from({ length: 500 }, (_, index) => base(String(index)));
    expect(apply(...actions).past).toHaveLength(200);
  });
});

const smooth = (weight: number, joint?: string): WorkspaceAction => ({
  type: 'set-chart',
  change: { smoothing: { kind: 'ema', weight } },
  joint,
});

describe('changes of charts', () => {
  it('are one step as long as a slider is dragged', () => {
    const log = apply(smooth(0.1, 'ema'), smooth(0.2, 'ema'), smooth(0.3, 'ema'));
    expect(log.past).toHaveLength(1);
    expect(undoInLog(log).present.chart.smoothing).toBeUndefined();
  });

  it('are a step each otherwise', () => {
    expect(apply(smooth(0.1), smooth(0.2)).past).toHaveLength(2);
    expect(apply(smooth(0.1, 'ema'), smooth(0.2, 'other')).past).toHaveLength(2);
    expect(apply(smooth(0.1, 'ema'), base('a'), smooth(0.2, 'ema')).past).toHaveLength(3);
  });
});

describe('a document from outside', () => {
  it('is a step of its own', () => {
    const log = receiveInLog(apply(base('a')), { ...DEFAULT_WORKSPACE, find: 'loss' });
    expect(log.present.find).toBe('loss');
    expect(undoInLog(log).present).toMatchObject({ baseline: { id: 'a' }, find: '' });
  });

  it('is no step where only the tab differs: Back takes care of that', () => {
    const before = apply(base('a'));
    const log = receiveInLog(before, { ...before.present, tab: 'table' });
    expect(log.present.tab).toBe('table');
    expect(log.past).toBe(before.past);
  });

  it('ends the log where it opens other experiments', () => {
    const log = receiveInLog(apply(base('a')), {
      ...DEFAULT_WORKSPACE,
      experimentIds: ['2'] as ExperimentId[],
    });
    expect(log.past).toEqual([]);
  });
});

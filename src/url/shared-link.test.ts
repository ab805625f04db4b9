import { describe, expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import type { RunStamp } from '../domain/sharing/run-stamp.ts';
import { changesSince } from '../domain/sharing/set-check.ts';
import type { Workspace } from '../domain/workspace.ts';
import { canBePinned, liveLink, pinLink, type SharedLink, type SharedSet } from './shared-link.ts';
import { formatWorkspace, parseWorkspace } from './workspace-codec.ts';

const BASE = 'https://runlens.example.org/';
const NOW_MS = 1_795_000_000_000;

/** Ids as MLflow makes them: nothing in them repeats. */
function idAt(index: number): RunId {
  const mixed = (BigInt(index + 1) * 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835n) % (1n << 128n);
  return mixed.toString(16).padStart(32, '0') as RunId;
}

const attribute = (key: 'name' | 'start_time' | 'duration') => ({ kind: 'attribute', key }) as const;

const metric = (key: string) => ({ kind: 'metric', key }) as const;

const param = (key: string) => ({ kind: 'param', key }) as const;

/** What somebody has set after half an hour: filter, sort, columns, baseline, zoom, smoothing, a log axis. */
const WORKSPACE: Workspace = (() => {
  const { workspace } = parseWorkspace(
    '?e=1&q=metrics.val/loss%20%3C%200.5&sort=metrics.val/loss&set=top:10',
  );
  return {
    ...workspace,
    baseline: { kind: 'run', id: idAt(0) },
    columns: [
      attribute('name'),
      metric('val/loss'),
      metric('val/accuracy'),
      metric('train/loss'),
      param('learning_rate'),
      param('batch_size'),
      param('model_name'),
      attribute('duration'),
    ],
    chart: {
      ...workspace.chart,
      smoothing: { kind: 'ema', weight: 0.6 },
      xWindow: { min: 120, max: 4500 },
      yKind: 'log',
    },
  };
})();

function stampAt(id: RunId): RunStamp {
  return { id, state: 'active', name: id, endMs: 1, lastPointMs: 1, edits: id.slice(0, 5) };
}

function setOf(count: number): SharedSet {
  const ids = Array.from({ length: count }, (_, index) => idAt(index));
  // The longest case: every run has another colour than it would have by itself.
  const colors = count > 200 ? undefined : `AB${'C'.repeat(count)}`;
  return { workspace: WORKSPACE, ids, facts: { data: 'abcdefghi', colors }, nowMs: NOW_MS };
}

const pinned = (count: number) => pinLink(setOf(count), setOf(count).ids.map(stampAt), true);
const textOf = ({ workspace, facts }: SharedLink) =>
  `${BASE}#/runs${formatWorkspace(workspace, undefined, facts)}`;

describe('the length of a shared link', () => {
  it.each([
    [1, 300],
    [10, 500],
    [100, 3_000],
    [200, 5_500],
  ])('of %i pinned runs with ordinary settings is under %i characters', (count, limit) => {
    expect(textOf(pinned(count)).length).toBeLessThan(limit);
  });

  it.each([
    [10, 500],
    [100, 3_000],
  ])('of %i pinned runs with columns that grew by sorting is under %i characters', (count, limit) => {
    const params = ['learning_rate', 'batch_size', 'model_name', 'dropout', 'weight_decay', 'optimizer'];
    const columns = [
      attribute('start_time'),
      attribute('duration'),
      metric('val/loss'),
      ...params.map(param),
      metric('val/accuracy'),
      metric('train/loss'),
    ];
    const set = { ...setOf(count), workspace: { ...WORKSPACE, columns } };
    expect(textOf(pinLink(set, set.ids.map(stampAt), true)).length).toBeLessThan(limit);
  });

  it('of 500 runs is that of their rule: they are not pinned', () => {
    const set = setOf(500);
    expect(canBePinned(set.ids)).toBe(false);
    const live = liveLink({ ...set, workspace: { ...WORKSPACE, set: { kind: 'all', without: [] } } });
    expect(textOf(live).length).toBeLessThan(300);
  });
});

describe('a shared link', () => {
  it('that is pinned holds the runs, the moment, and what tells edits later', () => {
    const { workspace, facts } = parseWorkspace(textOf(pinned(3)).split('#/runs')[1] ?? '');
    const { ids } = setOf(3);
    expect(workspace).toEqual({
      ...WORKSPACE,
      set: { kind: 'these', runIds: ids },
      chart: { ...WORKSPACE.chart, asOfMs: NOW_MS },
    });
    expect(facts).toMatchObject({ data: 'abcdefghi', atMs: NOW_MS });
    const now = ids.map(stampAt).map((stamp, index) => (index === 1 ? { ...stamp, edits: '_new' } : stamp));
    const changes = changesSince(now, { atMs: NOW_MS, check: facts.check });
    expect(changes.edited.map(({ id }) => id)).toEqual([ids[1]]);
  });

  it('that is pinned as of no moment shows what comes later, and says no edits that nobody read', () => {
    const { workspace, facts } = pinLink(setOf(2), undefined, false);
    expect(workspace.chart.asOfMs).toBeUndefined();
    expect(facts.check).toBeUndefined();
  });

  it('that is live keeps the rule', () => {
    const { workspace, facts } = liveLink(setOf(10));
    expect(workspace).toBe(WORKSPACE);
    expect(facts.check).toMatch(/^[\w-]{4}$/);
  });
});

import { describe, expect, it } from 'vitest';
import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { makeRun, type RunShape } from '../../testing/make-run.ts';
import { planTick, TICK_RUNS, type TickState } from './tick-plan.ts';

const NOW_MS = 1_700_000_000_000;
const MINUTE_MS = 60_000;

/** Started so many minutes ago. */
function run(id: string, minutesAgo: number, shape: Partial<RunShape> = {}) {
  return makeRun({ id, startMs: NOW_MS - minutesAgo * MINUTE_MS, ...shape });
}

const running = (id: string, minutesAgo: number, shape: Partial<RunShape> = {}) =>
  run(id, minutesAgo, { status: 'RUNNING', endMs: undefined, ...shape });

function stateOf(runs: readonly ReturnType<typeof makeRun>[], change: Partial<TickState> = {}): TickState {
  const frame = createRunFrame();
  appendRuns(frame, runs);
  return { frame, nowMs: NOW_MS, turn: 0, watched: [], isSinceTooMuch: false, ...change };
}

const expectedOf = (state: TickState) => [...planTick(state).expected].sort();

describe('the question of a tick', () => {
  it('takes in all runs since the oldest one that goes on, and a little before', () => {
    const state = stateOf([run('new', 1), running('goes', 20), run('ended', 10), run('old', 25)]);
    expect(planTick(state)).toMatchObject({
      kind: 'since',
      filter: `attributes.start_time >= ${NOW_MS - 22 * MINUTE_MS}`,
      pageSize: TICK_RUNS,
    });
    expect(expectedOf(state)).toEqual(['ended', 'goes', 'new']);
  });

  it('takes in what is newer than all that is known where nothing goes on, and everything where nothing is known', () => {
    expect(expectedOf(stateOf([run('a', 100), run('b', 400)]))).toEqual(['a']);
    expect(planTick(stateOf([]))).toMatchObject({ kind: 'since', filter: undefined });
  });

  it('is not made larger by a run that has been silent for days; that one is asked about now and then', () => {
    const dead = running('dead', 10_000, { metrics: {} });
    const state = stateOf([run('a', 5), run('b', 600), dead], { watched: ['b' as RunId] });
    expect(expectedOf(state)).toEqual(['a']);
    expect(planTick({ ...state, turn: 5 })).toMatchObject({
      kind: 'ids',
      filter: "attributes.run_id IN ('b', 'dead')",
    });
  });

  const many = [
    running('goes', 20),
    ...Array.from({ length: TICK_RUNS }, (_, index) => run(`short ${index}`, 10)),
    run('newest', 1),
  ];

  it.each([
    ['many runs began since', stateOf(many)],
    [
      'the answer was more than a page',
      stateOf([running('goes', 20), run('newest', 1)], { isSinceTooMuch: true }),
    ],
  ])('is two in turn where %s: what goes on, and what is new', (_, state) => {
    expect(planTick(state)).toMatchObject({ kind: 'ids', filter: "attributes.run_id IN ('goes')" });
    expect(planTick({ ...state, turn: 1 })).toMatchObject({
      kind: 'new',
      filter: `attributes.start_time >= ${NOW_MS - 3 * MINUTE_MS}`,
    });
  });

  it('asks about hundreds that are compared part by part, until all had their turn', () => {
    const runs = Array.from({ length: 500 }, (_, index) => run(`r${index}`, 600 + index));
    const state = stateOf(runs, { watched: runs.map(({ id }) => id) });
    const asked = [5, 11, 17].map((turn) => planTick({ ...state, turn }).expected);
    expect(asked.map(({ size }) => size)).toEqual([TICK_RUNS, TICK_RUNS, 500 - 2 * TICK_RUNS]);
    expect(new Set(asked.flatMap((ids) => [...ids])).size).toBe(500);
  });

  it('asks about hundreds that go on part by part, until all had their turn', () => {
    const all = Array.from({ length: TICK_RUNS * 2 + 10 }, (_, index) => running(`r${index}`, 20));
    const asked = new Set([0, 2, 4].flatMap((turn) => expectedOf(stateOf(all, { turn }))));
    expect(asked.size).toBe(all.length);
  });

  it('asks about those of them that are looked at each time', () => {
    const all = Array.from({ length: TICK_RUNS * 3 }, (_, index) => running(`r${index}`, 20));
    const watched = ['r7', 'r599', 'elsewhere'] as RunId[];
    const asked = [0, 2, 4, 6].map((turn) => expectedOf(stateOf(all, { turn, watched })));
    for (const ids of asked) {
      expect(ids.length).toBeLessThanOrEqual(TICK_RUNS);
      expect(ids).toEqual(expect.arrayContaining(['r7', 'r599']));
    }
    const known = new Set(asked.flat());
    expect(known.size).toBe(all.length);
    expect(known).not.toContain('elsewhere');
  });
});

import { describe, expect, it } from 'vitest';
import { DEFAULT_DIFF_VIEW } from '../../domain/comparison/diff-view.ts';
import type { ModelOfRun } from '../../domain/runs/run-details.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { settled } from '../../testing/manual-clock.ts';
import { makeRun } from '../../testing/make-run.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { ModelVersion } from '../../tracking/source.ts';
import { type FactsRow, RunFacts } from '../charts/run-facts.ts';
import type { DiffRequest } from './diff-protocol.ts';
import { readDiffWindow } from './diff-reader.ts';

const ROWS = [
  makeRun({ id: 'a', params: { lr: '0.1', seed: '1' } }),
  makeRun({ id: 'b', params: { lr: '0.2', seed: '1' } }),
];
const MODELS = [{ runId: 'a' as RunId, name: 'net', flavor: 'torch' }];
const OUTSIDER = makeRun({ id: 'c', params: { lr: '0.3', seed: '2' }, status: 'FAILED' });

interface SetUpOptions {
  readonly loggedModels?: readonly ModelOfRun[];
  readonly modelVersions?: readonly ModelVersion[];
  readonly gate?: (method: string) => Promise<void> | void;
}

function setUp({ loggedModels = [], modelVersions = [], gate }: SetUpOptions = {}) {
  let context = contextOf(ROWS);
  const asked: RunId[] = [];
  const waiting: ((run: Run) => void)[] = [];
  const refusing: ((reason: Error) => void)[] = [];
  const rowOf = (id: RunId): FactsRow | undefined => {
    const row = context.frame.rowOf.get(id);
    return row === undefined
      ? undefined
      : { context, logged: context.frame, row, sameKeys: [], directions: {} };
  };
  const facts = new RunFacts({
    findRow: (_, id) => rowOf(id),
    readRun: (id) => {
      asked.push(id);
      return new Promise((resolve, reject) => {
        waiting.push(resolve);
        refusing.push(reject);
      });
    },
    contextOf: (frame) => ({ ...contextOf([]), frame }),
  });
  const source = createMemorySource({ loggedModels, modelVersions, gate: ({ method }) => gate?.(method) });
  const controller = new AbortController();
  const read = (shape: Partial<DiffRequest> = {}) =>
    readDiffWindow(
      {
        viewId: 'view',
        runIds: ROWS.map(({ id }) => id),
        baseline: undefined,
        view: DEFAULT_DIFF_VIEW,
        start: 0,
        end: 50,
        waitsForModels: false,
        modelsAttempt: 0,
        isGrowing: false,
        ...shape,
      },
      facts,
      source,
      controller.signal,
    );
  return {
    read,
    asked,
    modelsAsked: () => source.calls.filter(({ method }) => method === 'listLoggedModels').length,
    versionsAsked: () => source.calls.filter(({ method }) => method === 'listVersionsOfRuns').length,
    reload: () => facts.forget(),
    abort: () => controller.abort(),
    answer: (run: Run) => waiting.shift()?.(run),
    refuse: () => refusing.shift()?.(new Error('refused')),
    replaceRows: (runs: readonly Run[]) => {
      context = contextOf(runs);
    },
  };
}

const keysOf = ({ rows }: Awaited<ReturnType<typeof readDiffWindow>>) =>
  rows.map((row) => ('section' in row ? `[${row.section}]` : row.key));

const gitTags = (commit: string) => ({
  'mlflow.source.git.commit': commit.repeat(40),
  'mlflow.source.git.repoURL': 'git@github.com:ada/net.git',
});

describe('a window of the diff', () => {
  it('is made of rows that are there, without a request', async () => {
    const { read, asked } = setUp();
    const reply = await read();
    expect(keysOf(reply)).toEqual(['[param]', 'lr']);
    expect(reply).toMatchObject({ rowCount: 2, differing: [1], statuses: ['FINISHED', 'FINISHED'] });
    expect(keysOf(await read({ start: 1, end: 2 }))).toEqual(['lr']);
    expect(asked).toEqual([]);
  });

  it('of two runs of the same code has its range, from the baseline, else from the older one', async () => {
    const { read, replaceRows } = setUp();
    const runs = ['a', 'b', 'c'].map((id, index) => makeRun({ id, startMs: index, tags: gitTags(id) }));
    replaceRows(runs);
    const [a, b, c] = runs.map(({ id }) => id) as [RunId, RunId, RunId];
    expect((await read({ runIds: [b, a] })).gitRange?.text).toBe('aaaaaaaa..bbbbbbbb');
    expect((await read({ runIds: [a, b] })).gitRange?.text).toBe('aaaaaaaa..bbbbbbbb');
    expect((await read({ runIds: [b, a], baseline: b })).gitRange?.text).toBe('bbbbbbbb..aaaaaaaa');
    expect((await read({ runIds: [a, b, c] })).gitRange).toBeUndefined();
  });

  it('waits for a run that is no row, which is read once', async () => {
    const { read, asked, answer } = setUp();
    const runIds = [...ROWS.map(({ id }) => id), OUTSIDER.id];
    const waiting = read({ runIds });
    await settled();
    answer(OUTSIDER);
    const reply = await waiting;
    expect(keysOf(reply)).toEqual(['[detail]', 'status', '[param]', 'lr', 'seed']);
    expect(reply.statuses).toEqual(['FINISHED', 'FINISHED', 'FAILED']);
    await read({ runIds, start: 1, end: 3 });
    expect(asked).toEqual([OUTSIDER.id]);
  });

  it('of a run that cannot be read says so, and that it differs in nothing', async () => {
    const { read, refuse } = setUp();
    const [first, second] = ROWS.map(({ id }) => id);
    const waiting = read({
      runIds: [first, OUTSIDER.id, second].filter((id) => id !== undefined),
      baseline: second,
    });
    await settled();
    refuse();
    const reply = await waiting;
    expect(keysOf(reply)).toEqual(['[param]', 'lr']);
    expect(reply.rows[1]).toMatchObject({ cells: ['0.1', undefined, '0.2'], size: 0.5 });
    expect(reply.statuses).toEqual(['FINISHED', undefined, 'FINISHED']);
  });

  it('ends with who asked', async () => {
    const { read, abort } = setUp();
    const waiting = read({ runIds: [OUTSIDER.id] });
    abort();
    await expect(waiting).rejects.toThrow('abort');
  });

  it('is another one when rows changed', async () => {
    const { read, replaceRows } = setUp();
    await read();
    replaceRows([...ROWS.slice(0, 1), makeRun({ id: 'b', params: { lr: '0.1', seed: '7' } })]);
    expect(keysOf(await read())).toEqual(['[param]', 'seed']);
  });

  it('measures from the baseline', async () => {
    const { read } = setUp();
    const [, baseline] = ROWS;
    const { rows } = await read({ baseline: baseline?.id });
    expect(rows[1]).toMatchObject({ key: 'lr', size: 0.5 });
  });

  describe('tells of logged models, which are read once for the set', () => {
    const isPatient = { waitsForModels: true };

    it('first without, then with them', async () => {
      const { read, modelsAsked } = setUp({ loggedModels: MODELS });
      const first = await read();
      expect([keysOf(first), first.models]).toEqual([['[param]', 'lr'], { state: 'reading' }]);
      const reply = await read(isPatient);
      expect([keysOf(reply), reply.models]).toEqual([
        ['[param]', 'lr', '[model]', 'logged'],
        { state: 'known' },
      ]);
      expect(reply.rows.at(-1)).toMatchObject({ cells: ['net (torch)', undefined] });
      const runIds = ROWS.map(({ id }) => id).toReversed();
      expect((await read({ runIds })).rows.at(-1)).toMatchObject({ cells: [undefined, 'net (torch)'] });
      expect(modelsAsked()).toBe(1);
    });

    it('once it has stopped growing, or where they are waited for', async () => {
      const { read, modelsAsked, versionsAsked } = setUp({ loggedModels: MODELS });
      const runIds = [ROWS[0]!.id];
      expect((await read({ runIds, isGrowing: true })).models).toEqual({ state: 'reading' });
      expect([modelsAsked(), versionsAsked()]).toEqual([0, 0]);
      expect((await read(isPatient)).models).toEqual({ state: 'known' });
      expect((await read({ ...isPatient, runIds, isGrowing: true })).models).toEqual({ state: 'known' });
      expect([modelsAsked(), versionsAsked()]).toEqual([2, 2]);
    });

    it('and once more when the status of a run changed', async () => {
      const { read, replaceRows, modelsAsked } = setUp({ loggedModels: MODELS });
      await read(isPatient);
      replaceRows([...ROWS.slice(0, 1), makeRun({ id: 'b', status: 'RUNNING' })]);
      const reply = await read();
      expect([reply.models, keysOf(reply).includes('logged')]).toEqual([{ state: 'reading' }, true]);
      expect(modelsAsked()).toBe(2);
    });

    it('says why they could not be read, and reads them again when asked to', async () => {
      let isRefused = true;
      const failure = { kind: 'forbidden', status: 403 } as const;
      const { read, modelsAsked } = setUp({
        loggedModels: MODELS,
        gate: () => {
          if (isRefused) throw new TrackingError(failure);
        },
      });
      expect((await read(isPatient)).models).toEqual({ state: 'failed', failure });
      expect((await read(isPatient)).models).toMatchObject({ state: 'failed' });
      expect(modelsAsked()).toBe(1);
      isRefused = false;
      const again = await read({ ...isPatient, modelsAttempt: 1 });
      expect([again.models, keysOf(again).at(-1)]).toEqual([{ state: 'known' }, 'logged']);
    });

    it('with the registered ones of the set, and again after everything was asked for again', async () => {
      const modelVersions = [
        { runId: 'b' as RunId, model: 'shop', version: '3', aliases: ['champion'] },
        { runId: 'elsewhere' as RunId, model: 'other', version: '1', aliases: [] },
      ];
      const { read, reload, versionsAsked } = setUp({ modelVersions });
      const { rows } = await read(isPatient);
      expect(rows.slice(-2)).toMatchObject([
        { key: 'registered', cells: [undefined, 'shop'] },
        { key: 'alias', cells: [undefined, 'champion'] },
      ]);
      await read(isPatient);
      expect(versionsAsked()).toBe(1);
      reload();
      await read(isPatient);
      expect(versionsAsked()).toBe(2);
    });

    it('though the registry is refused, which is said', async () => {
      const failure = { kind: 'forbidden', status: 403 } as const;
      const { read } = setUp({
        loggedModels: MODELS,
        gate: (method) => {
          if (method === 'listVersionsOfRuns') throw new TrackingError(failure);
        },
      });
      const reply = await read(isPatient);
      expect([reply.models, keysOf(reply).at(-1)]).toEqual([{ state: 'failed', failure }, 'logged']);
    });

    it('waits no longer than who asked', async () => {
      const { read, abort } = setUp({ gate: () => new Promise<void>(() => undefined) });
      const waiting = read(isPatient);
      await settled();
      abort();
      await expect(waiting).rejects.toThrow('abort');
    });
  });
});

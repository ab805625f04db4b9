// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_DIFF_VIEW } from '../../../domain/comparison/diff-view.ts';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import type { DiffModelsState, DiffReply, DiffRequest } from '../../../worker/compare/diff-protocol.ts';
import { useDiff } from './use-diff.ts';

afterEach(cleanup);

const QUESTION = {
  viewId: 'view',
  runIds: [],
  baseline: undefined,
  view: DEFAULT_DIFF_VIEW,
  modelsAttempt: 0,
  isGrowing: false,
} as const;
const SOURCE = { kind: 'mlflow', baseUrl: 'http://x.test' } as const;

function replyOf(models: DiffModelsState): DiffReply {
  return { statuses: [], start: 0, rows: [], rowCount: 0, differing: [], lineCount: 0, sameCount: 0, models };
}

function Shown({ version, isGrowing = false }: { readonly version: number; readonly isGrowing?: boolean }) {
  const { reply } = useDiff({ ...QUESTION, isGrowing }, version, undefined);
  return <output>{reply?.models.state ?? 'none'}</output>;
}

const never = () => new Promise<never>(() => undefined);

/** The worker, which has read the models once `arrive` was called. */
function workerOf() {
  const waits: boolean[] = [];
  let isKnown = false;
  const resolvers: (() => void)[] = [];
  const reading = new Promise<void>((resolve) => resolvers.push(resolve));
  const call = async (name: string, request: DiffRequest) => {
    if (name !== 'runs.diff') throw new Error(name);
    waits.push(request.waitsForModels);
    if (request.waitsForModels) await reading;
    return replyOf({ state: isKnown ? 'known' : 'reading' });
  };
  const client: SourceClient = { sourceInfo: never, openSource: never, call };
  const arrive = () => {
    isKnown = true;
    for (const resolve of resolvers) resolve();
  };
  return { client, waits, arrive };
}

it('shows lines at once, and those of models when they are there', async () => {
  const { client, waits, arrive } = workerOf();
  const tree = (version: number) => (
    <DataClientProvider client={client} initialSource={SOURCE} mlflowUi={undefined}>
      <Shown version={version} />
    </DataClientProvider>
  );
  const { rerender } = await act(async () => render(tree(1)));
  expect(screen.getByRole('status').textContent).toBe('reading');
  await act(async () => arrive());
  expect(screen.getByRole('status').textContent).toBe('known');
  await act(async () => rerender(tree(2)));
  expect(waits).toEqual([false, true, false]);
});

it('does not wait for models of a set that grows: these are asked for when it stands', async () => {
  const { client, waits } = workerOf();
  const tree = (isGrowing: boolean) => (
    <DataClientProvider client={client} initialSource={SOURCE} mlflowUi={undefined}>
      <Shown version={1} isGrowing={isGrowing} />
    </DataClientProvider>
  );
  const { rerender } = await act(async () => render(tree(true)));
  expect([screen.getByRole('status').textContent, waits]).toEqual(['reading', [false]]);
  await act(async () => rerender(tree(false)));
  expect(waits).toEqual([false, false, true]);
});

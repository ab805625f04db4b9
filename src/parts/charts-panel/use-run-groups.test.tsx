// @vitest-environment happy-dom
import type { ReactNode } from 'react';
import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import { DataClientProvider, type SourceClient } from '../../queries/data-client-context.tsx';
import { makeRun } from '../../testing/make-run.ts';
import type { GroupsReply, GroupsRequest } from '../../worker/runs/groups-protocol.ts';
import { m } from '../../paraglide/messages.js';
import { useRunGroups } from './use-run-groups.ts';

const RUNS = ['a', 'b'].map((id) => toComparedRun(makeRun({ id })));
const MORE = [...RUNS, toComparedRun(makeRun({ id: 'c' }))];
const BY = ['params.lr'];
const NONE: readonly string[] = [];

interface Asked {
  readonly request: GroupsRequest;
  readonly answer: (reply: GroupsReply) => void;
  readonly fail: () => void;
}
const asked: Asked[] = [];
const call = (_name: string, request: GroupsRequest) =>
  new Promise((resolve, reject) => {
    asked.push({ request, answer: resolve, fail: () => reject(new Error('gone')) });
  });
const never = () => new Promise<never>(() => undefined);
const client = { sourceInfo: never, openSource: never, call } as unknown as SourceClient;

function Host({ children }: { readonly children: ReactNode }) {
  return (
    <DataClientProvider
      client={client}
      initialSource={{ kind: 'mlflow', baseUrl: 'http://test' }}
      mlflowUi={undefined}
    >
      {children}
    </DataClientProvider>
  );
}

function show(runs = RUNS, by: readonly string[] = BY) {
  return renderHook(
    (props: { runs: typeof RUNS; by: readonly string[] }) => useRunGroups('v', props.runs, props.by),
    {
      wrapper: Host,
      initialProps: { runs, by },
    },
  );
}

const one = (...members: readonly number[]): GroupsReply => ({
  groups: [{ id: 'x', values: ['0.1'], members }],
  unread: [],
});

function group(id: string, values: readonly (string | undefined)[], place: number) {
  return { id, values, members: [place] };
}

async function answer(index: number, reply: GroupsReply) {
  await act(async () => asked[index]?.answer(reply));
}

beforeEach(() => {
  asked.length = 0;
  vi.restoreAllMocks();
});

describe('groups of compared runs', () => {
  it('are waited for at first; runs that nobody knows stand by themselves', async () => {
    const { result } = show(MORE);
    expect(result.current).toBeUndefined();
    await answer(0, { ...one(0, 2), unread: [1] });
    expect(result.current?.groups?.map(({ label, runIds }) => [label, runIds])).toEqual([
      ['lr 0.1, n = 2', ['a', 'c']],
      ['run b', ['b']],
    ]);
  });

  it('go by a legend template of their own keys, not by one that tells less than they do', async () => {
    const both = ['params.lr', 'params.opt'];
    const { result, rerender } = renderHook(
      (legend: string) => useRunGroups('v', RUNS, both, { legend })?.groups?.map(({ label }) => label),
      { wrapper: Host, initialProps: '${params.opt} at ${params.lr}' },
    );
    await answer(0, {
      groups: [group('x', ['0.1', 'adam'], 0), group('y', ['0.1', undefined], 1)],
      unread: [],
    });
    expect(result.current).toEqual(['adam at 0.1, n = 1', `${m.group_lacks({ key: 'opt' })} at 0.1, n = 1`]);
    const words = ['lr 0.1 · adam, n = 1', `lr 0.1 · ${m.group_lacks({ key: 'opt' })}, n = 1`];
    rerender('${params.lr}');
    expect(result.current).toEqual(words);
    rerender('${name}');
    expect(result.current).toEqual(words);
  });

  it('stay with their runs until those of others are there', async () => {
    const { result, rerender } = show();
    await answer(0, one(0, 1));
    rerender({ runs: MORE, by: BY });
    expect(result.current?.runs).toBe(RUNS);
    expect(result.current?.groups?.[0]?.runIds).toEqual(['a', 'b']);
    await answer(1, one(0, 1, 2));
    expect(result.current?.runs).toBe(MORE);
    expect(result.current?.groups?.[0]?.runIds).toEqual(['a', 'b', 'c']);
  });

  it('are looked up again when rows change, and stay the same object where they are', async () => {
    const { result, rerender } = renderHook(
      (rowsVersion: number) => useRunGroups('v', RUNS, BY, { rowsVersion }),
      { wrapper: Host, initialProps: 1 },
    );
    await answer(0, one(0, 1));
    const first = result.current;
    rerender(2);
    await answer(1, one(0, 1));
    expect(result.current).toBe(first);
    rerender(3);
    await answer(2, {
      groups: [
        { id: 'x', values: ['0.1'], members: [0] },
        { id: 'y', values: ['0.2'], members: [1] },
      ],
      unread: [],
    });
    expect(result.current?.groups?.map(({ label }) => label)).toEqual(['lr 0.1, n = 1', 'lr 0.2, n = 1']);
  });

  it('are not asked for where nothing is grouped, or a link names what nobody knows', () => {
    expect(show(RUNS, NONE).result.current).toEqual({ runs: RUNS, groups: undefined });
    expect(show(RUNS, ['no key at all']).result.current).toEqual({ runs: RUNS, groups: undefined });
    expect(asked).toHaveLength(0);
  });

  it('leave each run a line where nobody can tell', async () => {
    const { result } = show();
    await act(async () => asked[0]?.fail());
    expect(result.current).toEqual({ runs: RUNS, groups: undefined });
  });
});

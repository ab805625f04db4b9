import { describe, expect, it } from 'vitest';
import { inflateText } from '../../base/deflate-text.ts';
import type { Experiment, ExperimentId, KeyText } from '../../domain/runs/experiment.ts';
import { defaultViewId, readViews, type ReadableView } from '../../domain/views/saved-view.ts';
import { createManualClock } from '../../testing/manual-clock.ts';
import { createMemorySource } from '../../testing/memory-source.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';

import { changeViews, type ViewsContext } from './change-views.ts';
import type { ViewChange } from './views-protocol.ts';

const ID = '1' as ExperimentId;
const fresh = () => new AbortController().signal;
/** Nothing that deflate makes short. */
const LONG = Array.from({ length: 900 }, (_, index) => Math.sin(index).toString(36)).join(' ');
const OLD = { deletesExperimentTags: false, maxExperimentTagLength: 5_000 };
const NEW = { deletesExperimentTags: true, maxExperimentTagLength: 5_000 };

function experimentWith(tags: readonly KeyText[]): Experiment {
  return {
    id: ID,
    name: 'bert',
    lifecycle: 'active',
    createdMs: 1,
    updatedMs: 1,
    artifactLocation: undefined,
    tags,
  };
}

interface Place {
  readonly source: TrackingSource;
  readonly change: (change: ViewChange, enteredName?: string) => ReturnType<typeof changeViews>;
  readonly tags: () => Promise<readonly KeyText[]>;
  readonly contents: () => Promise<Readonly<Record<string, string | undefined>>>;
  /** Requests until the next one fails, and what it fails with. */
  failAfter: (count: number, kind?: 'forbidden' | 'network') => void;
}

const NOW_MS = 1_763_700_000_000;

function openPlace(
  capabilities: ViewsContext['capabilities'],
  tags: readonly KeyText[] = [],
  registry: { readonly userName?: string } = { userName: 'kim' },
): Place {
  let [left, failure] = [Number.POSITIVE_INFINITY, 'network' as 'forbidden' | 'network'];
  const source = createMemorySource({
    experiments: [experimentWith(tags)],
    registry: { models: [], versions: [], ...registry },
    gate: async ({ method }) => {
      if (method !== 'changeExperiment' || left === Number.POSITIVE_INFINITY) return;
      left -= 1;
      if (left < 0) throw new TrackingError({ kind: failure });
    },
  });
  const context: ViewsContext = {
    source,
    capabilities,
    clock: createManualClock(NOW_MS),
    random: Math.random,
  };
  const read = async () => (await source.getExperiment(ID, fresh())).tags;
  return {
    source,
    change: (change, enteredName) => changeViews(context, { experimentId: ID, change, enteredName }, fresh()),
    tags: read,
    contents: async () => {
      const views = readViews(await read());
      const entries = views.map(async (view) => [
        view.name ?? '?',
        view.state === 'readable' ? await inflateText(view.data) : view.state,
      ]);
      return Object.fromEntries(await Promise.all(entries)) as Readonly<Record<string, string | undefined>>;
    },
    failAfter: (count, kind = 'network') => {
      [left, failure] = [count, kind];
    },
  };
}

async function create(place: Place, name: string, content: string, isDefault = false): Promise<ReadableView> {
  const reply = await place.change({ kind: 'create', name, content, isDefault });
  const view = readViews(await place.tags()).find((each) => each.name === name);
  if (reply.state !== 'done' || view?.state !== 'readable') throw new Error(reply.state);
  return view;
}

describe.each([
  ['a server that takes tags away', NEW],
  ['one that cannot', OLD],
])('views at %s', (_, capabilities) => {
  it('are made, changed, renamed, chosen as default and removed', async () => {
    const place = openPlace(capabilities);
    const view = await create(place, 'lr sweep', LONG, true);
    expect(view).toMatchObject({ author: 'kim', savedMs: NOW_MS });
    expect(view.partKeys.length).toBeGreaterThan(1);
    expect(defaultViewId(await place.tags())).toBe(view.id);
    expect(await place.contents()).toEqual({ 'lr sweep': LONG });
    await place.change({ kind: 'rename', id: view.id, name: '학습률' });
    const other = `${LONG} more`;
    const { generation } = view;
    const done = await place.change({ kind: 'update', id: view.id, content: other, generation });
    expect(done).toMatchObject({ state: 'done', id: view.id });
    expect(await place.contents()).toEqual({ 학습률: other });
    await place.change({ kind: 'remove', id: view.id });
    const left = await place.tags();
    expect(readViews(left)).toEqual([]);
    expect(defaultViewId(left)).toBeUndefined();
    expect(left.filter(({ value }) => value !== '')).toEqual([]);
    expect(left.length === 0).toBe(capabilities.deletesExperimentTags);
  });

  it('are the old or the new one where any of the requests fails', async () => {
    for (let count = 0; ; count++) {
      const place = openPlace(capabilities, [{ key: 'mlflow.sharedViewState.x', value: 'deflate;' }]);
      const view = await create(place, 'v', LONG);
      place.failAfter(count);
      const { generation } = view;
      const next = LONG.split(' ').toReversed().join(' ');
      const reply = await place.change({ kind: 'update', id: view.id, content: next, generation });
      const { v } = await place.contents();
      expect([LONG, next]).toContain(v);
      expect(v === next).toBe(reply.state === 'done');
      expect(await place.tags()).toContainEqual({ key: 'mlflow.sharedViewState.x', value: 'deflate;' });
      if (reply.state === 'done') return;
      expect(count).toBeLessThan(20);
    }
  });

  it('written by two at once are both there', async () => {
    const place = openPlace(capabilities);
    const gone = await create(place, 'gone', LONG);
    await place.change({ kind: 'remove', id: gone.id });
    const names = ['a', 'b', 'c', 'd'];
    await Promise.all(
      names.map((name) =>
        place.change({ kind: 'create', name, content: `${name} ${LONG}`, isDefault: false }),
      ),
    );
    expect(await place.contents()).toEqual(
      Object.fromEntries(names.map((name) => [name, `${name} ${LONG}`])),
    );
  });
});

async function authorOf(registry: { readonly userName?: string }, enteredName?: string) {
  const place = openPlace(NEW, [], registry);
  await place.change({ kind: 'create', name: 'v', content: 'c', isDefault: false }, enteredName);
  const [view] = readViews(await place.tags());
  return view?.state === 'readable' ? view.author : 'unreadable';
}

it('whose they are is what the server says, else the name that was signed in with, else left open', async () => {
  expect(await authorOf({ userName: 'kim' }, 'entered')).toBe('kim');
  expect(await authorOf({}, '한 entered')).toBe('한 entered');
  expect(await authorOf({})).toBeUndefined();
});

it('what somebody else saved since is not overwritten unasked', async () => {
  const place = openPlace(NEW);
  const { id, generation } = await create(place, 'v', 'first');
  await place.change({ kind: 'update', id, content: 'theirs', generation });
  const mine = { kind: 'update', id, content: 'mine' } as const;
  expect(await place.change({ ...mine, generation })).toMatchObject({ state: 'changed' });
  expect(await place.contents()).toEqual({ v: 'theirs' });
  expect(await place.change({ ...mine, generation: undefined })).toMatchObject({ state: 'done' });
  expect(await place.contents()).toEqual({ v: 'mine' });
});

it('a reader without permission is told so, and nothing is left behind', async () => {
  const place = openPlace(NEW);
  place.failAfter(0, 'forbidden');
  const reply = await place.change({ kind: 'create', name: 'v', content: LONG, isDefault: false });
  expect(reply).toMatchObject({ state: 'refused', failure: { kind: 'forbidden' } });
  expect(await place.tags()).toEqual([]);
});

it('no view is no view, and what is too large is said', async () => {
  const place = openPlace(NEW);
  const gone = { state: 'gone' };
  expect(await place.change({ kind: 'rename', id: 'x', name: 'y' })).toMatchObject(gone);
  expect(await place.change({ kind: 'remove', id: 'x' })).toMatchObject(gone);
  expect(await place.change({ kind: 'set-default', id: 'x' })).toMatchObject(gone);
  const content = Array.from({ length: 20_000 }, (_, index) => Math.sin(index)).join(' ');
  const full = await place.change({ kind: 'create', name: 'v', content, isDefault: false });
  expect(full).toMatchObject({ state: 'full' });
  expect(await place.tags()).toEqual([]);
});

// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useCallback, useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { TrackingError } from '../../tracking/errors.ts';
import { TabRemarks, useAsking, useUnreadRemark } from './asking.tsx';

afterEach(cleanup);

const RUNS = [{ id: 'a', name: 'net one' }] as unknown as readonly ComparedRun[];
const UNREAD = ['a', 'b'] as RunId[];

/** Says what it was answered; refused as long as `errors` has one. */
function Asker({ errors, signals }: { errors: unknown[]; signals: AbortSignal[] }) {
  const [answer, setAnswer] = useState('');
  const ask = useCallback(
    async (signal: AbortSignal) => {
      signals.push(signal);
      const error = errors.shift();
      if (error !== undefined) throw error;
      setAnswer('answered');
    },
    [errors, signals],
  );
  useAsking(ask);
  return <output>{answer}</output>;
}

async function show(errors: unknown[]) {
  const signals: AbortSignal[] = [];
  const view = await act(async () =>
    render(
      <MantineProvider>
        <TabRemarks compared={RUNS}>
          <Asker errors={errors} signals={signals} />
        </TabRemarks>
      </MantineProvider>,
    ),
  );
  return { ...view, signals };
}

it('a refusal is told above the tab, and asked again on a click', async () => {
  const { container } = await show([new TrackingError({ kind: 'forbidden', status: 403 })]);
  expect(screen.getByRole('alert').dataset['failure']).toBe('forbidden');
  expect(container.querySelector('output')?.textContent).toBe('');
  await act(async () => fireEvent.click(screen.getByRole('button', { name: m.retry() })));
  expect(screen.queryByRole('alert')).toBeNull();
  expect(container.querySelector('output')?.textContent).toBe('answered');
});

it('a worker that starts anew is asked again at once, and nothing is told of it', async () => {
  const { container } = await show([new TrackingError({ kind: 'server', cause: 'worker-restarted' })]);
  expect(screen.queryByRole('alert')).toBeNull();
  expect(container.querySelector('output')?.textContent).toBe('answered');
});

it('who leaves takes the question back', async () => {
  const { signals, unmount } = await show([]);
  unmount();
  expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
});

function Unread({ ids }: { readonly ids: readonly RunId[] }) {
  useUnreadRemark(ids);
  return null;
}

const tabOf = (ids: readonly RunId[]) => (
  <MantineProvider>
    <TabRemarks compared={RUNS}>
      <Unread ids={ids} />
    </TabRemarks>
  </MantineProvider>
);

it('runs that could not be read are counted and named, until they are', async () => {
  const view = await act(async () => render(tabOf(UNREAD)));
  const remark = screen.getByText(m.axes_unread({ count: 2, text: '2' }));
  expect(remark.title).toBe('net one\nb');
  await act(async () => view.rerender(tabOf([])));
  expect(screen.queryByText(m.axes_unread({ count: 2, text: '2' }))).toBeNull();
  await act(async () => view.rerender(tabOf(UNREAD.slice(0, 1))));
  expect(screen.getByText(m.axes_unread({ count: 1, text: '1' })).title).toBe('net one');
});

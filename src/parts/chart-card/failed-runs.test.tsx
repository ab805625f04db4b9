// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { makeRun } from '../../testing/make-run.ts';
import { TrackingError } from '../../tracking/errors.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import { failedByReason, FailedRuns, type FailedSeries } from './failed-runs.tsx';

const SERVER = new TrackingError({ kind: 'server', status: 500, detail: 'Oops' }).failure;
const NETWORK = new TrackingError({ kind: 'network' }).failure;

function lineOf(id: string, words = ''): CardLine {
  const run = toComparedRun(makeRun({ id }));
  return { run, key: 'loss', member: 0, label: words === '' ? run.name : `${run.name} · ${words}`, words };
}

function failed({ run }: CardLine, failure = SERVER): FailedSeries {
  return { runId: run.id, state: 'failed', failure };
}

const read = ({ run }: CardLine): FailedSeries => ({ runId: run.id, state: 'exact', failure: undefined });

afterEach(cleanup);

describe('runs that a card could not read', () => {
  const lines = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => lineOf(id));

  it('are named with their reason, the many by the first of them, and asked for again', () => {
    const onRetry = vi.fn();
    const series = lines.map((line, place) => (place === 0 ? read(line) : failed(line)));
    render(
      <MantineProvider env="test">
        <FailedRuns series={series} lines={lines} onRetry={onRetry} />
      </MantineProvider>,
    );
    const name = m.card_failed_some({ count: '5', total: '6' });
    expect(screen.getByRole('group', { name }).dataset['runsFailed']).toBe('5');
    const said = screen.getByRole('listitem');
    const more = m.runs_and_more({ count: 2, text: '2' });
    expect(said.textContent).toBe(`run b, run c, run d ${more}: ${m.fail_server_title()} (500)`);
    expect(said.title).toContain('run f');
    expect(said.title).toContain('Oops');
    fireEvent.click(screen.getByRole('button', { name: m.retry() }));
    expect(onRetry).toHaveBeenCalledOnce();
  });

  it('are nothing where all were read', () => {
    render(
      <MantineProvider env="test">
        <FailedRuns series={lines.map(read)} lines={lines} onRetry={vi.fn()} />
      </MantineProvider>,
    );
    expect(screen.queryByRole('group')).toBeNull();
  });

  it('stand together where they failed alike', () => {
    const [a, b, c] = [lineOf('a'), lineOf('b'), lineOf('c')];
    const reasons = failedByReason([failed(a), failed(b, NETWORK), failed(c)], [a, b, c], new Map());
    expect(reasons.map(({ names }) => names)).toEqual([['run a', 'run c'], ['run b']]);
  });

  it('go by their lines where only some of them failed', () => {
    const [one, two, three] = [lineOf('a', 'n = 0'), lineOf('a', 'n = 1'), lineOf('b', 'n = 0')];
    const reasons = failedByReason([failed(one), read(two), failed(three)], [one, two, three], new Map());
    expect(reasons.map(({ names }) => names)).toEqual([['run a · n = 0', 'run b']]);
  });
});

// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { TrackingError } from '../../tracking/errors.ts';
import type { FailedSeries } from './failed-runs.tsx';
import { makeRun } from '../../testing/make-run.ts';
import { HighlightProvider, type HighlightStore, useHighlightStore } from '../highlight.tsx';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import { LinesLegend } from './lines-legend.tsx';

function lineOf(id: string, shape: Partial<CardLine> = {}): CardLine {
  const run = toComparedRun(makeRun({ id }));
  return { run, key: 'loss', member: 0, label: run.name, words: '', ...shape };
}

function seriesOf(runId: RunId, isFailed: boolean): FailedSeries {
  const failure = new TrackingError({ kind: 'server', status: 500 }).failure;
  return isFailed ? { runId, state: 'failed', failure } : { runId, state: 'exact', failure: undefined };
}

/** Lines of one point each, but for those that have none. */
function pictureOf(ids: readonly RunId[], empty: readonly number[], failed: readonly number[]) {
  const count = ids.length;
  let points = 0;
  const ends = Array.from({ length: count }, (_, index) => (points += empty.includes(index) ? 0 : 1));
  const [xs, ys] = [new Float64Array(points), new Float64Array(points)];
  const series = ids.map((runId, index) => seriesOf(runId, failed.includes(index)));
  return { lines: { offsets: Uint32Array.from([0, ...ends]), xs, ys }, series };
}

function show(lines: readonly CardLine[], empty: readonly number[] = [], failed: readonly number[] = []) {
  const found: { store: HighlightStore | undefined } = { store: undefined };
  const Spy = () => {
    found.store = useHighlightStore();
    return null;
  };
  render(
    <MantineProvider env="test">
      <HighlightProvider>
        <Spy />
        <LinesLegend
          lines={lines}
          picture={pictureOf(
            lines.map(({ run }) => run.id),
            empty,
            failed,
          )}
          styles={new Map([['a', { color: 'rgb(1, 2, 3)', dash: [6, 3] }]])}
          heightPx={400}
        />
      </HighlightProvider>
    </MantineProvider>,
  );
  if (!found.store) throw new Error('no store');
  return found.store;
}

const entry = (name: string) => screen.getByRole('button', { name });

afterEach(cleanup);

describe('names beside a card', () => {
  it('have the look of their lines, and tell those without points here', () => {
    show([lineOf('a'), lineOf('b')], [1]);
    const sample = entry('run a').querySelector('line');
    expect([sample?.getAttribute('stroke'), sample?.getAttribute('stroke-dasharray')]).toEqual([
      'rgb(1, 2, 3)',
      '6 3',
    ]);
    expect([entry('run a'), entry('run b')].map(({ dataset }) => dataset['drawn'])).toEqual([
      'true',
      'false',
    ]);
  });

  it('light the run that they name, and are lit with its line', () => {
    const store = show([lineOf('a'), lineOf('b')]);
    fireEvent.pointerEnter(entry('run b'));
    expect(store.get().hovered).toBe('b');
    expect([entry('run a'), entry('run b')].map(({ dataset }) => dataset['lit'])).toEqual([
      undefined,
      'true',
    ]);
    act(() => store.hover(lineOf('a').run.id));
    expect(entry('run a').dataset['lit']).toBe('true');
    fireEvent.click(entry('run a'));
    expect(store.get().focused).toBe('a');
    fireEvent.click(entry('run a'));
    expect(store.get().focused).toBeUndefined();
  });

  it('say which runs could not be read, and why', () => {
    show([lineOf('a'), lineOf('b')], [1], [1]);
    const failed = screen.getByRole('button', { name: `run b ${m.card_failed()}` });
    expect(failed.title).toBe(`run b\n${m.fail_server_title()} (500)`);
    expect(entry('run a').dataset['failed']).toBeUndefined();
  });

  it('of a group light all its runs', () => {
    const runIds = [lineOf('a').run.id, lineOf('b').run.id];
    const group = { id: 'g', values: 'lr 0.1', label: 'lr 0.1, n = 2', runIds };
    const store = show([lineOf('a', { group, label: group.label })]);
    fireEvent.pointerEnter(entry('lr 0.1, n = 2'));
    expect(store.get().hoveredGroup).toBe(runIds);
    act(() => store.hover(runIds[1]));
    expect(entry('lr 0.1, n = 2').dataset['lit']).toBe('true');
  });

  it('are on the page where they are in sight only, and a focused one comes into sight', () => {
    const store = show(Array.from({ length: 500 }, (_, index) => lineOf(`${index}`)));
    expect(screen.getAllByRole('button').length).toBeLessThan(60);
    const list = screen.getByRole('list');
    act(() => store.focus(lineOf('300').run.id));
    expect(list.scrollTop).toBeGreaterThan(300 * 22 - 400);
    fireEvent.scroll(list);
    expect(entry('run 300').getAttribute('aria-pressed')).toBe('true');
  });
});

// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import { toComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { DIFF_WORDS } from '../../../testing/diff-words.ts';
import { makeRun } from '../../../testing/make-run.ts';
import type { DiffReply } from '../../../worker/compare/diff-protocol.ts';
import { DiffByRun } from './diff-by-run.tsx';

const RUNS = ['a', 'b'].map((id) => toComparedRun(makeRun({ id })));
const REPLY: DiffReply = {
  statuses: ['FINISHED', undefined],
  start: 0,
  rows: [
    { section: 'param', shownCount: 1, sameCount: 0 },
    { kind: 'param', key: 'lr', cells: ['0.1', undefined], isSame: false, size: 1 },
    { section: 'metric', shownCount: 1, sameCount: 0 },
    { kind: 'metric', key: 'acc', cells: [0.5, 0.75], isSame: false, size: 0.3 },
  ],
  rowCount: 4,
  differing: [1, 3],
  lineCount: 2,
  sameCount: 0,
  models: { state: 'known' },
};

const onOpen = vi.fn<(line: DiffLine) => void>();

beforeEach(() => {
  onOpen.mockClear();
  // The grid draws what is in sight, and here nothing has a size.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(1600);
});

function show(reply: DiffReply) {
  const input = {
    runs: RUNS,
    statuses: reply.statuses,
    styles: { get: () => undefined },
    baseline: 0,
    directions: {},
    words: DIFF_WORDS,
    cutName: (name: string) => name,
  };
  render(
    <MantineProvider env="test">
      <DiffByRun
        reply={reply}
        input={input}
        current={undefined}
        onOpen={onOpen}
        onKey={vi.fn<() => boolean>()}
        none="none"
      />
    </MantineProvider>,
  );
}

afterEach(cleanup);

it('has a column for each key but for the heads of kinds, and a row for each run', () => {
  show(REPLY);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
  expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('3');
});

it('says why there is nothing', () => {
  show({ ...REPLY, rows: [], rowCount: 0, differing: [] });
  expect(screen.getByText('none')).toBeTruthy();
});

function replyOf(...rows: DiffReply['rows']): DiffReply {
  return { ...REPLY, statuses: ['FINISHED', 'FINISHED'], rows, rowCount: rows.length };
}

it('gives room to every value that stands with its distance to the baseline', () => {
  const line = { isSame: false, size: 1 };
  show(
    replyOf(
      { ...line, kind: 'detail', key: 'duration', cells: [60_000, 90_000] },
      { ...line, kind: 'param', key: 'lr', cells: ['0.1', '0.2'] },
      { ...line, kind: 'param', key: 'optimizer', cells: ['adam', 'sgd'] },
      { ...line, kind: 'metric', key: 'acc', cells: [0.5, 0.75] },
      { ...line, kind: 'metric', key: 'f1', cells: [undefined, 0.75] },
    ),
  );
  const widths = screen.getAllByRole('columnheader').map(({ style }) => Number.parseInt(style.width, 10));
  const [, duration = 0, lr, optimizer = 0, acc, f1] = widths;
  expect([lr, acc]).toEqual([duration, duration]);
  expect(f1).toBe(optimizer);
  expect(duration).toBeGreaterThan(optimizer);
});

const cellOf = (column: string) => document.querySelector(`[data-row="1"] [data-column="${column}"]`);
const opened = () => onOpen.mock.calls.map(([{ key }]) => key);

it('opens the values of a column from its cells, long ones from its head, too', () => {
  const prompt = { kind: 'param', key: 'prompt', cells: ['a '.repeat(40), 'b '.repeat(40)] } as const;
  const lr = { kind: 'param', key: 'lr', cells: ['0.1', '0.2'] } as const;
  show(replyOf({ ...prompt, isSame: false, size: 1 }, { ...lr, isSame: false, size: 1 }));
  for (const column of ['param prompt', 'param lr', 'run']) {
    const cell = cellOf(column);
    if (!cell) throw new Error(`no cell of ${column}`);
    fireEvent.doubleClick(cell);
    fireEvent.keyDown(cell, { key: 'Enter' });
  }
  expect(opened()).toEqual(['prompt', 'prompt', 'lr', 'lr']);
  fireEvent.click(screen.getByRole('button', { name: m.diff_value_open({ key: 'prompt' }) }));
  expect(opened()).toHaveLength(5);
  expect(screen.queryByRole('button', { name: m.diff_value_open({ key: 'lr' }) })).toBeNull();
});

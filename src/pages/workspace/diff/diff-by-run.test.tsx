// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { toComparedRun } from '../../../domain/runs/compare-set.ts';
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

function show(reply: DiffReply) {
  const input = {
    runs: RUNS,
    statuses: reply.statuses,
    styles: { get: () => undefined },
    baseline: 0,
    directions: {},
    names: new Map(),
    cutName: (name: string) => name,
  };
  render(
    <MantineProvider env="test">
      <DiffByRun reply={reply} input={input} current={undefined} onKey={vi.fn<() => boolean>()} none="none" />
    </MantineProvider>,
  );
}

afterEach(cleanup);

it('has a column for each key but for the heads of kinds, and a row for each run', () => {
  show(REPLY);
  expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('2');
  // Neither is in the window of a test, which has no size: cells are those of the other way round.
  expect(screen.getByRole('grid').getAttribute('aria-colcount')).toBe('3');
});

it('says why there is nothing', () => {
  show({ ...REPLY, rows: [], rowCount: 0, differing: [] });
  expect(screen.getByText('none')).toBeTruthy();
});

// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { DIFF_WORDS } from '../../../testing/diff-words.ts';
import { diffCell } from './diff-cells.tsx';
import { diffText } from './diff-text.ts';

const RUNS = ['base', 'other'].map((id) => ({ id, name: id }) as ComparedRun);

function shown(line: object, roomPx = 400) {
  const row = { key: 'lr', kind: 'param', isSame: false, ...line } as unknown as DiffRow;
  const input = {
    runs: RUNS,
    statuses: ['FINISHED', 'FINISHED'],
    styles: new Map(),
    baseline: 0,
    directions: {},
    words: DIFF_WORDS,
    cutName: (name: string) => name,
  } as unknown as Parameters<typeof diffCell>[3];
  return render(<p>{diffCell(row, 1, roomPx, input)}</p>).container;
}

it('numbers of params stand with their distance to the baseline, which is neither better nor worse', () => {
  const cell = shown({ cells: ['0.5', '0.25'] });
  expect(cell.textContent).toMatch(/^0\.25−0\.250*$/);
  expect(cell.querySelector('[data-verdict]')).toBeNull();
  expect(shown({ cells: ['adam', '0.25'] }).textContent).toBe('0.25');
});

it('of metrics they are coloured by what is better', () => {
  const delta = shown({ key: 'val_loss', kind: 'metric', cells: [2, 1.5] }).querySelector('[data-verdict]');
  expect(delta?.textContent).toMatch(/^−0\.50*$/);
  expect(delta?.getAttribute('data-verdict')).toBe('better');
});

it('what the baseline has and the run lacks is a difference', () => {
  const absent = shown({ cells: ['0.5', undefined] }).querySelector('[data-apart]');
  expect(absent?.textContent).toBe(m.diff_absent());
  expect(shown({ cells: [undefined, undefined] }).querySelector('[data-apart]')).toBeNull();
});

it('a duration stands with how much longer or shorter it is', () => {
  const cell = shown({ kind: 'detail', key: 'duration', cells: [90_000, 60_000] });
  expect(cell.textContent).toBe('1m 00s−30.0s');
});

function pathOf(seed: number): string {
  return `/data/vision/imagenet/resized-256/train/seed${seed}/shards-of-1024-files/list.txt`;
}

it('long values of a line are cut where they differ', () => {
  const row = { key: 'p', kind: 'param', isSame: false, cells: [pathOf(1), pathOf(2)] };
  expect(shown(row, 120).textContent).toContain('seed2');
});

function line(kind: string, key: string, cells: readonly unknown[]): DiffRow {
  return { kind, key, cells, isSame: false, size: 1 } as unknown as DiffRow;
}

it('as a table the baseline is named, and numbers tell how far they are from it', () => {
  const rows = [
    { section: 'param', shownCount: 1, sameCount: 0 } as const,
    line('param', 'lr', ['0.5', '0.25']),
    line('metric', 'loss', [2, 1.5]),
    line('detail', 'duration', [90_000, 60_000]),
    line('param', 'opt', ['adam', 'sgd']),
  ];
  const input = { runs: RUNS, words: DIFF_WORDS };
  const rules = { baseline: 0, directions: {} };
  expect(
    diffText('csv', rows, { ...input, rules })
      .trim()
      .split(/\r?\n/),
  ).toEqual([
    expect.stringContaining('kind,key,base (baseline),other,other: to baseline'),
    'Params,lr,0.5,0.25,-0.25',
    '"Metrics, last values",loss,2,1.5,-0.5',
    'Details,Duration,90000,60000,-30000',
    'Params,opt,adam,sgd,',
  ]);
  const markdown = diffText('markdown', rows, { ...input, rules });
  expect(markdown).toContain('| base (baseline) | other |');
  expect(markdown).toMatch(/\| lr \| 0.5 \| 0.25 \(−0.250*\) \|/);
  expect(markdown).toContain('1m 30s | 1m 00s (−30.0s)');
  const alone = { ...input, rules: { baseline: undefined, directions: {} } };
  expect(diffText('csv', rows, alone)).toContain('kind,key,base,other\r\n');
});

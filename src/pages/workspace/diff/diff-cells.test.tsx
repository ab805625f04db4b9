// @vitest-environment happy-dom
import { render } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { diffCell } from './diff-cells.tsx';

const RUNS = ['base', 'other'].map((id) => ({ id, name: id }) as ComparedRun);

function shown(line: object) {
  const row = { key: 'lr', kind: 'param', isSame: false, ...line } as unknown as DiffRow;
  const input = {
    runs: RUNS,
    statuses: ['FINISHED', 'FINISHED'],
    styles: new Map(),
    baseline: 0,
    directions: {},
    names: new Map(),
  } as unknown as Parameters<typeof diffCell>[3];
  return render(<p>{diffCell(row, 1, 400, input)}</p>).container;
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

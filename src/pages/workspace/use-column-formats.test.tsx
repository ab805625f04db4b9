// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { TableWindow } from '../../worker/runs/groups-protocol.ts';
import { useColumnFormats } from './use-column-formats.ts';

const LOSS: RunColumn = { kind: 'metric', key: 'loss' };
const COLUMNS = [LOSS];

const rowOf = (value: number) => ({ cells: [value] });

function windowOf(rows: readonly number[], above: readonly number[]): TableWindow {
  return { rows: rows.map(rowOf), top: above.map(rowOf) } as unknown as TableWindow;
}

it.each([
  ['whole numbers stay whole', [1, 2], [3], 0],
  ['a row above has its decimals', [1, 2], [2.5], 3],
  ['a large one above costs the rows none', [0.04823, 0.03681], [1234.5], 5],
])('%s', (_, rows, above, decimals) => {
  const window = windowOf(rows, above);
  const { result } = renderHook(() => useColumnFormats('view', COLUMNS, window));
  expect(result.current.get('metrics.loss')).toEqual({
    kind: 'number',
    precision: { notation: 'fixed', decimals },
  });
});

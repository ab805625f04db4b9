import { expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { type BarRow, widthsOf } from './card-bars.tsx';

function rowOf(label: string, words: string, spread?: BarRow['spread'], value = 0.5): BarRow {
  const run = {
    id: label as RunId,
    name: label,
    experimentId: '1',
    startMs: undefined,
    isRunning: false,
    colorTag: undefined,
  };
  return { line: { run, key: 'acc', member: 0, label, words: '' } as BarRow['line'], value, spread, words };
}

const nameOf = ({ label }: BarRow['line']) => label;

it('parts of bars are as wide as the longest of them, a Korean letter as two', () => {
  const rows = [rowOf('adam', '0.5'), rowOf('학습률 0.1', '-0.123456789012'), rowOf('a', '1')];
  expect(widthsOf(rows, nameOf)).toEqual({ '--name': '10ch', '--words': '15ch', '--half': '0ch' });
  expect(widthsOf([], nameOf)).toEqual({ '--name': '0ch', '--words': '0ch', '--half': '0ch' });
});

it('deviations have their room where a row has one that is the same to both sides', () => {
  const rows = [rowOf('a', '0.5', { low: 0.25, high: 0.75, count: 3 }), rowOf('b', '0.5')];
  expect(widthsOf(rows, nameOf)['--half']).toBe(`${'± 0.25'.length}ch`);
  expect(widthsOf([rowOf('a', '0.5', { low: 0, high: 0.9, count: 3 })], nameOf)['--half']).toBe('0ch');
  const small = rowOf('a', '0', { low: -2e-17, high: 2e-17, count: 3 }, 0);
  expect(widthsOf([small], nameOf)['--half']).toBe(`${'± 2e-17'.length}ch`);
});

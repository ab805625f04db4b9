import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { contextOf } from '../../testing/evaluation-context.ts';
import { makeRun } from '../../testing/make-run.ts';
import { ColumnValues } from '../runs/column-values.ts';
import { readLegend } from './legend-texts.ts';

const RUNS = ['a', 'b', 'c'].map((id, index) =>
  makeRun({
    id,
    name: `run ${id}`,
    params: { 'optim.lr': index < 2 ? '0.1' : '0.2', bs: '64' },
  }),
);
const VALUES = new ColumnValues(contextOf(RUNS));
const key = { runCount: 3, distinctCount: 2 };
const CATALOGUE = {
  params: [
    { key: 'bs', ...key, isVarying: true },
    { key: 'optim.lr', ...key, isVarying: true },
  ],
};
const read = (ids: readonly string[], template: string, fields?: readonly string[]) =>
  readLegend({ viewId: 'v', ids: ids as RunId[], template, fields }, VALUES, CATALOGUE);

describe('what lines are called', () => {
  it('is what the template says', () => {
    const { texts, isTemplateWrong } = read(['a', 'c'], '${name} · ${params.`optim.lr`}');
    expect(texts.map((text) => text?.label)).toEqual(['run a · 0.1', 'run c · 0.2']);
    expect(isTemplateWrong).toBe(false);
  });

  it('is nothing where the template cannot be read, or the run is not loaded', () => {
    expect(read(['a', 'z'], '${name')).toMatchObject({
      isTemplateWrong: true,
      texts: [{ label: undefined }, undefined],
    });
  });

  it('goes with the params that differ between these runs', () => {
    expect(read(['a', 'c'], '').texts.map((text) => text?.details)).toEqual(['lr 0.1', 'lr 0.2']);
    expect(read(['a', 'b'], '').texts.map((text) => text?.details)).toEqual(['', '']);
  });

  it('goes with the fields of the reader’s choice', () => {
    expect(read(['a'], '', ['params.bs', 'no field at all (']).texts[0]?.details).toBe('bs 64');
  });
});

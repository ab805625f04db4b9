import { describe, expect, it } from 'vitest';
import { findFamilies } from '../../domain/statistics/families.ts';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import { buildPickerTrees, listPickerRows, type PickerRow, type PickerView } from './column-picker-rows.ts';

const key = (name: string, isVarying = true, isUniquePerRun = false): KeyInfo => ({
  key: name,
  runCount: 3,
  distinctCount: isVarying ? 2 : 1,
  isVarying,
  isUniquePerRun,
});
const catalogue: KeyCatalogue = {
  version: 1,
  metrics: [key('train/loss'), key('val/acc'), key('val/loss')],
  params: [key('lr'), key('model', false), key('out_dir', true, true)],
  tags: [key('team')],
};
const VIEW: PickerView = {
  search: '',
  isVaryingOnly: false,
  turned: new Set(),
  attributes: [{ column: { kind: 'attribute', key: 'user' }, words: '사용자' }],
};
const lines = (change: Partial<PickerView> = {}, from = catalogue) =>
  listPickerRows(buildPickerTrees(from), { ...VIEW, ...change }).map(lineOf);

function lineOf(row: PickerRow): string {
  switch (row.kind) {
    case 'section':
      return `${row.isOpen ? '-' : '+'} ${row.id} ${row.count}`;
    case 'group':
      return `${' '.repeat(row.depth)}${row.isOpen ? '-' : '+'} ${row.label} ${row.count}`;
    case 'column':
      return `${' '.repeat(row.depth)}${row.label ?? row.column.key}`;
    case 'statistic':
      return `${' '.repeat(row.depth)}${row.name}(${row.key})`;
    case 'spark':
      return `${' '.repeat(row.depth)}spark(${row.key})`;
    case 'folded':
      return `folded ${row.count}`;
  }
}

describe('the lines of the picker', () => {
  it('are the tree of the keys, ids of the run and tags folded', () => {
    expect(lines()).toEqual([
      '- metrics 3',
      'train/loss',
      '- val 2',
      ' acc',
      ' loss',
      '- params 2',
      'lr',
      'model',
      '+ unique 1',
      '- attributes 1',
      'user',
      '+ tags 1',
    ]);
  });

  it('give the columns of a group', () => {
    const rows = listPickerRows(buildPickerTrees(catalogue), VIEW);
    expect(rows.flatMap((row) => (row.kind === 'group' ? row.columnsOf() : []))).toEqual([
      { kind: 'metric', key: 'val/acc' },
      { kind: 'metric', key: 'val/loss' },
    ]);
  });

  it('fold and open one by one', () => {
    const turned = new Set(['metrics val/', 'params', 'unique', 'attributes']);
    expect(lines({ turned })).toEqual([
      '- metrics 3',
      'train/loss',
      '+ val 2',
      '+ params 2',
      '- unique 1',
      'out_dir',
      '+ attributes 1',
      '+ tags 1',
    ]);
  });

  it('hold the other numbers of an opened metric', () => {
    const opened = lines({ turned: new Set(['statistics val/acc']) });
    expect(opened.slice(opened.indexOf(' acc'))).toEqual(
      expect.arrayContaining([
        '  spark(val/acc)',
        '  best(val/acc)',
        '  mean(val/acc)',
        '  at_best(val/acc)',
      ]),
    );
  });

  it('are what the search finds, opened, in the words of the page too', () => {
    expect(lines({ search: 'loss VAL' })).toEqual(['- metrics 1', 'val/loss']);
    expect(lines({ search: '사용' })).toEqual(['- attributes 1', 'user']);
    expect(lines({ search: 'team' })).toEqual(['- tags 1', 'team']);
    expect(lines({ search: 'nothing of it' })).toEqual([]);
  });

  it('leave out keys with one value, and say how many', () => {
    expect(lines({ isVaryingOnly: true })).not.toContain('model');
    expect(lines({ isVaryingOnly: true }).at(-1)).toBe('folded 1');
  });

  it('begin with folded groups where there are many keys', () => {
    const many = Array.from({ length: 60 }, (_, index) => key(`g${index % 3}/m${index}`));
    expect(lines({}, { ...catalogue, metrics: many }).slice(0, 4)).toEqual([
      '- metrics 60',
      '+ g0 20',
      '+ g1 20',
      '+ g2 20',
    ]);
  });

  it('begin the metrics with families whose mean means something; a search finds the others', () => {
    const families = findFamilies(['fold_1/f1', 'fold_2/f1', 'top_1_acc', 'top_5_acc']);
    expect(lines({ families }).slice(0, 3)).toEqual(['- metrics 3', 'fold_{n}/f1', 'train/loss']);
    expect(lines({ families, search: 'top' })).toEqual(['- metrics 1', 'top_{n}_acc']);
    expect(lines({ families, turned: new Set(['metrics']) })[0]).toBe('+ metrics 3');
    expect(lines({ families, turned: new Set(['metrics']) })[1]).toBe('- params 2');
  });
});

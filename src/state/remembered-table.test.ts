// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import { createPreferencesStore } from './preferences.ts';
import { recallTable, rememberTable } from './remembered-table.ts';

const open = () => createPreferencesStore(() => localStorage, ['en']);
const ids = (...texts: string[]) => texts as ExperimentId[];

beforeEach(() => localStorage.clear());

describe('the remembered table', () => {
  it('outlasts the page, for its experiments alone', () => {
    rememberTable(ids('7'), 'here', { columns: ['params.lr'], pinned: ['params.lr'] }, open());
    rememberTable(ids('7'), 'here', { better: { lag: 'lower' } }, open());
    expect(recallTable(ids('7'), 'here', open())).toEqual({
      columns: ['params.lr'],
      pinned: ['params.lr'],
      better: { lag: 'lower' },
    });
    expect(recallTable(ids('7', '8'), 'here', open())).toEqual({});
    expect(recallTable('all', 'here', open())).toEqual({});
  });

  it('is not that of the same number on another source', () => {
    rememberTable(ids('1'), 'http://here', { better: { lag: 'lower' } }, open());
    expect(recallTable(ids('1'), 'http://there', open())).toEqual({});
    expect(recallTable(ids('1'), 'http://here', open())).toEqual({ better: { lag: 'lower' } });
  });

  it('forgets what is taken back', () => {
    const store = open();
    rememberTable('all', 'here', { columns: ['name'], sorted: 'metrics.loss' }, store);
    rememberTable('all', 'here', { columns: undefined }, store);
    expect(recallTable('all', 'here', open())).toEqual({ sorted: 'metrics.loss' });
  });

  it('keeps the hundred that were changed last, whatever their numbers', () => {
    const store = open();
    for (let id = 200; id > 0; id -= 1) rememberTable(ids(String(id)), 'here', { columns: [] }, store);
    expect(recallTable(ids('1'), 'here', open())).toEqual({ columns: [] });
    expect(recallTable(ids('100'), 'here', open())).toEqual({ columns: [] });
    expect(recallTable(ids('101'), 'here', open())).toEqual({});
  });

  it('is not confused by ids that are names of an object', () => {
    expect(recallTable(ids('__proto__'), 'here', open())).toEqual({});
    rememberTable(ids('constructor'), 'here', { columns: ['name'] }, open());
    expect(recallTable(ids('constructor'), 'here', open())).toEqual({ columns: ['name'] });
  });
});

// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import type { ExperimentId } from '../domain/experiment.ts';
import { createPreferencesStore } from './preferences.ts';
import { recallTable, rememberTable } from './remembered-table.ts';

const open = () => createPreferencesStore(() => localStorage, ['en']);
const ids = (...texts: string[]) => texts as ExperimentId[];

beforeEach(() => localStorage.clear());

describe('the remembered table', () => {
  it('outlasts the page, for its experiments alone', () => {
    rememberTable(ids('7'), { columns: ['params.lr'], pinned: ['params.lr'] }, open());
    rememberTable(ids('7'), { better: { lag: 'lower' } }, open());
    expect(recallTable(ids('7'), open())).toEqual({
      columns: ['params.lr'],
      pinned: ['params.lr'],
      better: { lag: 'lower' },
    });
    expect(recallTable(ids('7', '8'), open())).toEqual({});
    expect(recallTable('all', open())).toEqual({});
  });

  it('forgets what is taken back', () => {
    const store = open();
    rememberTable('all', { columns: ['name'], sorted: 'metrics.loss' }, store);
    rememberTable('all', { columns: undefined }, store);
    expect(recallTable('all', open())).toEqual({ sorted: 'metrics.loss' });
  });

  it('keeps the hundred that were changed last, whatever their numbers', () => {
    const store = open();
    for (let id = 200; id > 0; id -= 1) rememberTable(ids(String(id)), { columns: [] }, store);
    expect(recallTable(ids('1'), open())).toEqual({ columns: [] });
    expect(recallTable(ids('100'), open())).toEqual({ columns: [] });
    expect(recallTable(ids('101'), open())).toEqual({});
  });

  it('is not confused by ids that are names of an object', () => {
    expect(recallTable(ids('__proto__'), open())).toEqual({});
    rememberTable(ids('constructor'), { columns: ['name'] }, open());
    expect(recallTable(ids('constructor'), open())).toEqual({ columns: ['name'] });
  });
});

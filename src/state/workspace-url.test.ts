import { describe, expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import {
  applyAction,
  isTooLongForUrl,
  MAX_SEARCH_CHARACTERS,
  NO_WORKSPACE_SEEN,
  planUrlWrites,
  receiveSearch,
} from './workspace-url.ts';

const START = receiveSearch(NO_WORKSPACE_SEEN, '?e=1&tab=charts&sort=sideways&x=y');

describe('planUrlWrites', () => {
  it('leaves a link alone until something is changed, however it is written', () => {
    expect(planUrlWrites(START)).toEqual([]);
    expect(START.problems).toEqual([{ param: 'sort', text: 'sideways' }]);
  });

  it('replaces the address, with what it does not know', () => {
    const state = applyAction(START, { type: 'set-find', find: 'loss' });
    expect(planUrlWrites(state)).toEqual([{ search: '?e=1&find=loss&x=y', isPush: false }]);
  });

  it('adds an entry for another tab', () => {
    const state = applyAction(START, { type: 'set-tab', tab: 'table' });
    expect(planUrlWrites(state)).toEqual([{ search: '?e=1&tab=table&x=y', isPush: true }]);
  });

  it('adds an entry for a card that fills the screen', () => {
    const state = applyAction(START, { type: 'set-card', card: 'm:val/loss' });
    expect(planUrlWrites(state)).toEqual([{ search: '?e=1&card=m:val/loss&x=y', isPush: true }]);
  });

  it('writes what changed before another tab into the entry that is left', () => {
    const found = applyAction(START, { type: 'set-find', find: 'loss' });
    expect(planUrlWrites(applyAction(found, { type: 'set-tab', tab: 'table' }))).toEqual([
      { search: '?e=1&find=loss&x=y', isPush: false },
      { search: '?e=1&tab=table&find=loss&x=y', isPush: true },
    ]);
  });

  it('leaves an entry as it was where one click changed more than the tab', () => {
    const state = applyAction(applyAction(START, { type: 'set-find', find: 'loss' }), {
      type: 'together',
      actions: [
        { type: 'set-filter', filter: 'x' },
        { type: 'set-tab', tab: 'table' },
      ],
    });
    expect(planUrlWrites(state)).toEqual([
      { search: '?e=1&find=loss&x=y', isPush: false },
      { search: '?e=1&q=x&tab=table&find=loss&x=y', isPush: true },
    ]);
  });

  it('stops where a link grows too long', () => {
    const runIds = Array.from({ length: MAX_SEARCH_CHARACTERS / 22 }, (_, index) =>
      `${index}`.padStart(32, '0'),
    );
    const state = applyAction(START, {
      type: 'set-compare-set',
      set: { kind: 'these', runIds: runIds as RunId[] },
    });
    expect(planUrlWrites(state)).toEqual([]);
    expect(isTooLongForUrl(state)).toBe(true);
    expect(isTooLongForUrl(START)).toBe(false);
  });
});

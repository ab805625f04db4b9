import { describe, expect, it } from 'vitest';
import type { RunId } from '../domain/runs/run.ts';
import {
  acceptData,
  applyAction,
  factsOf,
  isForOtherData,
  isTooLongForUrl,
  MAX_SEARCH_CHARACTERS,
  NO_WORKSPACE_SEEN,
  planUrlWrites,
  receiveFound,
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

const found = (state: typeof START, data: string) => receiveFound(state, 'data', data, state.log.present);

describe('the data of a link', () => {
  const HERE = 'abcdef123';
  const shared = receiveSearch(NO_WORKSPACE_SEEN, `?e=1&find=loss&data=${HERE}&at=mwrbww0a&check=KUnn`);

  it('is written as soon as the address says more than the experiments', () => {
    const typed = found(receiveSearch(NO_WORKSPACE_SEEN, '?e=1'), HERE);
    expect(planUrlWrites(typed)).toEqual([]);
    expect(planUrlWrites(applyAction(typed, { type: 'set-find', find: 'loss' }))).toEqual([
      { search: `?e=1&find=loss&data=${HERE}`, isPush: false },
    ]);
  });

  it('is not known before the page tells, then the same, also after a rename, or another', () => {
    expect(isForOtherData(START)).toBe(false);
    expect(isForOtherData(shared)).toBeUndefined();
    expect(isForOtherData(found(shared, HERE))).toBe(false);
    expect(isForOtherData(found(shared, 'abcdefXYZ'))).toBe(false);
    expect(isForOtherData(found(shared, 'ABCDEF123'))).toBe(true);
  });

  it('stays in the address of a link for other data until this data is meant', () => {
    const other = found(shared, 'ABCDEF123');
    expect(planUrlWrites(other)).toEqual([]);
    const accepted = acceptData(other);
    expect(isForOtherData(accepted)).toBe(false);
    expect(planUrlWrites(accepted)).toEqual([{ search: '?e=1&find=loss&data=ABCDEF123', isPush: false }]);
  });

  it('goes with its time and its check while the same set is asked for', () => {
    const here = found(shared, HERE);
    const looked = applyAction(here, { type: 'set-find', find: 'acc' });
    expect(factsOf(looked)).toMatchObject({ data: HERE, check: 'KUnn' });
    const filtered = applyAction(here, { type: 'set-filter', filter: 'metrics.loss < 1' });
    expect(factsOf(filtered)).toMatchObject({ data: HERE, atMs: undefined, check: undefined });
  });
});

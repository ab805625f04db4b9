// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_GROUP_BAND } from '../../domain/charts/band-view.ts';
import { keysOfRule } from '../../domain/runs/group-rule.ts';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { GroupPanel } from './group-panel.tsx';

const info = (key: string, distinctCount: number, isUniquePerRun = false) => ({
  key,
  runCount: 40,
  distinctCount,
  isVarying: distinctCount > 1,
  isUniquePerRun,
});
const CATALOGUE: KeyCatalogue = {
  version: 1,
  metrics: [],
  params: [info('lr', 3), info('out_dir', 40, true), info('seed', 5)],
  tags: [],
};

afterEach(cleanup);

function show(groupBy: readonly string[], groupAllBut?: readonly string[]) {
  const onSettings = vi.fn();
  render(
    <MantineProvider>
      <GroupPanel
        catalogue={CATALOGUE}
        keys={groupAllBut ? keysOfRule({ by: groupBy, allBut: groupAllBut }, CATALOGUE.params) : groupBy}
        settings={{ groupBy, groupAllBut, groupBand: DEFAULT_GROUP_BAND }}
        onSettings={onSettings}
      />
    </MantineProvider>,
  );
  return onSettings;
}
const box = (name: RegExp) => screen.getByRole('checkbox', { name });

describe('the panel of groups', () => {
  it('adds keys behind those that are chosen, and takes them out again', () => {
    const onSettings = show(['params.lr']);
    fireEvent.click(box(/^seed/));
    expect(onSettings).toHaveBeenCalledWith({
      groupBy: ['params.lr', 'params.seed'],
      groupAllBut: undefined,
    });
    fireEvent.click(box(/^lr/));
    expect(onSettings).toHaveBeenCalledWith({ groupBy: [], groupAllBut: undefined });
  });

  it('takes all params but seeds by a rule, and says what else it leaves out', () => {
    const onSettings = show([]);
    expect(screen.getByText(m.group_left_out({ keys: 'out_dir' })).isConnected).toBe(true);
    fireEvent.click(screen.getByRole('checkbox', { name: m.group_all_but({ keys: 'seed' }) }));
    expect(onSettings).toHaveBeenCalledWith({ groupBy: [], groupAllBut: ['params.seed'] });
  });

  it('changes the rule by the boxes of its keys, and keeps them where the rule goes', () => {
    const onSettings = show([], ['params.seed']);
    expect(box(/^lr/)).toHaveProperty('checked', true);
    expect(box(/^seed/)).toHaveProperty('checked', false);
    fireEvent.click(box(/^lr/));
    expect(onSettings).toHaveBeenCalledWith({ groupBy: [], groupAllBut: ['params.seed', 'params.lr'] });
    fireEvent.click(box(/^seed/));
    expect(onSettings).toHaveBeenCalledWith({ groupBy: [], groupAllBut: [] });
    fireEvent.click(box(/^out_dir/));
    expect(onSettings).toHaveBeenCalledWith({ groupBy: ['params.out_dir'], groupAllBut: ['params.seed'] });
    fireEvent.click(screen.getByRole('checkbox', { name: m.group_all_but({ keys: 'seed' }) }));
    expect(onSettings).toHaveBeenCalledWith({ groupBy: ['params.lr'], groupAllBut: undefined });
  });

  it('says so where the rule leaves nothing to group by', () => {
    show([], ['params.seed', 'params.lr']);
    expect(screen.getByText(m.group_rule_nothing()).isConnected).toBe(true);
  });

  it('finds keys by a part of their names', () => {
    show([]);
    const list = within(screen.getByRole('group'));
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'LR' } });
    expect(list.getAllByRole('checkbox')).toHaveLength(1);
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'zzz' } });
    expect(list.queryAllByRole('checkbox')).toHaveLength(0);
    expect(list.getByText(m.group_find_none({ text: 'zzz' })).isConnected).toBe(true);
  });

  it('says how lines and bands of all groups are made', () => {
    const onSettings = show(['params.lr']);
    fireEvent.change(screen.getByRole('combobox', { name: m.band_spread() }), { target: { value: 'ci95' } });
    expect(onSettings).toHaveBeenCalledWith({ groupBand: { ...DEFAULT_GROUP_BAND, spread: 'ci95' } });
    fireEvent.change(screen.getByRole('combobox', { name: m.group_line() }), { target: { value: 'median' } });
    expect(onSettings).toHaveBeenCalledWith({ groupBand: { ...DEFAULT_GROUP_BAND, centre: 'median' } });
    fireEvent.click(box(new RegExp(m.band_show_members())));
    expect(onSettings).toHaveBeenCalledWith({ groupBand: { ...DEFAULT_GROUP_BAND, hasMembers: true } });
  });
});

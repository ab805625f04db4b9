// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { act, cleanup, fireEvent, render, screen, waitFor, within } from '@testing-library/react';
import { HashRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { m } from '../../../paraglide/messages.js';
import { DataClientProvider, type SourceClient } from '../../../queries/data-client-context.tsx';
import { preferencesStore } from '../../../state/preferences.ts';
import { useWorkspace, WorkspaceProvider } from '../../../state/workspace-store.tsx';
import type { FilterReport, KeyCatalogue, RunsSnapshot } from '../../../worker/runs/runs-protocol.ts';
import { FilterBar } from './filter-bar.tsx';

const ALL: FilterReport = {
  text: '',
  problem: undefined,
  pushed: undefined,
  isPartlyLocal: false,
  missing: [],
  unknown: [],
};
const NO_FAILURE = { status: undefined, cause: undefined, subject: undefined, detail: undefined };
const SNAPSHOT: RunsSnapshot = {
  version: 1,
  loaded: 200,
  matched: 192,
  filter: ALL,
  statusCounts: { RUNNING: 2, SCHEDULED: 0, FINISHED: 160, FAILED: 30, KILLED: 0, silent: 2 },
  computing: undefined,
  state: 'complete',
  failure: undefined,
  isProvisional: false,
  readAtMs: 0,
  catalogueVersion: 1,
  compared: [],
  missing: [],
  comparedMetrics: [],
} as unknown as RunsSnapshot;

const USERS = {
  values: [
    { text: 'kim', runCount: 120 },
    { text: "o'hara", runCount: 72 },
  ],
  distinctCount: 2,
};
const call = vi.fn<(name: string, request: unknown) => Promise<unknown>>();
// Never resolves: no source is opened here.
const client = { call, sourceInfo: () => new Promise(() => undefined) } as unknown as SourceClient;
const EXPERIMENTS = ['1' as ExperimentId];

function Probe() {
  return <output>{useWorkspace().workspace.filter}</output>;
}
/** What is applied. */
const applied = () => document.querySelector('output')?.textContent;

const info = (key: string) => ({ key, runCount: 9, distinctCount: 2, isVarying: true });
const CATALOGUE: KeyCatalogue = { version: 1, metrics: [info('val/loss')], params: [info('lr')], tags: [] };

function show(hash: string, snapshot: Partial<RunsSnapshot> = {}, catalogue?: KeyCatalogue) {
  window.history.replaceState(null, '', hash);
  const spec = { kind: 'mlflow', baseUrl: 'http://server' } as const;
  const tree = (change: Partial<RunsSnapshot>) => (
    <MantineProvider env="test">
      <DataClientProvider client={client} initialSource={spec} mlflowUi={undefined}>
        <HashRouter>
          <WorkspaceProvider>
            <Probe />
            <FilterBar
              viewId="v"
              experimentIds={EXPERIMENTS}
              snapshot={{ ...SNAPSHOT, ...change }}
              catalogue={catalogue}
              isTablePainted={false}
            />
          </WorkspaceProvider>
        </HashRouter>
      </DataClientProvider>
    </MantineProvider>
  );
  const view = render(tree(snapshot));
  return { change: (next: Partial<RunsSnapshot>) => view.rerender(tree(next)) };
}

const field = () => screen.getByRole('textbox', { name: 'Filter runs' });
const type = (text: string) => fireEvent.change(field(), { target: { value: text } });
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }));
const isPressed = (name: string) =>
  screen.getByRole('button', { name }).getAttribute('aria-pressed') === 'true';
const said = () => document.getElementById(field().getAttribute('aria-describedby') ?? '')?.textContent;
const liveWords = () => document.querySelector('[aria-live="polite"]')?.textContent;
const withFilter = (text: string) => `#/runs?e=1&q=${encodeURIComponent(text)}`;

beforeEach(() => {
  // The editor is never loaded by itself: these are the ways of the bar with the plain input.
  vi.stubGlobal('requestIdleCallback', () => 0);
  vi.stubGlobal('cancelIdleCallback', () => undefined);
  call.mockResolvedValue(USERS);
  preferencesStore().update({ mine: undefined, recentFilters: [] });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the field', () => {
  it('applies with Enter, without spaces around', () => {
    show('#/runs?e=1');
    type(' resnet ');
    expect(applied()).toBe('');
    fireEvent.keyDown(field(), { key: 'Enter' });
    expect(applied()).toBe('resnet');
    expect(field()).toHaveProperty('value', 'resnet');
  });

  it('never applies while a syllable is composed', () => {
    show('#/runs?e=1');
    type('한');
    fireEvent.keyDown(field(), { key: 'Enter', isComposing: true });
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 229 });
    expect(applied()).toBe('');
    fireEvent.keyDown(field(), { key: 'Enter', keyCode: 13 });
    expect(applied()).toBe('한');
  });

  it('keeps a draft when Escape leaves it, and lets the key pass where nothing was changed', () => {
    show(withFilter('resnet'));
    const onKey = vi.fn<() => void>();
    document.addEventListener('keydown', onKey);
    act(() => field().focus());
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(onKey).toHaveBeenCalledOnce();
    type('resnet-50');
    fireEvent.keyDown(field(), { key: 'Escape' });
    expect(onKey).toHaveBeenCalledOnce();
    expect(document.activeElement).not.toBe(field());
    expect(field()).toHaveProperty('value', 'resnet-50');
    expect(applied()).toBe('resnet');
    document.removeEventListener('keydown', onKey);
  });

  it('goes back to what is applied by a button of its own', () => {
    show(withFilter('resnet'));
    expect(screen.queryByRole('button', { name: m.filter_revert() })).toBeNull();
    type('resnet-50');
    press(m.filter_revert());
    expect(field()).toHaveProperty('value', 'resnet');
    expect(screen.queryByRole('button', { name: m.filter_revert() })).toBeNull();
  });

  it('is applied and cleared by buttons', () => {
    show('#/runs?e=1');
    expect(screen.queryByRole('button', { name: 'Clear filter' })).toBeNull();
    type('resnet');
    press('Apply');
    expect(applied()).toBe('resnet');
    expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull();
    press('Clear filter');
    expect(applied()).toBe('');
    expect(field()).toHaveProperty('value', '');
  });
});

describe('quick chips', () => {
  it('show counts that are not zero, and add or take out a status', () => {
    show('#/runs?e=1');
    const names = within(screen.getByRole('group', { name: 'Quick filters' }))
      .getAllByRole('button')
      .map((button) => button.textContent);
    expect(names).toEqual([
      '160 finished',
      '30 failed',
      '2 running',
      '2 of them silent',
      'User',
      'Time',
      'Has model',
      'Mine',
      'Deleted runs',
    ]);
    expect(screen.getByText('2 of them silent').title).toMatch(/20 of their own logging intervals/);
    press('2 of them silent');
    expect(applied()).toBe("status = 'SILENT'");
    expect(isPressed('2 of them silent')).toBe(true);
    press('2 of them silent');
    expect(applied()).toBe('');
    press('30 failed');
    expect(applied()).toBe("status = 'FAILED'");
    expect(isPressed('30 failed')).toBe(true);
    press('160 finished');
    expect(applied()).toBe("status IN ('FAILED', 'FINISHED')");
    press('30 failed');
    press('160 finished');
    expect(applied()).toBe('');
  });

  it('keep a chosen status that no run has', () => {
    show(withFilter("status = 'KILLED'"));
    press('0 killed');
    expect(applied()).toBe('');
  });

  it('change what is being typed, and what is in force where a quote is open', () => {
    show(withFilter('resnet'));
    type('bert OR gpt');
    press('Has model');
    expect(applied()).toBe('(bert OR gpt) AND model IS NOT NULL');
    type("bert AND name = 'x");
    press('Has model');
    expect(applied()).toBe('bert OR gpt');
  });

  it('offer users with their runs, and ages', async () => {
    show('#/runs?e=1');
    press('User');
    fireEvent.click(await screen.findByRole('menuitemcheckbox', { name: /o'hara 72/ }));
    expect(applied()).toBe("user = 'o''hara'");
    expect(call).toHaveBeenCalledWith(
      'runs.values',
      { viewId: 'v', kind: 'attribute', key: 'user' },
      expect.anything(),
    );
    press('Time');
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Last 7 days' }));
    expect(applied()).toBe("user = 'o''hara' AND start_time > -7d");
    expect(screen.getByRole('button', { name: "User: o'hara" })).toBeTruthy();
    press('Last 7 days');
    fireEvent.click(await screen.findByRole('menuitemradio', { name: 'Any time' }));
    expect(applied()).toBe("user = 'o''hara'");
  });

  it('ask once whose runs are mine', async () => {
    show('#/runs?e=1');
    press('Mine');
    fireEvent.click(await screen.findByRole('radio', { name: 'Tag' }));
    fireEvent.change(screen.getByRole('textbox', { name: 'Tag key' }), { target: { value: 'my team' } });
    fireEvent.change(screen.getByLabelText('Value'), { target: { value: 'vision' } });
    press('Save');
    expect(applied()).toBe("tags.`my team` = 'vision'");
    expect(preferencesStore().read().mine).toEqual({ tagKey: 'my team', value: 'vision' });
    press('Mine');
    expect(applied()).toBe('');
    press('Mine');
    press('Change what “Mine” means');
    fireEvent.click(await screen.findByRole('radio', { name: 'User' }));
    fireEvent.change(screen.getByRole('combobox', { name: 'User' }), { target: { value: 'kim' } });
    press('Save');
    expect(applied()).toBe("user = 'kim'");
  });
});

describe('the report', () => {
  it('says what is wrong, where, and that the last good filter stays', () => {
    const problem = {
      code: 'unexpected',
      span: { start: 11, end: 14 },
      found: 'AND',
      expected: ['value', 'text'],
    } as const;
    show(withFilter('params.a = AND b'), { filter: { ...ALL, text: 'resnet', problem } });
    expect(said()).toBe(
      'Character 12: expected a value or a text in quotes, found “AND”The last valid filter still applies.',
    );
    expect(field().getAttribute('aria-invalid')).toBe('true');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('says that all runs are shown where no good filter came before', () => {
    const problem = {
      code: 'unclosed-quote',
      span: { start: 7, end: 9 },
      found: "'x",
      expected: [],
    } as const;
    show(withFilter("name = 'x"), { filter: { ...ALL, problem } });
    expect(said()).toBe(`Character 8: this quote is not closed${m.filter_kept_all()}`);
  });

  it.each([
    [{ pushed: 'a', isPartlyLocal: false }, m.filter_where_server(), /Sent to it: a/],
    [{ pushed: undefined, isPartlyLocal: true }, m.filter_where_here(), /MLflow/],
    [{ pushed: 'a', isPartlyLocal: true }, m.filter_where_both({ pushed: 'a' }), /Sent to the server: a/],
  ])('says how much went where: %j', (where, words, hint) => {
    show(withFilter('x'), { filter: { ...ALL, text: 'x', ...where } });
    expect(screen.getByText(words).title).toMatch(hint);
    expect(screen.getByText(m.filter_matched({ matched: '192', loaded: '200' }))).toBeTruthy();
  });

  it('takes in runs that lack a key with one click', () => {
    const text = "params.purpose != 'test'";
    const including = `(${text} OR params.purpose IS NULL)`;
    const missing = [{ column: 'params.purpose', runCount: 412, including, isNegative: true }];
    show(withFilter(text), { filter: { ...ALL, text, missing } });
    // Beside what describes the field: nothing is wrong with it.
    expect(said()).toBe('');
    expect(liveWords()).toContain('412 runs have no params.purpose');
    press('412 runs have no params.purpose: include them');
    expect(applied()).toBe(including);
  });

  it('says that the registry could not be read, why, and reads it again', () => {
    const failure = { ...NO_FAILURE, kind: 'forbidden', status: 403, cause: 'permission-denied' } as const;
    const text = "alias = 'champion'";
    show(withFilter(text), { filter: { ...ALL, text, unread: [{ what: 'registry', failure }] } });
    const reason = `${m.fail_forbidden_title()} (403)`;
    expect(liveWords()).toContain(m.filter_unread_registry({ reason }));
    press(m.retry());
    expect(call).toHaveBeenCalledWith('runs.control', { viewId: 'v', action: 'names' }, expect.anything());
  });

  it('says it in passing where it is no surprise, of two keys at once', () => {
    const text = 'params.a > 1 AND params.b > 1 AND params.c > 1';
    const missing = ['a', 'b', 'c'].map((key, index) => ({
      column: `params.${key}`,
      runCount: index + 1,
      including: `with ${key}`,
      isNegative: false,
    }));
    show(withFilter(text), { filter: { ...ALL, text, missing } });
    expect(said()).toBe('');
    expect(liveWords()).toBe('');
    expect(screen.getByText('1 run has no params.a', { exact: false })).toBeTruthy();
    expect(screen.queryByText('3 runs have no params.c', { exact: false })).toBeNull();
    press('1 more key');
    press('3 runs have no params.c: include them');
    expect(applied()).toBe('with c');
  });

  it('offers the key that stands without its prefix', async () => {
    const text = 'lr = 0.5 AND val/loss < 1';
    const problem = {
      code: 'unexpected',
      span: { start: 0, end: 2 },
      found: 'lr',
      expected: ['field'],
    } as const;
    show(withFilter(text), { filter: { ...ALL, problem } }, CATALOGUE);
    const fixed = 'params.lr = 0.5 AND metrics.val/loss < 1';
    const fix = await screen.findByRole('button', { name: `Did you mean ${fixed}?` });
    expect(said()).toContain(fixed);
    fireEvent.click(fix);
    expect(applied()).toBe(fixed);
  });

  it('puts the nearest key in place of one that nobody has', () => {
    const text = 'params.lrr > 1 AND resnet';
    const unknown = [{ column: 'params.lrr', span: { start: 0, end: 10 }, nearest: 'params.lr' }];
    show(withFilter(text), { filter: { ...ALL, text, unknown } });
    press('Use params.lr instead of params.lrr');
    expect(applied()).toBe('params.lr > 1 AND resnet');
  });
});

describe('recent filters', () => {
  it('are those that came into force, newest first', async () => {
    const { change } = show(withFilter('resnet'), { filter: { ...ALL, text: 'resnet' } });
    type("name = '");
    fireEvent.keyDown(field(), { key: 'Enter' });
    const problem = { code: 'unclosed-quote', span: { start: 7, end: 8 }, found: "'", expected: [] } as const;
    change({ filter: { ...ALL, text: 'resnet', problem } });
    type('bert');
    fireEvent.keyDown(field(), { key: 'Enter' });
    change({ filter: { ...ALL, text: 'bert' } });
    expect(preferencesStore().read().recentFilters).toEqual(['bert', 'resnet']);
    press('Recent filters');
    fireEvent.click(await screen.findByRole('menuitem', { name: 'resnet' }));
    expect(applied()).toBe('resnet');
    await waitFor(() => expect(window.location.hash).toContain('q=resnet'));
  });
});

// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { HashRouter } from 'react-router';
import { afterEach, expect, it, vi } from 'vitest';
import { DEFAULT_COMPARE_SET } from '../../domain/runs/compare-set.ts';
import { NEWEST_FIRST } from '../../domain/runs/run-sort.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { overwriteGetLocale } from '../../paraglide/runtime.js';
import { preferencesStore } from '../../state/preferences.ts';
import { WorkspaceProvider } from '../../state/workspace-store.tsx';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { CompareBar } from './compare-bar.tsx';
import { scopeWords } from './set-words.ts';

vi.mock('../../queries/data-client-context.tsx', () => ({ useConnection: () => ({ sourceKey: 'here' }) }));

function wordsOf(link: string, comparedCount: number): string | null {
  window.history.replaceState(null, '', `#/runs?e=1${link}`);
  const compared = Array.from({ length: comparedCount }, (_, index) => ({ id: `r${index}` }));
  const snapshot = { compared, loaded: 20, missing: [] } as unknown as RunsSnapshot;
  render(
    <MantineProvider env="test">
      <HashRouter>
        <WorkspaceProvider>
          <CompareBar
            viewId="v"
            snapshot={snapshot}
            isSettled
            shown={{ columns: [], linkColumns: undefined, catalogue: undefined }}
          />
        </WorkspaceProvider>
      </HashRouter>
    </MantineProvider>,
  );
  return screen.getByRole('status', { name: m.set_label() }).textContent;
}

afterEach(() => {
  cleanup();
  overwriteGetLocale(() => 'en');
});

it.each([
  ['', 10, 'Comparing top 10 by Started ↓'],
  // Fewer match than the rule asks for.
  ['', 7, 'Comparing top 10, 7 runs by Started ↓'],
  ['&set=top:10~without:x', 9, 'Comparing top 10, without 1, 9 runs by Started ↓'],
  ['&set=all', 20, 'Comparing all matching rows, 20 runs'],
  ['&set=x,y', 2, 'Comparing these 2 runs'],
])('says the rule of %j for %i runs', (link, count, words) => {
  expect(wordsOf(link, count)).toBe(words);
});

it('says how many runs an action is about, and what chose them', () => {
  const these = { kind: 'these', runIds: ['a' as RunId, 'b' as RunId] } as const;
  expect(scopeWords(these, 2, false, NEWEST_FIRST)).toBe('The 2 runs that are ticked');
  expect(scopeWords(DEFAULT_COMPARE_SET, 10, false, NEWEST_FIRST)).toBe('The 10 runs of top 10 by Started ↓');
  expect(scopeWords(DEFAULT_COMPARE_SET, 50, true, NEWEST_FIRST)).toBe(
    'The 50 runs of top 10 groups by Started ↓',
  );
  expect(scopeWords({ kind: 'all', without: ['a' as RunId] }, 7, false, NEWEST_FIRST)).toBe(
    'The 7 runs of all matching rows, without 1',
  );
});

it.each([
  [200, false],
  [201, true],
])('offers %i starred runs as the set unless a link cannot hold them', async (count, isDisabled) => {
  const starred = Array.from({ length: count }, (_, index) => `s${index}`);
  preferencesStore().update({ starredRuns: { here: starred } });
  wordsOf('', 10);
  fireEvent.click(screen.getByRole('button', { name: m.set_change_label() }));
  const name = m.set_choose_starred({ count, text: String(count) });
  const item = await screen.findByRole<HTMLButtonElement>('menuitem', { name });
  expect(item.disabled).toBe(isDisabled);
  preferencesStore().update({ starredRuns: {} });
});

it('cuts a long key, so that the rule is read whole', () => {
  const words = wordsOf('&sort=metrics.eval/benchmarks/mmlu_3/exact_match', 10);
  expect(words).toMatch(/^Comparing top 10 by eval\/.{1,12}….{1,12}match ↑$/);
  const title = 'Comparing top 10 by eval/benchmarks/mmlu_3/exact_match ↑';
  expect(screen.getByTitle(title)).toBeTruthy();
});

it('puts the parts of the sentence where Korean has them', () => {
  overwriteGetLocale(() => 'ko');
  expect(wordsOf('', 10)).toBe('시작 ↓ 기준 상위 10개 비교 중');
});

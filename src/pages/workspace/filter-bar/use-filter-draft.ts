import { useEffect, useState } from 'react';
import { preferencesStore } from '../../../state/preferences.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import type { FilterReport } from '../../../worker/runs/runs-protocol.ts';

const MAX_RECENT = 20;

export interface FilterDraft {
  /** What stands in the field; not in force until it is applied. */
  readonly text: string;
  readonly applied: string;
  readonly setText: (text: string) => void;
  readonly apply: (text: string) => void;
  /** Back to what is applied. */
  readonly revert: () => void;
}

/** The text in the filter field. One that is applied elsewhere (a chip, a link, undo) takes its place. */
export function useFilterDraft(): FilterDraft {
  const { workspace, dispatch } = useWorkspace();
  const applied = workspace.filter;
  const [state, setState] = useState({ text: applied, applied });
  if (state.applied !== applied) setState({ text: applied, applied });
  const setText = (text: string) => setState({ text, applied });
  return {
    text: state.text,
    applied,
    setText,
    apply: (text) => {
      const filter = text.trim();
      setText(filter);
      if (filter !== applied) dispatch({ type: 'set-filter', filter });
    },
    revert: () => setText(applied),
  };
}

/** Remembers each filter that came into force; one that means nothing never does. */
export function useRecentFilters(applied: string, report: FilterReport): void {
  const isInForce = applied !== '' && report.text === applied && report.problem === undefined;
  useEffect(() => {
    if (!isInForce) return;
    const store = preferencesStore();
    const before = store.read().recentFilters;
    if (before[0] === applied) return;
    const recentFilters = [applied, ...before.filter((text) => text !== applied)].slice(0, MAX_RECENT);
    store.update({ recentFilters });
  }, [applied, isInForce]);
}

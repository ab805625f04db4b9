import { useEffect, useMemo } from 'react';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import { preferencesStore, type RememberedExperiments, usePreferences } from './preferences.ts';

const NONE: RememberedExperiments = { starred: [], recent: [] };
const MAX_RECENT = 30;

/** What this browser remembers of the experiments of a source. */
export function useRememberedExperiments(sourceKey: string): RememberedExperiments {
  const { preferences } = usePreferences();
  return preferences.experiments?.[sourceKey] ?? NONE;
}

/** Stars the experiment, or takes its star away. */
export function toggleStar(sourceKey: string, id: ExperimentId): void {
  change(sourceKey, ({ starred, recent }) => ({
    starred: starred.includes(id) ? starred.filter((other) => other !== id) : [...starred, id],
    recent,
  }));
}

/** Remembers that these were opened, while the page that shows them stands. */
export function useRecentExperiments(sourceKey: string, ids: readonly ExperimentId[]): void {
  const key = ids.join(',');
  const opened = useMemo(() => (key === '' ? [] : key.split(',')), [key]);
  useEffect(() => {
    if (opened.length === 0) return;
    change(sourceKey, ({ starred, recent }) => ({
      starred,
      recent: [...new Set([...opened, ...recent])].slice(0, MAX_RECENT),
    }));
  }, [sourceKey, opened]);
}

function change(sourceKey: string, next: (remembered: RememberedExperiments) => RememberedExperiments): void {
  const { read, update } = preferencesStore();
  const all = read().experiments;
  update({ experiments: { ...all, [sourceKey]: next(all?.[sourceKey] ?? NONE) } });
}

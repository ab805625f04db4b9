import { useMemo } from 'react';
import type { RunId } from '../domain/runs/run.ts';
import { preferencesStore, usePreferences } from './preferences.ts';

const NONE: readonly string[] = [];
/** The oldest star goes for a new one: what this browser keeps is small. */
const MAX_STARS = 1_000;

/** Runs of a source that the person starred in this browser. */
export function useStarredRuns(sourceKey: string): ReadonlySet<RunId> {
  const { preferences } = usePreferences();
  const starred = preferences.starredRuns?.[sourceKey] ?? NONE;
  return useMemo(() => new Set(starred as readonly RunId[]), [starred]);
}

/** Stars the run, or takes its star away. */
export function toggleRunStar(sourceKey: string, id: RunId): void {
  const { read, update } = preferencesStore();
  const all = read().starredRuns;
  const starred = all?.[sourceKey] ?? NONE;
  const next = starred.includes(id) ? starred.filter((other) => other !== id) : [...starred, id];
  update({ starredRuns: { ...all, [sourceKey]: next.slice(-MAX_STARS) } });
}

import { useEffect, useMemo } from 'react';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { type ExperimentRow, listFlat, listFolders } from '../../domain/runs/experiment-folders.ts';
import type { ExperimentsView } from '../../domain/runs/experiments-view.ts';
import {
  hasTags,
  type LastActivity,
  prepareTexts,
  searchExperiments,
  sortExperiments,
} from '../../domain/runs/find-experiments.ts';
import type { RememberedExperiments } from '../../state/preferences.ts';

/** So many fit on a screen or two: with more, folders are closed at first. */
const MAX_OPEN = 60;

export interface ExperimentRows {
  readonly found: readonly Experiment[];
  readonly rows: readonly ExperimentRow[];
}

/** The lines of the list: what is searched for, sorted, in folders. */
export function useExperimentRows(
  experiments: readonly Experiment[],
  view: ExperimentsView,
  remembered: RememberedExperiments,
  lastActivity: LastActivity,
): ExperimentRows {
  const { search, tags, list, sort, isFlat, toggled } = view;
  const listed = useMemo(() => listedOf(experiments, list, remembered), [experiments, list, remembered]);
  usePreparedTexts(listed);
  const isAsOpened = list === 'recent' && search.trim() === '';
  const sorted = useMemo(
    // The last one that was opened first: that is what the list is.
    () => (isAsOpened ? listed : sortExperiments(listed, sort, lastActivity)),
    [listed, isAsOpened, sort, lastActivity],
  );
  const found = useMemo(() => {
    const named = searchExperiments(sorted, search);
    return tags.length === 0 ? named : named.filter((experiment) => hasTags(experiment, tags));
  }, [sorted, search, tags]);
  const rows = useMemo(() => {
    if (isFlat || list === 'recent' || list === 'starred') return listFlat(found);
    const isOpenAtFirst = search.trim() !== '' || tags.length > 0 || found.length <= MAX_OPEN;
    const other = new Set(toggled);
    return listFolders(found, (path) => isOpenAtFirst !== other.has(path));
  }, [found, isFlat, list, search, tags, toggled]);
  return { found, rows };
}

function listedOf(
  experiments: readonly Experiment[],
  list: ExperimentsView['list'],
  { starred, recent }: RememberedExperiments,
): readonly Experiment[] {
  if (list === 'all' || list === 'deleted') return experiments;
  const byId = new Map<string, Experiment>(experiments.map((experiment) => [experiment.id, experiment]));
  const ids = list === 'starred' ? starred : recent;
  return ids.map((id) => byId.get(id)).filter((experiment) => experiment !== undefined);
}

const AT_ONCE = 500;

/** Ahead of the first search, some at a time. */
function usePreparedTexts(experiments: readonly Experiment[]): void {
  useEffect(() => {
    let start = 0;
    let timer = setTimeout(prepare, 300);
    function prepare(): void {
      prepareTexts(experiments.slice(start, start + AT_ONCE));
      start += AT_ONCE;
      if (start < experiments.length) timer = setTimeout(prepare, 20);
    }
    return () => clearTimeout(timer);
  }, [experiments]);
}

import { useEffect } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { defaultViewId, findView } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { unreadableWords } from '../../parts/views/view-words.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { experimentQuery, experimentsQuery } from '../../queries/run-queries.ts';
import { viewTextQuery } from '../../queries/view-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { hrefOfSaved, isBareWorkspace, parseSavedWorkspace } from '../../url/saved-workspace.ts';

const NOWHERE = '' as ExperimentId;

/**
 * Puts the default view of an experiment in the place of a link that says nothing but the experiment, as long as nobody
 * did anything there. Rows are read meanwhile: few experiments have one. Returns, in words, why none is opened where
 * there is one or may be one.
 */
export function useDefaultView(ids: readonly ExperimentId[]): string | undefined {
  const { workspace, arrival } = useWorkspace();
  const isWanted = arrival.isBare && ids.length === 1 && isUntouched(workspace);
  const { experiment, error } = useKnownExperiment(ids[0] ?? NOWHERE, isWanted);
  const viewId = experiment && defaultViewId(experiment.tags);
  const view = experiment && viewId !== undefined ? findView(experiment.tags, viewId) : undefined;
  const readable = view?.state === 'readable' ? view : undefined;
  const text = useQuery({ ...viewTextQuery(readable), enabled: isWanted && readable !== undefined });
  const saved =
    experiment && readable && text.data
      ? parseSavedWorkspace(text.data, { experimentId: experiment.id, id: readable.id })
      : undefined;
  const href = isWanted && saved ? hrefOfSaved(saved) : undefined;
  const navigateTo = useNavigateTo();
  useEffect(() => {
    if (href !== undefined) navigateTo(href, { replace: true });
  }, [href, navigateTo]);
  // The place of an experiment that is gone says so itself.
  if (error && failureOf(error).kind !== 'not-found') return m.views_default_unknown();
  const isLost = isWanted && view !== undefined && !saved && (!readable || text.isSuccess);
  return isLost ? `${m.views_default_unreadable()} ${unreadableWords(view)}` : undefined;
}

/** As the list of experiments has it, where that was read; else as it is read for this page. */
function useKnownExperiment(id: ExperimentId, isWanted: boolean) {
  const scope = useConnection();
  const queryClient = useQueryClient();
  const read = useQuery({ ...experimentQuery(scope, id), enabled: isWanted });
  const listed = queryClient.getQueryData(experimentsQuery(scope, 'active').queryKey);
  const experiment = isWanted ? (read.data ?? listed?.find((each) => each.id === id)) : undefined;
  return { experiment, error: isWanted && !experiment ? read.error : undefined };
}

/** What this browser remembers of the table was put there by nobody. */
function isUntouched(workspace: Parameters<typeof isBareWorkspace>[0]): boolean {
  return isBareWorkspace({ ...workspace, columns: undefined, pinnedColumns: [], directions: {} });
}

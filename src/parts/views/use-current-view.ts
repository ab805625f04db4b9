import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { findView, type SavedView, type ViewRef } from '../../domain/views/saved-view.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentQuery } from '../../queries/run-queries.ts';
import { viewTextQuery } from '../../queries/view-queries.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { changeSinceSaved, parseSavedWorkspace } from '../../url/saved-workspace.ts';
import type { ParsedWorkspace } from '../../url/workspace-codec.ts';

const NOWHERE = '' as ExperimentId;

export interface CurrentView {
  /** Where it is kept. */
  readonly ref: ViewRef;
  /** Undefined: it is not known yet, or there is none by now. */
  readonly view: SavedView | undefined;
  readonly isKnown: boolean;
  /** What it opens; undefined: not known. */
  readonly saved: ParsedWorkspace | undefined;
  readonly change: 'none' | 'moved' | 'changed';
}

/** The saved view that the workspace began as, and whether it is still the same. */
export function useCurrentView(): CurrentView | undefined {
  const { workspace } = useWorkspace();
  const { view: chosen } = workspace;
  const ref = chosen === 'none' ? undefined : chosen;
  const experiment = useQuery({
    ...experimentQuery(useConnection(), ref?.experimentId ?? NOWHERE),
    enabled: ref !== undefined,
  });
  const tags = experiment.data?.tags;
  const view = useMemo(() => (ref && tags ? findView(tags, ref.id) : undefined), [ref, tags]);
  const readable = view?.state === 'readable' ? view : undefined;
  const { data: text } = useQuery(viewTextQuery(readable));
  const saved = useMemo(() => (ref && text ? parseSavedWorkspace(text, ref) : undefined), [ref, text]);
  return useMemo(
    () =>
      ref && {
        ref,
        view,
        isKnown: tags !== undefined || experiment.isError,
        saved,
        change: saved ? changeSinceSaved(workspace, saved.workspace) : 'none',
      },
    [ref, view, tags, experiment.isError, saved, workspace],
  );
}

import { useCallback, useMemo, useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { ReadableView, ViewRef } from '../../domain/views/saved-view.ts';
import { usePerson } from '../../queries/sign-in-context.tsx';
import { useViewWriter, viewTextQuery } from '../../queries/view-queries.ts';
import { failureOf } from '../../queries/failure.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { contentOfWorkspace } from '../../url/view-content.ts';
import type { ViewChangeReply, ViewChangeRequest } from '../../worker/views/views-protocol.ts';

export type StoppedReply = Exclude<ViewChangeReply, { readonly state: 'done' }>;

export type ViewWorkState =
  | { readonly phase: 'idle' }
  | { readonly phase: 'working' }
  | { readonly phase: 'done'; readonly kind: ViewChangeRequest['change']['kind'] }
  /** Nothing was written; `reply` tells why. */
  | { readonly phase: 'stopped'; readonly request: ViewChangeRequest; readonly reply: StoppedReply };

export interface ViewWork {
  readonly state: ViewWorkState;
  /** True: it was done. */
  readonly change: (request: ViewChangeRequest) => Promise<boolean>;
  /** Saves what is shown as a new view, which it is from then on. */
  readonly saveAs: (
    experimentId: ViewRef['experimentId'],
    name: string,
    isDefault: boolean,
  ) => Promise<boolean>;
  /** Saves what is shown in place of the view's content; undefined: whatever stands there by now. */
  readonly update: (ref: ViewRef, generation: string | undefined) => Promise<boolean>;
  readonly duplicate: (
    experimentId: ViewRef['experimentId'],
    view: ReadableView,
    name: string,
  ) => Promise<boolean>;
  readonly reset: () => void;
}

/**
 * What is done to saved views, one thing at a time, and what became of it. `columns`: those that have to be named for
 * others to see them; undefined: everybody sees the same.
 */
export function useViewWork(columns: readonly RunColumn[] | undefined): ViewWork {
  const write = useViewWriter();
  const queryClient = useQueryClient();
  const { workspace, facts, dispatch } = useWorkspace();
  const [state, setState] = useState<ViewWorkState>({ phase: 'idle' });
  const person = usePerson();
  const enteredName = person.state === 'signed-in' ? person.name : undefined;
  const ask = useCallback(
    async (request: ViewChangeRequest): Promise<ViewChangeReply> => {
      setState({ phase: 'working' });
      let reply: ViewChangeReply;
      try {
        reply = await write({ ...request, enteredName });
      } catch (thrown) {
        reply = { state: 'refused', failure: failureOf(thrown) };
      }
      setState(
        reply.state === 'done'
          ? { phase: 'done', kind: request.change.kind }
          : { phase: 'stopped', request, reply },
      );
      return reply;
    },
    [write, enteredName],
  );
  const reset = useCallback(() => setState({ phase: 'idle' }), []);
  return useMemo<ViewWork>(() => {
    const saved = { ...workspace, columns };
    const content = () => JSON.stringify(contentOfWorkspace(saved, { ...facts, server: undefined }));
    // They are what is shown from then on, or the view would count as changed the moment it is saved.
    const keepColumns = () => {
      if (columns !== workspace.columns) dispatch({ type: 'recall-table', table: { columns } });
    };
    const change: ViewWork['change'] = async (request) => (await ask(request)).state === 'done';
    return {
      state,
      reset,
      change,
      saveAs: async (experimentId, name, isDefault) => {
        const made = { kind: 'create', name, content: content(), isDefault } as const;
        const reply = await ask({ experimentId, change: made });
        if (reply.state !== 'done' || reply.id === undefined) return false;
        dispatch({ type: 'set-view', view: { experimentId, id: reply.id } });
        keepColumns();
        return true;
      },
      update: async ({ experimentId, id }, generation) => {
        const isDone = await change({
          experimentId,
          change: { kind: 'update', id, content: content(), generation },
        });
        if (isDone) keepColumns();
        return isDone;
      },
      duplicate: async (experimentId, view, name) => {
        const text = await queryClient.fetchQuery(viewTextQuery(view));
        // What it holds is none of ours: the list says so of a view that is opened.
        if (text === null) return false;
        return change({ experimentId, change: { kind: 'create', name, content: text, isDefault: false } });
      },
    };
  }, [state, reset, ask, workspace, columns, facts, dispatch, queryClient]);
}

import {
  createContext,
  type Dispatch,
  type ReactNode,
  type SetStateAction,
  useCallback,
  useContext,
  useLayoutEffect,
  useMemo,
  useState,
} from 'react';
import { useLocation, useNavigate } from 'react-router';
import { redoInLog, undoInLog } from '../domain/workspace-log.ts';
import type { Workspace } from '../domain/workspace.ts';
import type { WorkspaceAction } from '../domain/workspace-actions.ts';
import { parseRoute, splitHash } from '../url/routes.ts';
import { formatWorkspace, type ParamProblem } from '../url/workspace-codec.ts';
import { usePacedWrite } from './use-paced-write.ts';
import type { LinkFacts } from '../url/link-facts.ts';
import {
  acceptData,
  type Arrival,
  applyAction,
  factsOf,
  type FoundName,
  isForOtherData,
  isTooLongForUrl,
  NO_WORKSPACE_SEEN,
  planUrlWrites,
  receiveFound,
  receiveSearch,
  type WorkspaceState,
} from './workspace-url.ts';

export interface WorkspaceStore {
  readonly workspace: Workspace;
  readonly dispatch: (action: WorkspaceAction) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What the link said that means nothing; those fields have their defaults. */
  readonly problems: readonly ParamProblem[];
  /** The last document that came from outside. */
  readonly arrival: Arrival;
  /** The address stopped following: the document no longer fits into a link. */
  readonly isTooLongForUrl: boolean;
  /** What the link said of its data, as far as it still holds. */
  readonly facts: LinkFacts;
  /** The link was made for other data; undefined: that is not known before `onFound` tells what is here. */
  readonly isForOtherData: boolean | undefined;
  /** The page knows what data this is; the address says it from then on. */
  readonly onFound: (name: FoundName, text: string | undefined, workspace: Workspace) => void;
  /** A link to a workspace, with what this version leaves alone of the address: `#/runs?…`. */
  readonly formatLink: (workspace: Workspace, facts: LinkFacts) => string;
  /** This data is meant, whatever the link says. */
  readonly onAcceptData: () => void;
}

const WorkspaceContext = createContext<WorkspaceStore | undefined>(undefined);

/**
 * Holds the workspace document and keeps the address of `#/runs` in step with it. Stands inside the router, above all
 * pages, so that a visit to a run's page loses no undo.
 */
export function WorkspaceProvider({ children }: { readonly children: ReactNode }) {
  const [kept, setState] = useState(NO_WORKSPACE_SEEN);
  const incoming = useIncomingSearch(kept);
  // While rendering, not in an effect: the page below must never see, and fetch for, the document before this one.
  const state = useMemo(
    () => (incoming === undefined ? kept : receiveSearch(kept, incoming)),
    [kept, incoming],
  );
  // A state that is set while rendering is lost when React goes back to updates that it had put off; a function in their
  // queue is not.
  useLayoutEffect(() => {
    if (incoming === undefined) return;
    // Once for each address, and what is rendered stays the same.
    // oxlint-disable-next-line react/set-state-in-effect
    setState((now) => (now.seen.search === incoming ? now : receiveSearch(now, incoming)));
  }, [incoming]);
  useUrlProjection(state, setState);
  const actions = useMemo(() => createActions(setState), []);
  const store = useMemo<WorkspaceStore>(
    () => ({
      ...actions,
      workspace: state.log.present,
      canUndo: state.log.past.length > 0,
      canRedo: state.log.future.length > 0,
      problems: state.problems,
      arrival: state.arrival,
      isTooLongForUrl: isTooLongForUrl(state),
      facts: factsOf(state),
      isForOtherData: isForOtherData(state),
      formatLink: (workspace, facts) => `#/runs${formatWorkspace(workspace, state.unknown, facts)}`,
    }),
    [actions, state],
  );
  return <WorkspaceContext value={store}>{children}</WorkspaceContext>;
}

export function useWorkspace(): WorkspaceStore {
  const store = useContext(WorkspaceContext);
  if (!store) throw new Error('missing: WorkspaceProvider');
  return store;
}

function createActions(setState: Dispatch<SetStateAction<WorkspaceState>>) {
  return {
    dispatch: (action: WorkspaceAction) => setState((state) => applyAction(state, action)),
    undo: () => setState((state) => ({ ...state, log: undoInLog(state.log) })),
    redo: () => setState((state) => ({ ...state, log: redoInLog(state.log) })),
    onFound: (name: FoundName, text: string | undefined, workspace: Workspace) =>
      setState((state) => receiveFound(state, name, text, workspace)),
    onAcceptData: () => setState(acceptData),
  };
}

/**
 * A search string that did not come from us. The router renders in a transition, so what it renders may be an address
 * that we have already replaced: only one that the browser still shows counts.
 */
function useIncomingSearch(state: WorkspaceState): string | undefined {
  const { pathname, search, hash } = useLocation();
  const rendered = runsSearchOf(`#${pathname}${search}${hash}`);
  if (rendered === undefined || rendered === state.seen.search) return undefined;
  return rendered === runsSearchOf(window.location.hash) ? rendered : undefined;
}

/** The search string of the workspace, undefined for the address of another page. */
function runsSearchOf(hash: string): string | undefined {
  return parseRoute(hash).page === 'runs' ? splitHash(hash).search : undefined;
}

function useUrlProjection(state: WorkspaceState, setState: Dispatch<SetStateAction<WorkspaceState>>): void {
  const navigate = useNavigate();
  // Back on this page, a write that came too late to leave it is due again.
  const { pathname } = useLocation();
  const writes = useMemo(() => planUrlWrites(state), [state]);
  const write = useCallback(() => {
    const current = runsSearchOf(window.location.hash);
    // Another page, or an address that is on its way to us: it wins.
    if (current === undefined || current !== state.seen.search) return;
    for (const { search, isPush } of writes) void navigate(`/runs${search}`, { replace: !isPush });
    const written = writes.at(-1)?.search;
    const seen = { search: written, workspace: state.log.present, facts: factsOf(state) };
    setState((now) => ({ ...now, seen }));
  }, [writes, state, setState, navigate]);
  const isPush = writes.some((planned) => planned.isPush);
  usePacedWrite(writes.length > 0 && parseRoute(`#${pathname}`).page === 'runs' ? write : undefined, isPush);
}

import {
  applyToLog,
  createWorkspaceLog,
  isSamePlace,
  leftByMove,
  receiveInLog,
  withPlaceOf,
  type WorkspaceLog,
} from '../domain/workspace-log.ts';
import { DEFAULT_WORKSPACE, type Workspace } from '../domain/workspace.ts';
import type { WorkspaceAction } from '../domain/workspace-actions.ts';
import {
  formatWorkspace,
  NO_UNKNOWN_PARAMS,
  type ParamProblem,
  parseWorkspace,
  type UnknownParams,
} from '../url/workspace-codec.ts';

/** Beyond this, servers, chat programs and mail cut links. */
export const MAX_SEARCH_CHARACTERS = 8000;

/** The document, its log, and what the address is known to say. */
export interface WorkspaceState {
  readonly log: WorkspaceLog;
  readonly unknown: UnknownParams;
  readonly problems: readonly ParamProblem[];
  /** The search string that was last read from or written to the address, and the document that it stands for. */
  readonly seen: { readonly search: string | undefined; readonly workspace: Workspace };
}

export const NO_WORKSPACE_SEEN: WorkspaceState = {
  log: createWorkspaceLog(DEFAULT_WORKSPACE),
  unknown: NO_UNKNOWN_PARAMS,
  problems: [],
  seen: { search: undefined, workspace: DEFAULT_WORKSPACE },
};

/** The address changed by other hands: a link, Back, a typed address. */
export function receiveSearch(state: WorkspaceState, search: string): WorkspaceState {
  const { workspace, unknown, problems } = parseWorkspace(search);
  const isFirst = state.seen.search === undefined;
  const log = isFirst ? createWorkspaceLog(workspace) : receiveInLog(state.log, workspace);
  return { log, unknown, problems, seen: { search, workspace: log.present } };
}

export function applyAction(state: WorkspaceState, action: WorkspaceAction): WorkspaceState {
  return { ...state, log: applyToLog(state.log, action) };
}

export interface UrlWrite {
  readonly search: string;
  /** A new history entry; otherwise the current one is replaced. */
  readonly isPush: boolean;
}

/**
 * What to write so that the address says what the document says, in order. Another tab or card on the whole screen is a
 * new entry; what changed before it belongs to the entry that is left.
 */
export function planUrlWrites({ log, unknown, seen }: WorkspaceState): readonly UrlWrite[] {
  const { present } = log;
  if (present === seen.workspace) return [];
  const isOtherPlace = !isSamePlace(present, seen.workspace);
  const writes: UrlWrite[] = [];
  // What one click changed together with the tab belongs to the entry that it led to.
  const before = leftByMove(log);
  const isMove = isOtherPlace && before !== undefined && isSamePlace(before, seen.workspace);
  const left = isMove ? before : withPlaceOf(present, seen.workspace);
  const leftSearch = formatWorkspace(left, unknown);
  if (leftSearch !== formatWorkspace(seen.workspace, unknown))
    writes.push({ search: leftSearch, isPush: false });
  if (isOtherPlace) writes.push({ search: formatWorkspace(present, unknown), isPush: true });
  return writes.filter(({ search }) => search.length <= MAX_SEARCH_CHARACTERS);
}

/** The document no longer fits into a link. */
export function isTooLongForUrl({ log, unknown }: WorkspaceState): boolean {
  return formatWorkspace(log.present, unknown).length > MAX_SEARCH_CHARACTERS;
}

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
import { isSameData } from '../domain/sharing/data-fingerprint.ts';
import { asksForSameSet, isOfSameExperiments } from '../domain/sharing/same-question.ts';
import type { WorkspaceAction } from '../domain/workspace-actions.ts';
import { type LinkFacts, NO_FACTS } from '../url/link-facts.ts';
import { parseSearch } from '../url/search-field.ts';
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
  /** The last document that came from outside. */
  readonly arrival: Arrival;
  /** What the address said of its data when it came by other hands, and the document that it said that of. */
  readonly link: { readonly facts: LinkFacts; readonly workspace: Workspace };
  /** What the page found out about the data. */
  readonly found: Readonly<Partial<Record<FoundName, Found>>>;
  /** The search string that was last read from or written to the address, and what it stands for. */
  readonly seen: {
    readonly search: string | undefined;
    readonly workspace: Workspace;
    readonly facts: LinkFacts;
  };
}

/** A link, Back, a typed address. */
export interface Arrival {
  readonly count: number;
  /** It said nothing but which experiments are shown. */
  readonly isBare: boolean;
  /** It said what data it is for: what somebody saw, which this browser's own memory has no say in. */
  readonly saysData: boolean;
}

/** What of the facts of a link a page can tell by itself. */
export type FoundName = 'data' | 'server' | 'colors';

interface Found {
  readonly text: string | undefined;
  /** The document that it was found out for. */
  readonly workspace: Workspace;
}

export const NO_WORKSPACE_SEEN: WorkspaceState = {
  log: createWorkspaceLog(DEFAULT_WORKSPACE),
  unknown: NO_UNKNOWN_PARAMS,
  problems: [],
  arrival: { count: 0, isBare: false, saysData: false },
  link: { facts: NO_FACTS, workspace: DEFAULT_WORKSPACE },
  found: {},
  seen: { search: undefined, workspace: DEFAULT_WORKSPACE, facts: NO_FACTS },
};

/** The address changed by other hands: a link, Back, a typed address. */
export function receiveSearch(state: WorkspaceState, search: string): WorkspaceState {
  const { workspace, unknown, problems, facts } = parseOnce(search);
  const isFirst = state.seen.search === undefined;
  const log = isFirst ? createWorkspaceLog(workspace) : receiveInLog(state.log, workspace);
  const link = { facts, workspace: log.present };
  return {
    log,
    unknown,
    problems,
    arrival: {
      count: state.arrival.count + 1,
      isBare: isBareSearch(search),
      saysData: facts.data !== undefined,
    },
    link,
    found: state.found,
    seen: { search, workspace: log.present, facts },
  };
}

let last: { readonly search: string; readonly parsed: ReturnType<typeof parseWorkspace> } | undefined;

/** The same document for the same address: what is received twice on its way is no other document. */
function parseOnce(search: string): ReturnType<typeof parseWorkspace> {
  if (last?.search !== search) last = { search, parsed: parseWorkspace(search) };
  return last.parsed;
}

/** The page knows the data, or the colours, of the document that it shows. */
export function receiveFound(
  state: WorkspaceState,
  name: FoundName,
  text: string | undefined,
  workspace: Workspace,
): WorkspaceState {
  const known = state.found[name];
  const isSameFor = name === 'colors' ? asksForSameSet : isOfSameExperiments;
  if (known && known.text === text && isSameFor(known.workspace, workspace)) return state;
  return { ...state, found: { ...state.found, [name]: { text, workspace } } };
}

/** Whatever the link said of its data, it is shown with this data from now on. */
export function acceptData(state: WorkspaceState): WorkspaceState {
  return { ...state, link: { facts: NO_FACTS, workspace: state.log.present } };
}

/** What holds of the document: found out, or said by the link that it came with. */
export function factsOf({ link, found, log }: WorkspaceState, workspace: Workspace = log.present): LinkFacts {
  const isLinkOfSet = asksForSameSet(link.workspace, workspace);
  const isFoundOfSet = found.colors !== undefined && asksForSameSet(found.colors.workspace, workspace);
  const isLinkOfData = isOfSameExperiments(link.workspace, workspace);
  const said = isLinkOfData ? link.facts.data : undefined;
  const here = foundFor(found.data, workspace)?.text;
  // A link for other data stays one until somebody says that this data is meant.
  const isForOther = said !== undefined && here !== undefined && !isSameData(said, here);
  const server = isForOther ? undefined : foundFor(found.server, workspace);
  return {
    data: isForOther ? said : (here ?? said),
    server: server ? server.text : isLinkOfData ? link.facts.server : undefined,
    atMs: isLinkOfSet ? link.facts.atMs : undefined,
    check: isLinkOfSet ? link.facts.check : undefined,
    colors: isFoundOfSet ? found.colors?.text : isLinkOfSet ? link.facts.colors : undefined,
  };
}

/** The link was made for other data than there is here. Undefined: nobody knows yet. */
export function isForOtherData({ link, found, log }: WorkspaceState): boolean | undefined {
  const said = isOfSameExperiments(link.workspace, log.present) ? link.facts.data : undefined;
  if (said === undefined) return false;
  const here = foundFor(found.data, log.present)?.text;
  return here === undefined ? undefined : !isSameData(said, here);
}

/** What was found out for the same experiments. */
function foundFor(found: Found | undefined, workspace: Workspace): Found | undefined {
  return found && isOfSameExperiments(found.workspace, workspace) ? found : undefined;
}

/** The address of a document. One that names experiments only stays as short as people type it. */
function searchOf(state: WorkspaceState, workspace: Workspace): string {
  const facts = factsOf(state, workspace);
  const bare = formatWorkspace(workspace, state.unknown);
  const isTyped =
    !bare.includes('&') && [facts.atMs, facts.colors, facts.server].every((fact) => fact === undefined);
  if (isTyped && state.link.facts.data === undefined) return bare;
  return formatWorkspace(workspace, state.unknown, facts);
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
export function planUrlWrites(state: WorkspaceState): readonly UrlWrite[] {
  const { log, seen } = state;
  const { present } = log;
  if (present === seen.workspace && isSameFacts(factsOf(state), seen.facts)) return [];
  const isOtherPlace = !isSamePlace(present, seen.workspace);
  const writes: UrlWrite[] = [];
  // What one click changed together with the tab belongs to the entry that it led to.
  const before = leftByMove(log);
  const isMove = isOtherPlace && before !== undefined && isSamePlace(before, seen.workspace);
  const left = isMove ? before : withPlaceOf(present, seen.workspace);
  const leftSearch = searchOf(state, left);
  if (leftSearch !== formatWorkspace(seen.workspace, state.unknown, seen.facts))
    writes.push({ search: leftSearch, isPush: false });
  if (isOtherPlace) writes.push({ search: searchOf(state, present), isPush: true });
  return writes.filter(({ search }) => search.length <= MAX_SEARCH_CHARACTERS);
}

function isSameFacts(left: LinkFacts, right: LinkFacts): boolean {
  return (
    left.data === right.data &&
    left.server === right.server &&
    left.atMs === right.atMs &&
    left.check === right.check &&
    left.colors === right.colors
  );
}

/** The document no longer fits into a link. */
export function isTooLongForUrl(state: WorkspaceState): boolean {
  return searchOf(state, state.log.present).length > MAX_SEARCH_CHARACTERS;
}

function isBareSearch(search: string): boolean {
  return parseSearch(search).every(([name]) => name === 'e');
}

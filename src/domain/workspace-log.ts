import type { Workspace } from './workspace.ts';
import { reduceWorkspace, type WorkspaceAction } from './workspace-actions.ts';

/** The document with what undo and redo need. The newest of `past` is last, the next of `future` is first. */
export interface WorkspaceLog {
  readonly past: readonly Workspace[];
  readonly present: Workspace;
  readonly future: readonly Workspace[];
  /** Type of the last action; typing on in the same field joins its step. */
  readonly lastType: WorkspaceAction['type'] | undefined;
  /** What the last change of charts was part of. */
  readonly lastJoint?: string | undefined;
  /** Steps that led to another tab or card, too: what was there before, one of `past`, and where they led to. */
  readonly moves?: readonly Move[] | undefined;
}

interface Move {
  readonly from: Workspace;
  readonly to: Workspace;
}

const MAX_STEPS = 200;
/** A text typed letter by letter is one step. */
const TYPED = new Set<WorkspaceAction['type']>(['set-find', 'set-filter', 'find-in-diff']);

export function createWorkspaceLog(present: Workspace): WorkspaceLog {
  return { past: [], present, future: [], lastType: undefined };
}

/**
 * Tabs, the card that fills the screen and the file that is shown are no step: the browser's Back moves between them,
 * undo takes back the rest; where one click changed both, undo takes back both. Nor is what was recalled when the page
 * opened, which nobody did, and what it was saved as, which changed nothing of it.
 */
export function applyToLog(log: WorkspaceLog, action: WorkspaceAction): WorkspaceLog {
  const present = reduceWorkspace(log.present, action);
  if (action.type === 'set-tab' || action.type === 'set-card' || action.type === 'set-path')
    return { ...log, present, lastType: undefined };
  if (action.type === 'recall-table' || action.type === 'set-view') return { ...log, present };
  const joint = action.type === 'set-chart' ? action.joint : undefined;
  const isJoined = joint === undefined ? TYPED.has(action.type) : joint === log.lastJoint;
  if (action.type === log.lastType && isJoined) return { ...log, present, future: [] };
  const step = { ...pushStep(log, present, action.type), lastJoint: joint };
  if (isSamePlace(log.present, present)) return step;
  const move = { from: log.present, to: present };
  return { ...step, moves: [...(log.moves ?? []), move].slice(-MAX_STEPS) };
}

/** What was there before the last step, where that led to another tab or card. */
export function leftByMove({ past, moves = [] }: WorkspaceLog): Workspace | undefined {
  return moves.find(({ from }) => from === past.at(-1))?.from;
}

/**
 * A document that came from outside: Back, a pasted link. One step that can be undone, but for another choice of
 * experiments, where the steps so far mean nothing, and for another tab or card alone.
 */
export function receiveInLog(log: WorkspaceLog, incoming: Workspace): WorkspaceLog {
  if (!isSame(log.present.experimentIds, incoming.experimentIds)) return createWorkspaceLog(incoming);
  if (isSame(withPlaceOf(log.present, incoming), incoming)) return { ...log, present: incoming };
  return pushStep(log, incoming, undefined);
}

export function undoInLog(log: WorkspaceLog): WorkspaceLog {
  const previous = log.past.at(-1);
  if (!previous) return log;
  const move = log.moves?.find(({ from }) => from === previous);
  // Who has gone elsewhere since stays there.
  const isBack = move !== undefined && isSamePlace(move.to, log.present);
  return {
    ...log,
    past: log.past.slice(0, -1),
    present: isBack ? previous : withPlaceOf(previous, log.present),
    future: [log.present, ...log.future],
    lastType: undefined,
  };
}

export function redoInLog(log: WorkspaceLog): WorkspaceLog {
  const [next, ...future] = log.future;
  if (!next) return log;
  const isMove = log.moves?.some(({ from }) => from === log.present) === true;
  return {
    ...log,
    past: [...log.past, log.present],
    present: isMove ? next : withPlaceOf(next, log.present),
    future,
    lastType: undefined,
  };
}

function pushStep(
  log: WorkspaceLog,
  present: Workspace,
  type: WorkspaceAction['type'] | undefined,
): WorkspaceLog {
  const past = [...log.past, log.present].slice(-MAX_STEPS);
  return { past, present, future: [], lastType: type, ...(log.moves && { moves: log.moves }) };
}

/** Looking at what the other looks at. */
export function withPlaceOf(workspace: Workspace, other: Workspace): Workspace {
  if (isSamePlace(workspace, other)) return workspace;
  const { tab, card, path, filesOf } = other;
  return { ...workspace, tab, card, path, filesOf };
}

export function isSamePlace(workspace: Workspace, other: Workspace): boolean {
  return (
    workspace.tab === other.tab &&
    workspace.card === other.card &&
    workspace.path === other.path &&
    workspace.filesOf === other.filesOf
  );
}

/** Plain data, made by one decoder or by small edits of it: the order of keys is the same. */
function isSame(first: unknown, second: unknown): boolean {
  return first === second || JSON.stringify(first) === JSON.stringify(second);
}

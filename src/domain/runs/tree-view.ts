import type { RunId } from './run.ts';

/** How runs stand below their parents. */
export interface TreeView {
  /** Whether a parent that neither list names shows its children. */
  readonly isOpen: boolean;
  readonly open: readonly RunId[];
  readonly closed: readonly RunId[];
}

export const CLOSED_TREE: TreeView = { isOpen: false, open: [], closed: [] };

/** Ancestors that do not pass the filter are there for their descendants: these are shown unless somebody closed them. */
export function isBranchOpen(view: TreeView, id: RunId | undefined, isContext: boolean): boolean {
  if (id === undefined) return false;
  if (view.open.includes(id)) return true;
  return !view.closed.includes(id) && (view.isOpen || isContext);
}

/** After a click on the mark before a parent's name. */
export function toggleBranch(view: TreeView, id: RunId, isOpen: boolean): TreeView {
  const others = (list: readonly RunId[]) => list.filter((other) => other !== id);
  const [open, closed] = [others(view.open), others(view.closed)];
  return isOpen ? { ...view, open: [...open, id], closed } : { ...view, open, closed: [...closed, id] };
}

/** In a link: `{}`, `{"all": true}`, `{"open": [ids], "closed": [ids]}`. */
export function packTree({ isOpen, open, closed }: TreeView): Readonly<Record<string, unknown>> {
  return {
    ...(isOpen && { all: true }),
    ...(open.length > 0 && { open }),
    ...(closed.length > 0 && { closed }),
  };
}

/** Undefined for what `packTree` does not make. */
export function readTree(json: unknown): TreeView | undefined {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const { all = false, open = [], closed = [] } = json as Readonly<Record<string, unknown>>;
  if (typeof all !== 'boolean' || !isIds(open) || !isIds(closed)) return undefined;
  return { isOpen: all, open, closed };
}

function isIds(json: unknown): json is readonly RunId[] {
  return Array.isArray(json) && json.every((item) => typeof item === 'string');
}

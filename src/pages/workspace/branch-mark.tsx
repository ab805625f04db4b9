import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { BranchOfRow } from '../../worker/runs/runs-protocol.ts';
import css from './branch-mark.module.css';

/** Of one level. */
const INDENT_PX = 16;
const MARK_PX = 18;
const COUNT_GAP_PX = 6;
const DIGIT_PX = 7;

/** The room that the mark takes before the name. */
export function branchPx(branch: BranchOfRow | undefined): number {
  if (!branch) return 0;
  const count = countText(branch);
  const countPx = count === '' ? 0 : COUNT_GAP_PX + count.length * DIGIT_PX;
  return branch.depth * INDENT_PX + MARK_PX + countPx;
}

interface BranchMarkProps {
  /** Of the run. */
  readonly name: string;
  readonly branch: BranchOfRow;
  readonly onOpen: () => void;
}

/** Where a run stands in the tree, with what shows or hides the runs below it. */
export function BranchMark({ name, branch, onOpen }: BranchMarkProps) {
  const indent = { marginLeft: branch.depth * INDENT_PX };
  if (!canOpen(branch)) return <span className={css['leaf']} style={indent} />;
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['open']}
      style={indent}
      aria-expanded={branch.isOpen}
      data-unknown={branch.childCount === 0 || undefined}
      aria-label={markWords(branch, name)}
      title={markWords(branch, name)}
      onClick={(event) => {
        // The click is not one on the row.
        event.preventDefault();
        onOpen();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

/** How many runs stand below, behind the marks of the run. */
export function BranchCount({ branch }: { readonly branch: BranchOfRow }) {
  const count = countText(branch);
  if (count === '') return null;
  return (
    <span
      className={css['count']}
      title={m.tree_below({ count: branch.descendantCount, text: formatCount(branch.descendantCount) })}
    >
      {count}
    </span>
  );
}

/** Whether there is something below it, or may be. */
export function canOpen({ childCount, mayHaveMore }: BranchOfRow): boolean {
  return childCount > 0 || mayHaveMore;
}

function countText({ descendantCount }: BranchOfRow): string {
  return descendantCount > 0 ? formatCount(descendantCount) : '';
}

function markWords({ isOpen, children }: BranchOfRow, name: string): string {
  if (children === 'reading') return m.tree_reading({ name });
  if (children === 'failed') return m.tree_failed({ name });
  return isOpen ? m.tree_close({ name }) : m.tree_open({ name });
}

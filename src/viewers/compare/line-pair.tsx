import { changedSpan, type Span } from '../../base/changed-span.ts';
import { formatCount } from '../../base/format-number.ts';
import { ADDED, CHANGED, REMOVED, SAME } from '../../domain/artifacts/compare/align-lines.ts';
import { m } from '../../paraglide/messages.js';
import type { ComparedLines } from '../../worker/files/compare-protocol.ts';
import css from './compare.module.css';

/** Longer lines are cut: one line of 1 MB would take as long as all others. */
const MOST_CHARACTERS = 2_000;

interface LinePairProps {
  readonly kind: number;
  readonly left: number;
  readonly right: number;
  readonly lines: ComparedLines;
  readonly isUnified: boolean;
  readonly isCurrent: boolean;
}

/** A row of two texts: the lines that stand beside each other, or the one of them. */
export function LinePair({ kind, left, right, lines, isUnified, isCurrent }: LinePairProps) {
  const before = left < 0 ? undefined : lines.before[left];
  const after = right < 0 ? undefined : lines.after[right];
  const span = kind === CHANGED ? changedSpan(before ?? '', after ?? '') : undefined;
  const current = isCurrent || undefined;
  if (isUnified) {
    const isRemoved = kind === REMOVED;
    return (
      <div className={css['pair']} data-unified="" data-current={current}>
        <Gutter place={left} />
        <Gutter place={right} />
        <Side text={isRemoved ? before : after} look={lookOf(kind, isRemoved)} mark={undefined} />
      </div>
    );
  }
  return (
    <div className={css['pair']} data-current={current}>
      <Gutter place={left} />
      <Side text={before} look={lookOf(kind, true)} mark={span?.before} />
      <Gutter place={right} />
      <Side text={after} look={lookOf(kind, false)} mark={span?.after} />
    </div>
  );
}

function Gutter({ place }: { readonly place: number }) {
  return (
    <span className={css['gutter']} aria-hidden="true">
      {place < 0 ? '' : formatCount(place + 1)}
    </span>
  );
}

function lookOf(kind: number, isLeft: boolean): string | undefined {
  if (kind === SAME || (isLeft ? kind === ADDED : kind === REMOVED)) return undefined;
  return isLeft ? 'removed' : 'added';
}

interface SideProps {
  readonly text: string | undefined;
  readonly look: string | undefined;
  readonly mark: Span | undefined;
}

function Side({ text, look, mark }: SideProps) {
  if (text === undefined) return <span className={css['none']} />;
  const shown = text.slice(0, MOST_CHARACTERS);
  const rest = text.length - shown.length;
  return (
    <span className={css['text']} data-look={look}>
      {look ? <span className={css['sign']}>{look === 'removed' ? '−' : '+'}</span> : null}
      {mark && mark.end > mark.start ? (
        <>
          {shown.slice(0, mark.start)}
          <mark>{shown.slice(mark.start, mark.end)}</mark>
          {shown.slice(mark.end)}
        </>
      ) : (
        shown
      )}
      {rest > 0 ? <span className={css['said']}>{m.cmp_line_rest({ count: formatCount(rest) })}</span> : null}
    </span>
  );
}

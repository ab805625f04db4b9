import { unreachable } from '../../base/assert.ts';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ChangeOutcome } from './change-outcome.ts';

/** What somebody did, as a notice names it. */
export type ChangeAction =
  | 'rename'
  | 'tag'
  | 'untag'
  | 'note'
  | 'color'
  | 'delete'
  | 'restore'
  | 'status'
  | 'undo';

/** `20 runs deleted`, `18 of 20 deleted, 2 refused: no permission`, `120 of 500 deleted, 380 not: stopped`. */
export function outcomeWords(action: ChangeAction, outcome: ChangeOutcome): string {
  const { runCount, doneCount, unchangedCount, refused, stoppedCount } = outcome;
  const done = doneWord(action);
  if (doneCount === runCount) return m.changed_all({ count: doneCount, text: formatCount(doneCount), done });
  const so = m.changed_so({ count: unchangedCount, text: formatCount(unchangedCount) });
  if (refused.length + stoppedCount + doneCount === 0) return m.changed_nothing({ so });
  if (refused.length === runCount) return m.changed_none({ done, reasons: reasonsOf(outcome) });
  const count = formatCount(refused.length);
  return [
    m.changed_some({ count: formatCount(doneCount), total: formatCount(runCount), done }),
    ...(unchangedCount > 0 ? [so] : []),
    ...(refused.length > 0 ? [m.changed_refused({ count, reasons: reasonsOf(outcome) })] : []),
    ...(stoppedCount > 0 ? [m.changed_stopped({ count: formatCount(stoppedCount) })] : []),
  ].join(', ');
}

/** Each reason once, the most frequent one first. */
function reasonsOf({ refused }: ChangeOutcome): string {
  const counts = new Map<string, number>();
  for (const { failure } of refused) {
    const reason = reasonWord(failure);
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  const byCount = [...counts].toSorted(([, a], [, b]) => b - a);
  return byCount.map(([reason]) => reason).join(', ');
}

/** A failure in few words, for many runs at once; `failureWords` says it with what to do. */
export function reasonWord(failure: TrackingFailure): string {
  if (failure.cause === 'origin-refused') return m.refused_origin();
  switch (failure.kind) {
    case 'unauthorized':
      return m.refused_unauthorized();
    case 'forbidden':
      return m.refused_forbidden();
    case 'not-found':
      return m.refused_notfound();
    case 'conflict':
      return m.refused_conflict();
    case 'rejected':
      return m.refused_rejected();
    case 'network':
      return m.refused_network();
    case 'server':
    case 'bad-response':
      return m.refused_server();
    case 'aborted':
      return m.refused_aborted();
    case 'unsupported':
      return m.refused_unsupported();
    default:
      return unreachable(failure.kind);
  }
}

function doneWord(action: ChangeAction): string {
  switch (action) {
    case 'rename':
      return m.done_rename();
    case 'tag':
      return m.done_tag();
    case 'untag':
      return m.done_untag();
    case 'note':
      return m.done_note();
    case 'color':
      return m.done_color();
    case 'delete':
      return m.done_delete();
    case 'restore':
      return m.done_restore();
    case 'status':
      return m.done_status();
    case 'undo':
      return m.done_undo();
    default:
      return unreachable(action);
  }
}

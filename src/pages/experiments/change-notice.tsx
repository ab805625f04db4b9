import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { failureWords } from '../../parts/wording.ts';
import { Notice } from '../../ui/notice.tsx';
import type { ChangeOutcome, ExperimentChanges } from './use-experiment-changes.ts';

/** What became of the last changes, one by one where not all went well; and the way back. */
export function ChangeNotice({ changes }: { readonly changes: ExperimentChanges }) {
  const { outcome, progress, undo, dismiss } = changes;
  if (progress && progress.total > 1) {
    return <Notice tone="info" title={m.change_progress({ done: progress.done, total: progress.total })} />;
  }
  if (!outcome || (outcome.total === 0 && outcome.refused.length === 0)) return null;
  const { refused } = outcome;
  return (
    <Notice
      tone={refused.length > 0 ? 'error' : 'info'}
      title={titleOf(outcome)}
      body={refused.length > 0 ? refusals(outcome) : undefined}
      actions={
        outcome.undo.length > 0 ? (
          <Button size="compact-sm" variant="default" onClick={undo}>
            {m.undo()}
          </Button>
        ) : undefined
      }
      dismiss={{ label: m.close(), onDismiss: dismiss }}
    />
  );
}

function titleOf({ kind, total, done, refused, isUndo }: ChangeOutcome): string {
  const [only] = done;
  if (refused.length > 0) return m.change_partly({ done: done.length, total });
  if (isUndo) return m.change_undone();
  const text = String(total);
  const name = total === 1 && only ? only.name : '';
  switch (kind) {
    case 'rename':
      return only?.change.kind === 'rename'
        ? m.change_renamed({ name, to: only.change.name })
        : m.change_saved();
    case 'set-tag':
    case 'delete-tag':
      return m.change_saved();
    case 'delete':
      return total === 1 ? m.change_deleted_one({ name }) : m.change_deleted({ text });
    case 'restore':
      return total === 1 ? m.change_restored_one({ name }) : m.change_restored({ text });
  }
}

/** `2 refused: No permission (a, b)`, one line for each cause. */
function refusals({ refused }: ChangeOutcome): string {
  const byCause = new Map<string, string[]>();
  for (const { name, failure } of refused) {
    const words = failureWords(failure, globalThis.location?.origin ?? '').title;
    byCause.set(words, [...(byCause.get(words) ?? []), name]);
  }
  return [...byCause]
    .map(([reason, names]) =>
      m.change_refused({ count: names.length, reason, names: names.slice(0, 5).join(', ') }),
    )
    .join(' ');
}

import { useCallback } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { colorLetters } from '../../domain/sharing/color-letters.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { liveLink } from '../../url/shared-link.ts';
import { runSlotOf } from '../run-styles.ts';
import { useSharePlace } from './share-place.tsx';

/** What a link of the set is made from. */
export interface SetOnScreen {
  readonly compared: readonly ComparedRun[];
  /** No run that is still read can belong into it. */
  readonly isWhole: boolean;
  /** Columns that the link names. */
  readonly columns: readonly RunColumn[] | undefined;
}

/** Makes the link of the rule as it is now, however long, to be given to somebody else. */
export function useLiveLink({ compared, isWhole, columns }: SetOnScreen): () => string {
  const { workspace, facts, formatLink } = useWorkspace();
  const { base } = useSharePlace();
  return useCallback(() => {
    const colors = colorLetters(compared, runSlotOf);
    const ids = compared.map(({ id }) => id);
    const link = liveLink({
      workspace: { ...workspace, columns },
      ids,
      facts: { ...facts, colors },
      nowMs: Date.now(),
    });
    // Of a set that is still being read it is not known what it will be.
    const check = isWhole ? link.facts.check : undefined;
    return base + formatLink(link.workspace, { ...link.facts, check });
  }, [base, compared, isWhole, columns, workspace, facts, formatLink]);
}

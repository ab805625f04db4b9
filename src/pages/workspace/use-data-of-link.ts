import { useEffect, useMemo } from 'react';
import type { Experiment } from '../../domain/runs/experiment.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { colorLetters, readColorLetters } from '../../domain/sharing/color-letters.ts';
import { fingerprintOf } from '../../domain/sharing/data-fingerprint.ts';
import { adoptRunSlots, runSlotOf } from '../../parts/run-styles.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useWorkspace } from '../../state/workspace-store.tsx';

/**
 * Tells the address what data is shown, and of which server where the person chose it.
 *
 * @param experiments those that stand for the data; undefined: not read yet
 * @returns whether the data may be shown: `other` where the link was made for another, undefined while that is not known
 */
export function useDataOfLink(experiments: readonly Experiment[] | undefined): 'same' | 'other' | undefined {
  const { workspace, isForOtherData, onFound } = useWorkspace();
  const data = experiments && fingerprintOf(experiments);
  const { reach } = useConnection();
  const server = reach.kind === 'chosen' ? reach.address : undefined;
  useEffect(() => {
    if (data === undefined) return;
    onFound('data', data, workspace);
    onFound('server', server, workspace);
  }, [data, server, workspace, onFound]);
  if (isForOtherData === undefined) return undefined;
  return isForOtherData ? 'other' : 'same';
}

/**
 * Gives the compared runs the colours of the link, and tells the address those that they have.
 *
 * @param isWhole no run of the set is still to come
 */
export function useColorsOfLink(compared: readonly ComparedRun[], isWhole: boolean): void {
  const { workspace, facts, onFound } = useWorkspace();
  const { colors } = facts;
  const slots = useMemo(
    () => (colors === undefined ? undefined : readColorLetters(colors, compared)),
    [colors, compared],
  );
  // While rendering: what is drawn below has these colours from its first frame on.
  if (slots) adoptRunSlots(slots);
  useEffect(() => {
    if (isWhole && compared.length > 0) onFound('colors', colorLetters(compared, runSlotOf), workspace);
  }, [isWhole, compared, workspace, onFound]);
}

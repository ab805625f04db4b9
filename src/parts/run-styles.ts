import { useMemo } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { assignColorSlots, LINE_COLORS, slotStyle } from '../domain/charts/color-slots.ts';
import type { ComparedRun } from '../domain/runs/compare-set.ts';
import type { RunId } from '../domain/runs/run.ts';

export interface RunStyle {
  /** A CSS colour of the theme in force. */
  readonly color: string;
  readonly dash: readonly number[];
}

/** Slots stay for the session: a run that leaves the set and comes back has the colour it had. */
const sessionSlots = new Map<string, number>();

/** By the id of the run, or of the group of runs. */
export type LineStyles = ReadonlyMap<string, RunStyle>;

/** Of groups, by their values: a group has its colour whatever runs are in it. */
const sessionGroupSlots = new Map<string, number>();

/** Colour and dash of each group of runs. */
export function useGroupStyles(groups: readonly { readonly id: string }[]): LineStyles {
  const colors = LINE_COLORS[useComputedColorScheme('light')];
  return useMemo(() => {
    const slots = assignColorSlots(sessionGroupSlots, groups);
    return new Map(
      [...slots].map(([id, slot]) => {
        sessionGroupSlots.set(id, slot);
        const { colorIndex, dash } = slotStyle(slot);
        return [id, { color: colors[colorIndex] ?? 'gray', dash }];
      }),
    );
  }, [groups, colors]);
}

/** Of runs, and of groups of them where there are any. */
export function useLineStyles(
  compared: readonly ComparedRun[],
  groups: readonly { readonly id: string }[] | undefined,
): LineStyles {
  const ofRuns = useRunStyles(compared);
  const ofGroups = useGroupStyles(groups ?? NO_GROUPS);
  // A run that is in no group stands under its own id.
  return useMemo(
    () => (ofGroups.size === 0 ? ofRuns : new Map<string, RunStyle>([...ofGroups, ...ofRuns])),
    [ofRuns, ofGroups],
  );
}

const NO_GROUPS: readonly { readonly id: string }[] = [];

/** Colour and dash of each compared run: its `mlflow.runColor`, else its slot. */
export function useRunStyles(compared: readonly ComparedRun[]): ReadonlyMap<RunId, RunStyle> {
  const colors = LINE_COLORS[useComputedColorScheme('light')];
  const key = compared.map(({ id, colorTag }) => `${id} ${colorTag ?? ''}`).join('|');
  return useMemo(() => {
    const slots = assignColorSlots(sessionSlots, compared);
    for (const [id, slot] of slots) sessionSlots.set(id, slot);
    const styles = new Map<RunId, RunStyle>();
    for (const run of compared) {
      const slot = slots.get(run.id) ?? 0;
      const { colorIndex, dash } = slotStyle(slot);
      styles.set(run.id, { color: validColor(run.colorTag) ?? colors[colorIndex] ?? 'gray', dash });
    }
    return styles;
    // `key` stands for `compared`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, colors]);
}

/** The tag is text that anybody may have written. */
function validColor(text: string | undefined): string | undefined {
  return text !== undefined && /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text) ? text : undefined;
}

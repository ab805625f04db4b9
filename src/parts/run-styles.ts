import { useMemo } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { assignColorSlots, LINE_COLORS, slotStyle } from '../domain/color-slots.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { RunId } from '../domain/run.ts';

export interface RunStyle {
  /** A CSS colour of the theme in force. */
  readonly color: string;
  readonly dash: readonly number[];
}

/** Slots stay for the session: a run that leaves the set and comes back has the colour it had. */
const sessionSlots = new Map<string, number>();

/** Colour and dash of each compared run: its `mlflow.runColor`, else its slot. */
export function useRunStyles(compared: readonly ComparedRun[]): ReadonlyMap<RunId, RunStyle> {
  const colors = LINE_COLORS[useComputedColorScheme('light')];
  const key = compared.map(({ id, colorTag }) => `${id} ${colorTag ?? ''}`).join('|');
  return useMemo(() => {
    const slots = assignColorSlots(sessionSlots, compared);
    const styles = new Map<RunId, RunStyle>();
    for (const run of compared) {
      const slot = slots.get(run.id) ?? 0;
      sessionSlots.set(run.id, slot);
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

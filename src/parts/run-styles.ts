import { useMemo } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { assignColorSlots, LINE_COLORS, slotStyle } from '../domain/charts/color-slots.ts';
import type { ComparedRun } from '../domain/runs/compare-set.ts';

export interface RunStyle {
  /** A CSS colour of the theme in force. */
  readonly color: string;
  readonly dash: readonly number[];
}

/** Slots stay for the session: a run that leaves the set and comes back has the colour it had. */
const sessionSlots = new Map<string, number>();
/** Of groups, by their values: a group has its colour whatever runs are in it. */
const sessionGroupSlots = new Map<string, number>();

/** By the id of the run, or of the group of runs. */
export interface LineStyles {
  get(id: string): RunStyle | undefined;
}

interface StyledLine {
  readonly id: string;
  readonly startMs?: number | undefined;
  /** The `mlflow.runColor` tag. */
  readonly colorTag?: string | undefined;
}

/** Colour and dash of each group of runs. */
export function useGroupStyles(groups: readonly StyledLine[]): LineStyles {
  const colors = LINE_COLORS[useComputedColorScheme('light')];
  return useMemo(() => makeStyles(groups, colors, sessionGroupSlots), [groups, colors]);
}

/** Of runs, and of groups of them where there are any. */
export function useLineStyles(
  compared: readonly ComparedRun[],
  groups: readonly StyledLine[] | undefined,
): LineStyles {
  const ofRuns = useRunStyles(compared);
  const ofGroups = useGroupStyles(groups ?? NO_GROUPS);
  // A run that is in no group stands under its own id.
  return useMemo(
    () => (groups ? { get: (id: string) => ofGroups.get(id) ?? ofRuns.get(id) } : ofRuns),
    [ofRuns, ofGroups, groups],
  );
}

const NO_GROUPS: readonly StyledLine[] = [];

/** Colour and dash of each compared run: its `mlflow.runColor`, else its slot. */
export function useRunStyles(compared: readonly ComparedRun[]): LineStyles {
  const colors = LINE_COLORS[useComputedColorScheme('light')];
  return stylesOf(compared, colors);
}

/** The last sets, each with its styles: table, charts and legends ask for the same one. */
let known: { runs: readonly ComparedRun[]; colors: readonly string[]; styles: LineStyles }[] = [];
const MOST_KNOWN = 4;

/** The same object as long as runs and colours are the same, whatever else of the runs changed. */
export function stylesOf(runs: readonly ComparedRun[], colors: readonly string[]): LineStyles {
  const same = known.find((set) => set.colors === colors && isSameSet(set.runs, runs));
  if (same) {
    // Compared at once the next time.
    same.runs = runs;
    return same.styles;
  }
  const styles = makeStyles(runs, colors, sessionSlots);
  known.unshift({ runs, colors, styles });
  known.length = Math.min(known.length, MOST_KNOWN);
  return styles;
}

function isSameSet(left: readonly ComparedRun[], right: readonly ComparedRun[]): boolean {
  if (left === right) return true;
  return (
    left.length === right.length &&
    left.every(({ id, colorTag }, index) => {
      const other = right[index];
      return id === other?.id && colorTag === other.colorTag;
    })
  );
}

/** No card draws more lines: what is left of a set of thousands has a colour when somebody looks at its row. */
const MOST_AT_ONCE = 500;

function makeStyles(
  lines: readonly StyledLine[],
  colors: readonly string[],
  session: Map<string, number>,
): LineStyles {
  const slots = assignColorSlots(session, lines.slice(0, MOST_AT_ONCE));
  for (const [id, slot] of slots) {
    // It has another colour from now on, in every set.
    if ((session.get(id) ?? slot) !== slot) known = [];
    session.set(id, slot);
  }
  const byId = new Map(lines.map((line) => [line.id, line]));
  const styles = new Map<string, RunStyle>();
  return {
    get: (id) => {
      const line = byId.get(id);
      if (!line) return undefined;
      const style = styles.get(id) ?? styleOf(line, slotOf(id, session), colors);
      styles.set(id, style);
      return style;
    },
  };
}

function slotOf(id: string, session: Map<string, number>): number {
  const slot = session.get(id) ?? assignColorSlots(session, [{ id }]).get(id) ?? 0;
  session.set(id, slot);
  return slot;
}

function styleOf({ colorTag }: StyledLine, slot: number, colors: readonly string[]): RunStyle {
  const { colorIndex, dash } = slotStyle(slot);
  return { color: validColor(colorTag) ?? colors[colorIndex] ?? 'gray', dash };
}

/** The tag is text that anybody may have written. */
function validColor(text: string | undefined): string | undefined {
  return text !== undefined && /^#(?:[\da-f]{3}|[\da-f]{6})$/i.test(text) ? text : undefined;
}

import { createContext, use, useMemo } from 'react';
import { useComputedColorScheme } from '@mantine/core';
import { assignColorSlots, LINE_COLORS, slotStyle } from '../domain/charts/color-slots.ts';
import type { ComparedRun } from '../domain/runs/compare-set.ts';
import { readSessionSlots, writeSessionSlots } from '../state/session-slots.ts';

export interface RunStyle {
  /** A CSS colour of the theme in force. */
  readonly color: string;
  readonly dash: readonly number[];
}

/** Slots that are given to lines, and the styles made of them. */
interface SlotStore {
  /** They stay for the session: a run that leaves the set and comes back has the colour it had. */
  readonly session: Map<string, number>;
  /** Given while rows still arrive: those of the whole set do not depend on which of its runs came first. */
  readonly provisional: Map<string, number>;
  /** The last sets, each with its styles: table, charts and legends ask for the same one. */
  known: KnownSet[];
  /** How often provisional slots were given up. */
  epoch: number;
}

interface KnownSet {
  runs: readonly StyledLine[];
  readonly colors: readonly string[];
  readonly styles: LineStyles;
  readonly slots: ReadonlyMap<string, number>;
  isKept: boolean;
  readonly epoch: number;
}

export function createSlotStore(session: Map<string, number>): SlotStore {
  return { session, provisional: new Map(), known: [], epoch: 0 };
}

const runSlots = createSlotStore(readSessionSlots());
globalThis.addEventListener?.('pagehide', () => writeSessionSlots(runSlots.session));
/** Of groups, by their values: a group has its colour whatever runs are in it. */
const groupSlots = createSlotStore(new Map());

/** False while more runs of the set may come: what is given meanwhile is not kept. */
const KeptContext = createContext(true);
export const KeptStyles = KeptContext.Provider;

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
  return stylesOf(groups, colors, use(KeptContext), groupSlots);
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
  return stylesOf(compared, colors, use(KeptContext));
}

/** The slot that a run has in this session. */
export function runSlotOf(id: string): number | undefined {
  return runSlots.session.get(id);
}

/** Runs have the colours of a link from now on, whatever they had here before. */
export function adoptRunSlots(slots: ReadonlyMap<string, number>, store: SlotStore = runSlots): void {
  const changed = [...slots].filter(([id, slot]) => store.session.get(id) !== slot);
  if (changed.length === 0) return;
  for (const [id, slot] of changed) store.session.set(id, slot);
  store.provisional.clear();
  store.known = [];
  store.epoch++;
}

const MOST_KNOWN = 4;

/**
 * The same object as long as runs and colours are the same, whatever else of the runs changed.
 *
 * @param isKept whether this is the whole set: then its slots stay for the session
 */
export function stylesOf(
  runs: readonly StyledLine[],
  colors: readonly string[],
  isKept = true,
  store: SlotStore = runSlots,
): LineStyles {
  const same = store.known.find((set) => set.colors === colors && isSameSet(set.runs, runs));
  if (same && (same.isKept || (!isKept && same.epoch === store.epoch))) {
    // Compared at once the next time.
    same.runs = runs;
    return same.styles;
  }
  const slots = giveSlots(runs, isKept, store);
  if (isKept && same && runs.every(({ id }) => same.slots.get(id) === slots.get(id))) {
    same.runs = runs;
    same.isKept = true;
    return same.styles;
  }
  const styles = makeStyles(runs, colors, slots, store.session);
  const others = store.known.filter((set) => set !== same);
  store.known = [{ runs, colors, styles, slots, isKept, epoch: store.epoch }, ...others].slice(0, MOST_KNOWN);
  return styles;
}

function isSameSet(left: readonly StyledLine[], right: readonly StyledLine[]): boolean {
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

function giveSlots(
  lines: readonly StyledLine[],
  isKept: boolean,
  store: SlotStore,
): ReadonlyMap<string, number> {
  const { session, provisional } = store;
  const first = lines.slice(0, MOST_AT_ONCE);
  if (!isKept) {
    const slots = assignColorSlots(new Map([...session, ...without(provisional, session)]), first);
    for (const [id, slot] of slots) if (!session.has(id)) provisional.set(id, slot);
    return slots;
  }
  const slots = assignColorSlots(session, first);
  if (provisional.size > 0) store.epoch++;
  provisional.clear();
  for (const [id, slot] of slots) {
    // It has another colour from now on, in every set.
    if ((session.get(id) ?? slot) !== slot) store.known = [];
    session.set(id, slot);
  }
  return slots;
}

function without(map: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>) {
  return [...map].filter(([id]) => !others.has(id));
}

function makeStyles(
  lines: readonly StyledLine[],
  colors: readonly string[],
  slots: ReadonlyMap<string, number>,
  session: Map<string, number>,
): LineStyles {
  let byId: ReadonlyMap<string, StyledLine> | undefined;
  const styles = new Map<string, RunStyle>();
  return {
    get: (id) => {
      // Of thousands of compared runs few are looked at, and where groups have the colours none.
      byId ??= new Map(lines.map((one) => [one.id, one]));
      const line = byId.get(id);
      if (!line) return undefined;
      const style = styles.get(id) ?? styleOf(line, slots.get(id) ?? slotOf(id, session), colors);
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

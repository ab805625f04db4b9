/** Patterns of line and gap, in CSS pixels; the first is solid. */
const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 2.5], [9, 3, 2, 3]];

/**
 * Line colours by `colorIndex`, one and the same hue in both themes. Made from one direction (Observable's ten) by
 * pushing the closest pair apart in OKLab, seen with and without protan-, deuteran- and tritanopia, under the
 * condition of 3:1 contrast against the background. Grey is missing: it is for what is not compared.
 */
export const LINE_COLORS: Readonly<Record<'light' | 'dark', readonly string[]>> = {
  light: [
    '#264db4',
    '#fe5f43',
    '#639a08',
    '#b26df8',
    '#04a698',
    '#866a02',
    '#c84762',
    '#526da5',
    '#972968',
    '#4a5b26',
  ],
  dark: [
    '#7298fe',
    '#e64206',
    '#1b8d50',
    '#8e5eed',
    '#4becc7',
    '#c2a604',
    '#fd7f93',
    '#b0c2fe',
    '#bf60a0',
    '#e6d72b',
  ],
};

export const COLOR_COUNT = 10;
/** Colours × dashes: so many lines can be told apart. */
export const SLOT_COUNT = COLOR_COUNT * DASHES.length;

export interface SlotStyle {
  /** Into `LINE_COLORS.light` and `.dark`. */
  readonly colorIndex: number;
  /** For `setLineDash`; empty: solid. */
  readonly dash: readonly number[];
}

/** The same object for the same slot. */
export function slotStyle(slot: number): SlotStyle {
  return STYLES[slot % SLOT_COUNT] ?? { colorIndex: 0, dash: [] };
}

const STYLES: readonly SlotStyle[] = Array.from({ length: SLOT_COUNT }, (_, slot) => ({
  colorIndex: slot % COLOR_COUNT,
  dash: DASHES[Math.floor(slot / COLOR_COUNT)] ?? [],
}));

export interface SlotRun {
  readonly id: string;
  readonly startMs?: number | undefined;
}

/**
 * A slot for each run of a compare set. A run keeps the slot it was given before (`taken`); a new one starts probing
 * at the hash of its id, solid lines first, and takes the first slot that the fewest runs of the set have. Runs are
 * probed by start time, then id, so the order of the table does not matter. Only where two runs of the set were
 * given the same slot in different sets and another is free, the one moves that was given it later: a run that stood in
 * for another one for a while (deleted, then restored) does not take its colour for good.
 *
 * @param taken in the order in which the slots were given first
 * @returns slots of exactly these runs; equal slots only when there are more runs than `SLOT_COUNT`
 */
export function assignColorSlots(
  taken: ReadonlyMap<string, number>,
  runs: readonly SlotRun[],
): ReadonlyMap<string, number> {
  const useCounts = Array.from({ length: SLOT_COUNT }, () => 0);
  const slots = new Map<string, number>();
  const give = (id: string, slot: number) => {
    slots.set(id, slot);
    useCounts[slot] = (useCounts[slot] ?? 0) + 1;
  };
  const ids = new Set(runs.map(({ id }) => id));
  const isCrowded = ids.size > SLOT_COUNT;
  for (const [id, slot] of taken) {
    if (ids.has(id) && (useCounts[slot] === 0 || isCrowded)) give(id, slot);
  }
  // In a set of thousands most have one already: what is not sorted costs nothing.
  for (const { id } of runs.filter((run) => !slots.has(run.id)).sort(byStart)) {
    if (!slots.has(id)) give(id, probe(hashOf(id), useCounts));
  }
  return slots;
}

function byStart(a: SlotRun, b: SlotRun): number {
  const [startA, startB] = [a.startMs ?? Number.MAX_VALUE, b.startMs ?? Number.MAX_VALUE];
  if (startA !== startB) return startA - startB;
  return a.id < b.id ? -1 : Number(a.id > b.id);
}

function probe(hash: number, useCounts: readonly number[]): number {
  const fewest = Math.min(...useCounts);
  for (let offset = 0; offset < SLOT_COUNT; offset += 1) {
    const firstOfDash = Math.floor(offset / COLOR_COUNT) * COLOR_COUNT;
    const slot = firstOfDash + ((hash + offset) % COLOR_COUNT);
    if (useCounts[slot] === fewest) return slot;
  }
  return 0;
}

/** FNV-1a, 32 bit (Fowler, Noll, Vo; RFC 9923), over UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash >>> 0;
}

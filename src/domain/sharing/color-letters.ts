import { assignColorSlots, type SlotRun, SLOT_COUNT } from '../charts/color-slots.ts';
import { shortHash } from './short-hash.ts';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CHECK_LENGTH = 2;
/** A longer link would be no short one; colours of so many lines are told apart by nobody. */
const MAX_RUNS = 200;

/**
 * The colours of a compare set for its link: 2 characters of the set, then one of each run by the order of ids.
 * Undefined where everybody gives these runs the same colours without being told, or there are more than 200.
 */
export function colorLetters(
  runs: readonly SlotRun[],
  slotOf: (id: string) => number | undefined,
): string | undefined {
  if (runs.length > MAX_RUNS) return undefined;
  const plain = assignColorSlots(new Map(), runs);
  const slots = sortedIds(runs).map((id) => [id, (slotOf(id) ?? plain.get(id) ?? 0) % SLOT_COUNT] as const);
  if (slots.every(([id, slot]) => plain.get(id) === slot)) return undefined;
  return checkOf(runs) + slots.map(([, slot]) => ALPHABET[slot]).join('');
}

/** What `colorLetters` wrote, by the id of the run; undefined where that was another set. */
export function readColorLetters(
  text: string,
  runs: readonly Pick<SlotRun, 'id'>[],
): ReadonlyMap<string, number> | undefined {
  const letters = text.slice(CHECK_LENGTH);
  if (letters.length !== runs.length || !text.startsWith(checkOf(runs))) return undefined;
  const slots = sortedIds(runs).map((id, index) => [id, ALPHABET.indexOf(letters[index] ?? '')] as const);
  return slots.every(([, slot]) => slot >= 0 && slot < SLOT_COUNT) ? new Map(slots) : undefined;
}

function sortedIds(runs: readonly Pick<SlotRun, 'id'>[]): readonly string[] {
  return runs.map(({ id }) => id).toSorted();
}

function checkOf(runs: readonly Pick<SlotRun, 'id'>[]): string {
  return shortHash(sortedIds(runs).join('\n'), CHECK_LENGTH);
}

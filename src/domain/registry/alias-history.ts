import type { KeyText } from '../runs/experiment.ts';
import type { AliasMove } from './alias-moves.ts';
import { holderOf, type RegisteredModel } from './registered-model.ts';

/** `docs/alias-history.md` tells how a change is written down. */
export const HISTORY_PREFIX = 'runlens.alias.';
/** Every search of models carries all of them. */
export const MAX_RECORDS = 30;
/** 2.22.4 takes 5,000 characters in a value. */
const MAX_NOTE_CHARS = 500;
const FORMAT = 1;

/** What somebody did: a change, one that took another back, or a return to an earlier state. */
export type RecordKind = 'move' | 'undo' | 'rollback';
const KINDS: readonly RecordKind[] = ['move', 'undo', 'rollback'];

/** One change of an alias that was made with Runlens. */
export interface AliasRecord extends AliasMove {
  /** Of the tag. */
  readonly key: string;
  readonly atMs: number;
  readonly who: string | undefined;
  readonly why: string | undefined;
  readonly kind: RecordKind;
}

/** Time first, so that keys sort by it; the rest tells apart what happens in the same millisecond. */
export function formatRecord(record: Omit<AliasRecord, 'key'>, random: () => number): KeyText {
  const time = record.atMs.toString(36).padStart(9, '0');
  const rest = Math.floor(random() * 36 ** 4)
    .toString(36)
    .padStart(4, '0');
  const { alias, from, to, who, why, kind } = record;
  const value = {
    v: FORMAT,
    a: alias,
    f: from,
    t: to,
    u: who === undefined ? undefined : cut(who),
    w: why === undefined ? undefined : cut(why),
    k: kind === 'move' ? undefined : kind,
  };
  return { key: `${HISTORY_PREFIX}${time}.${rest}`, value: JSON.stringify(value) };
}

/** Records among tags, the newest first; what is not one of ours, or of a later format, is left out. */
export function readRecords(tags: readonly KeyText[]): readonly AliasRecord[] {
  return tags
    .flatMap((tag) => parseRecord(tag) ?? [])
    .toSorted((left, right) => right.atMs - left.atMs || (left.key < right.key ? 1 : -1));
}

export function isRecordKey(key: string): boolean {
  return key.startsWith(HISTORY_PREFIX);
}

/** Keys of the records that are too many, when one more has been written. */
export function surplusKeys(tags: readonly KeyText[]): readonly string[] {
  return readRecords(tags)
    .slice(MAX_RECORDS)
    .map(({ key }) => key);
}

export type TimelineItem =
  | { readonly kind: 'record'; readonly record: AliasRecord }
  /**
   * Something else moved it: after `afterMs` and before `beforeMs`; undefined: not known. `earlier`: whatever it was, its
   * record may be among those that are no longer kept.
   */
  | {
      readonly kind: 'outside' | 'earlier';
      readonly move: AliasMove;
      readonly afterMs: number | undefined;
      readonly beforeMs: number | undefined;
    };

/** Two people who read the same state write within this time: the watch after a change ends at 10 s. */
const RACE_MS = 15_000;

interface LastKnown {
  readonly record: AliasRecord;
  /** More than one after a race: who wrote last at the server, the records do not tell. */
  readonly holders: readonly (string | undefined)[];
}

/**
 * All that is known of the aliases of a model, the newest first. Where a record does not begin at what the one before
 * it ended with, or an alias is not where its last record left it, something else changed it in between. Two records
 * that begin at the same version within a moment are a race of two people: either may hold afterwards.
 */
export function readTimeline(model: Pick<RegisteredModel, 'aliases' | 'tags'>): readonly TimelineItem[] {
  const last = new Map<string, LastKnown>();
  const items: TimelineItem[] = [];
  const records = readRecords(model.tags);
  const beginning = records.length >= MAX_RECORDS ? 'earlier' : 'outside';
  for (const record of records.toReversed()) {
    const before = last.get(record.alias);
    const isRace = before?.record.from === record.from && record.atMs - (before?.record.atMs ?? 0) < RACE_MS;
    if (!before && record.from !== undefined) {
      const move = { alias: record.alias, from: undefined, to: record.from };
      items.push({ kind: beginning, move, afterMs: undefined, beforeMs: record.atMs });
    }
    if (before && !isRace && !before.holders.includes(record.from)) {
      const move = { alias: record.alias, from: before.record.to, to: record.from };
      items.push({ kind: 'outside', move, afterMs: before.record.atMs, beforeMs: record.atMs });
    }
    items.push({ kind: 'record', record });
    last.set(record.alias, { record, holders: [...(isRace && before ? before.holders : []), record.to] });
  }
  const unplaced: TimelineItem[] = [];
  for (const alias of new Set([...last.keys(), ...model.aliases.map((each) => each.alias)])) {
    const known = last.get(alias);
    const holder = holderOf(model, alias);
    if (known?.holders.includes(holder)) continue;
    const move = { alias, from: known?.record.to, to: holder };
    // What nobody wrote down has no place in time: it stands below the first record of all.
    (known ? items : unplaced).push({
      kind: known ? 'outside' : beginning,
      move,
      afterMs: known?.record.atMs,
      beforeMs: undefined,
    });
  }
  return [...items.toReversed(), ...unplaced];
}

/** What brings an alias back to where an item of the timeline left it, from what holds now; undefined: it is there. */
export function rollBackMove(
  model: Pick<RegisteredModel, 'aliases'>,
  { alias, to }: Pick<AliasMove, 'alias' | 'to'>,
): AliasMove | undefined {
  const from = holderOf(model, alias);
  return from === to ? undefined : { alias, from, to };
}

function parseRecord({ key, value }: KeyText): AliasRecord | undefined {
  if (!isRecordKey(key)) return undefined;
  const atMs = Number.parseInt(key.slice(HISTORY_PREFIX.length).split('.')[0] ?? '', 36);
  const fields = parseFields(value);
  if (!fields || !Number.isSafeInteger(atMs) || fields['v'] !== FORMAT) return undefined;
  const alias = text(fields['a']);
  if (alias === undefined) return undefined;
  return {
    key,
    atMs,
    alias,
    from: text(fields['f']),
    to: text(fields['t']),
    who: text(fields['u']),
    why: text(fields['w']),
    kind: KINDS.find((kind) => kind === fields['k']) ?? 'move',
  };
}

function parseFields(value: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const parsed: unknown = JSON.parse(value);
    return typeof parsed === 'object' && parsed !== null ? (parsed as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function cut(words: string): string {
  return Array.from(words).slice(0, MAX_NOTE_CHARS).join('');
}

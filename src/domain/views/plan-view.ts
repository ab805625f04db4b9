import type { KeyText } from '../runs/experiment.ts';
import {
  defaultViewId,
  DEFAULT_VIEW_KEY,
  formatHead,
  formatPart,
  isViewKey,
  isViewTag,
  MAX_VIEW_BYTES,
  parsePart,
  type ReadableView,
  readViews,
  VIEW_PREFIX,
  type ViewPart,
  type WrittenView,
} from './saved-view.ts';

/** One tag that is set; `value` undefined: taken away. */
export interface TagStep {
  readonly key: string;
  readonly value: string | undefined;
}

/** What the place takes. */
export interface TagRules {
  /** Characters of a value. */
  readonly maxValueLength: number;
  /** Before MLflow 3.2 a tag can only be emptied; such a one is used again. */
  readonly canDelete: boolean;
}

/** In this order: the view is the old one up to `head`, and the new one from there on. */
export interface ViewPlan {
  readonly parts: readonly TagStep[];
  readonly head: TagStep;
}

export type ViewPlanning =
  | { readonly fits: true; readonly plan: ViewPlan }
  /** Views of the experiment would take so many bytes. */
  | { readonly fits: false; readonly bytes: number };

/** An interrupted writing goes on within this time, or never. */
const ORPHAN_MS = 3_600_000;
/** What stands before the data of a part, at most. */
const PART_ROOM = 60;

/**
 * How a view is written beside what is there: first its parts, into tags that nothing stands in, then its head, in the
 * place of the one before or in a tag of its own.
 */
export function planView(
  tags: readonly KeyText[],
  view: WrittenView,
  rules: TagRules,
  random: () => number,
): ViewPlanning {
  const before = readableView(tags, view.id);
  const takeKey = createKeys(tags, random);
  const headKey = before?.key ?? takeKey();
  const plan = planSteps(view, before, headKey, takeKey, rules);
  const removed = new Set(before?.partKeys);
  for (const { key } of plan.parts) removed.delete(key);
  if (plan.parts.length === 0 && isSameParts(before, view)) removed.clear();
  const bytes = bytesOf(applySteps(tags, [...plan.parts, plan.head, ...removals([...removed], rules)]));
  return bytes > MAX_VIEW_BYTES ? { fits: false, bytes } : { fits: true, plan };
}

function planSteps(
  view: WrittenView,
  before: ReadableView | undefined,
  headKey: string,
  takeKey: () => string,
  { maxValueLength }: TagRules,
): ViewPlan {
  const whole = formatHead(view, []);
  if (whole.length <= maxValueLength) return { parts: [], head: { key: headKey, value: whole } };
  // Another name of the same content: its parts stay.
  if (isSameParts(before, view))
    return { parts: [], head: { key: headKey, value: formatHead(view, before.partKeys) } };
  const room = maxValueLength - PART_ROOM;
  const count = Math.ceil(view.data.length / room);
  const parts = Array.from({ length: count }, (_, index): TagStep => {
    const data = view.data.slice(index * room, (index + 1) * room);
    return { key: takeKey(), value: formatPart({ id: view.id, generation: view.generation, index, data }) };
  });
  const partKeys = parts.map(({ key }) => key);
  return { parts, head: { key: headKey, value: formatHead(view, partKeys) } };
}

function isSameParts(
  before: ReadableView | undefined,
  { data, generation }: WrittenView,
): before is ReadableView {
  return (
    before !== undefined &&
    before.partKeys.length > 0 &&
    before.generation === generation &&
    before.data === data
  );
}

function readableView(tags: readonly KeyText[], id: string): ReadableView | undefined {
  return readViews(tags).find((view): view is ReadableView => view.state === 'readable' && view.id === id);
}

/** The view that the experiment opens with; undefined: none. */
export function planDefault(id: string | undefined, rules: TagRules): TagStep {
  return { key: DEFAULT_VIEW_KEY, value: id ?? (rules.canDelete ? undefined : '') };
}

/**
 * How a view goes: its head, so that nobody sees half of it, then that it is the default one. What cannot be read stays
 * for whoever can.
 */
export function planRemoval(tags: readonly KeyText[], id: string, rules: TagRules): readonly TagStep[] {
  const view = readableView(tags, id);
  if (!view) return [];
  const isDefault = defaultViewId(tags) === id;
  return [...removals([view.key], rules), ...(isDefault ? [planDefault(undefined, rules)] : [])];
}

/**
 * Takes away the parts that `id` had before its head was switched, and what an interrupted writing left behind an hour
 * ago or longer. Where a head cannot be read nothing of that kind goes: it may be what the head is made of.
 */
export function planCleanup(
  tags: readonly KeyText[],
  { id, before, nowMs }: { readonly id: string; readonly before: string | undefined; readonly nowMs: number },
  rules: TagRules,
): readonly TagStep[] {
  const views = readViews(tags);
  const used = new Set(views.flatMap((view) => (view.state === 'readable' ? view.partKeys : [])));
  const isWhole = views.every(({ state }) => state === 'readable');
  const isDue = (part: ViewPart) =>
    (part.id === id && part.generation === before) ||
    (isWhole && nowMs - timeOfGeneration(part.generation) > ORPHAN_MS);
  const due = tags
    .flatMap((tag) => parsePart(tag) ?? [])
    .filter((part) => !used.has(part.key) && isDue(part))
    .map(({ key }) => key);
  return removals(due, rules);
}

/** Names a content that is written now; its time tells how old parts are that nothing refers to. */
export function newGeneration(nowMs: number, random: () => number): string {
  return `${nowMs.toString(36)}-${randomText(random, 4)}`;
}

export function newViewId(random: () => number): string {
  return randomText(random, 8);
}

/** The tags after these steps; of a value undefined, without the tag. */
export function applySteps(tags: readonly KeyText[], steps: readonly TagStep[]): readonly KeyText[] {
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  for (const { key, value } of steps) {
    if (value === undefined) values.delete(key);
    else values.set(key, value);
  }
  return Array.from(values, ([key, value]) => ({ key, value }));
}

/** Whether these parts stand as they were written: nobody else took one of their tags meanwhile. */
export function hasSteps(tags: readonly KeyText[], steps: readonly TagStep[]): boolean {
  const values = new Map(tags.map(({ key, value }) => [key, value]));
  return steps.every(({ key, value }) => values.get(key) === value);
}

/** What views take of every answer about the experiment. */
export function bytesOf(tags: readonly KeyText[]): number {
  const encoder = new TextEncoder();
  const size = (text: string) => encoder.encode(text).length;
  return tags.reduce((sum, { key, value }) => sum + (isViewTag(key) ? size(key) + size(value) : 0), 0);
}

function timeOfGeneration(generation: string): number {
  const time = Number.parseInt(generation.split('-')[0] ?? '', 36);
  return Number.isFinite(time) ? time : Number.POSITIVE_INFINITY;
}

function removals(keys: readonly string[], { canDelete }: TagRules): readonly TagStep[] {
  return keys.map((key) => ({ key, value: canDelete ? undefined : '' }));
}

/** Keys to write into: of emptied tags first, in any order, so that two who write at once rarely take the same one. */
function createKeys(tags: readonly KeyText[], random: () => number): () => string {
  const empty = tags.filter(({ key, value }) => isViewKey(key) && value === '').map(({ key }) => key);
  const known = new Set(tags.map(({ key }) => key));
  return () => {
    const [key] = empty.splice(Math.floor(random() * empty.length), 1);
    if (key !== undefined) return key;
    for (;;) {
      const fresh = VIEW_PREFIX + randomText(random, 6);
      if (known.has(fresh)) continue;
      known.add(fresh);
      return fresh;
    }
  };
}

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyz';

function randomText(random: () => number, length: number): string {
  return Array.from({ length }, () => LETTERS[Math.floor(random() * LETTERS.length)] ?? '0').join('');
}

import { crc32 } from '../../base/crc32.ts';
import type { ExperimentId, KeyText } from '../runs/experiment.ts';
import { tagValue } from '../runs/run.ts';

/** `docs/saved-views.md` tells how views are written down. */
export const VIEW_PREFIX = 'runlens.view.';
/** Holds the id of the view that an experiment opens with. */
export const DEFAULT_VIEW_KEY = 'runlens.default-view';
export const VIEW_FORMAT = 1;
/** Every search of experiments carries all of them. */
export const MAX_VIEW_BYTES = 60_000;
export const MAX_VIEW_NAME = 120;

/** Where a saved view is kept and which it is. */
export interface ViewRef {
  /** Of the experiment that keeps it; it may show others. */
  readonly experimentId: ExperimentId;
  readonly id: string;
}

export interface ReadableView {
  readonly state: 'readable';
  /** Of the tag that holds its head. */
  readonly key: string;
  readonly id: string;
  readonly name: string;
  /** Who wrote it last; undefined: nobody was signed in, or the server does not tell. */
  readonly author: string | undefined;
  /** Of its content; a new name does not change it. */
  readonly savedMs: number;
  /** Another one for every content that was written. */
  readonly generation: string;
  /** Its content, packed by `deflateText`. */
  readonly data: string;
  /** Keys of the tags that hold its parts; empty: its head holds all. */
  readonly partKeys: readonly string[];
}

/** It is there and cannot be shown: `newer` where a later Runlens wrote it, `damaged` where parts of it are not right. */
export interface UnreadableView {
  readonly state: 'unreadable';
  readonly key: string;
  readonly id: string | undefined;
  readonly name: string | undefined;
  readonly why: 'newer' | 'damaged';
}

export type SavedView = ReadableView | UnreadableView;

/** What a head says; `d` where it holds all of the content, else `p` are its parts. */
interface Head {
  readonly v: number;
  readonly id: string;
  readonly n: string;
  readonly u?: string | undefined;
  readonly t: number;
  readonly g: string;
  readonly c: number;
  readonly d?: string | undefined;
  readonly p?: readonly string[] | undefined;
}

/** A piece of the content of a view that does not fit into its head. */
export interface ViewPart {
  readonly key: string;
  readonly id: string;
  readonly generation: string;
  readonly index: number;
  readonly data: string;
}

/** A view as it is written: what `formatHead` needs of it. */
export type WrittenView = Pick<ReadableView, 'id' | 'name' | 'author' | 'savedMs' | 'generation' | 'data'>;

/** The head's value; without parts it holds all of the content itself. */
export function formatHead(view: WrittenView, partKeys: readonly string[]): string {
  const head: Head = {
    v: VIEW_FORMAT,
    id: view.id,
    n: view.name,
    u: view.author,
    t: view.savedMs,
    g: view.generation,
    c: crc32(view.data),
    ...(partKeys.length === 0 ? { d: view.data } : { p: partKeys.map(slotOf) }),
  };
  return JSON.stringify(head);
}

export function formatPart({ id, generation, index, data }: Omit<ViewPart, 'key'>): string {
  return `part ${id} ${generation} ${index} ${data}`;
}

export function parsePart({ key, value }: KeyText): ViewPart | undefined {
  const match = /^part (\S+) (\S+) (\d{1,4}) (\S*)$/.exec(value);
  if (!isViewKey(key) || !match) return undefined;
  const [, id = '', generation = '', index, data = ''] = match;
  return { key, id, generation, index: Number(index), data };
}

/** Tags that hold views or parts of them; MLflow's own shared views are others. */
export function isViewKey(key: string): boolean {
  return key.startsWith(VIEW_PREFIX);
}

/** Tags that are bookkeeping of views, and no words of people about the experiment. */
export function isViewTag(key: string): boolean {
  return isViewKey(key) || key === DEFAULT_VIEW_KEY;
}

/** All views that the tags hold, the newest first, those that cannot be read last. */
export function readViews(tags: readonly KeyText[]): readonly SavedView[] {
  const parts = new Map(tags.map((tag) => [tag.key, tag]));
  const views = tags
    .filter(({ key, value }) => isViewKey(key) && value !== '' && !isPartValue(value))
    .map((tag) => readView(tag, parts));
  const age = (view: SavedView) => (view.state === 'readable' ? -view.savedMs : Number.POSITIVE_INFINITY);
  // Infinity less infinity is no number.
  return views.toSorted((left, right) => age(left) - age(right) || (left.key < right.key ? -1 : 1));
}

/** Undefined: there is none of that id. */
export function findView(tags: readonly KeyText[], id: string): SavedView | undefined {
  return readViews(tags).find((view) => view.id === id);
}

/** The id of the view that the experiment opens with; undefined: none was chosen, or the tag was emptied. */
export function defaultViewId(tags: readonly KeyText[]): string | undefined {
  return tagValue(tags, DEFAULT_VIEW_KEY) || undefined;
}

export function isPartValue(value: string): boolean {
  return value.startsWith('part ');
}

function readView(tag: KeyText, tags: ReadonlyMap<string, KeyText>): SavedView {
  const { key } = tag;
  const head = parseObject(tag.value);
  const id = typeof head?.['id'] === 'string' ? head['id'] : undefined;
  const name = typeof head?.['n'] === 'string' ? head['n'] : undefined;
  const version = head?.['v'];
  if (typeof version === 'number' && version > VIEW_FORMAT)
    return { state: 'unreadable', key, id, name, why: 'newer' };
  const damaged: UnreadableView = { state: 'unreadable', key, id, name, why: 'damaged' };
  if (!isHead(head)) return damaged;
  const partKeys = (head.p ?? []).map((slot) => VIEW_PREFIX + slot);
  const data = head.p ? joinParts(head, partKeys, tags) : head.d;
  if (data === undefined || crc32(data) !== head.c) return damaged;
  return {
    state: 'readable',
    key,
    id: head.id,
    name: head.n,
    author: head.u,
    savedMs: head.t,
    generation: head.g,
    data,
    partKeys,
  };
}

function joinParts(head: Head, keys: readonly string[], tags: ReadonlyMap<string, KeyText>) {
  const texts = keys.map((key, index) => {
    const tag = tags.get(key);
    const part = tag && parsePart(tag);
    const isRight = part?.id === head.id && part.generation === head.g && part.index === index;
    return isRight ? part.data : undefined;
  });
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

function isHead(json: Readonly<Record<string, unknown>> | undefined): json is Head & Record<string, unknown> {
  if (!json) return false;
  const { v, id, n, u, t, g, c, d, p } = json;
  return (
    v === VIEW_FORMAT &&
    [id, n, g].every((text) => typeof text === 'string' && text !== '') &&
    (u === undefined || typeof u === 'string') &&
    [t, c].every((number) => typeof number === 'number' && Number.isFinite(number)) &&
    (typeof d === 'string' ? p === undefined : isTexts(p))
  );
}

function isTexts(json: unknown): json is readonly string[] {
  return Array.isArray(json) && json.length > 0 && json.every((item) => typeof item === 'string');
}

function parseObject(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const json: unknown = JSON.parse(text);
    const isObject = typeof json === 'object' && json !== null && !Array.isArray(json);
    return isObject ? (json as Readonly<Record<string, unknown>>) : undefined;
  } catch {
    return undefined;
  }
}

function slotOf(key: string): string {
  return key.slice(VIEW_PREFIX.length);
}

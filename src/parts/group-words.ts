import { cutMiddle } from '../base/cut-middle.ts';
import { legendOfGroup } from '../domain/charts/legend-template.ts';
import { formatGroupKey, type GroupKey, parseGroupKey } from '../domain/runs/run-groups.ts';
import { RUN_STATUSES } from '../domain/runs/run.ts';
import { canonicalText } from '../domain/runs/text-value.ts';
import { m } from '../paraglide/messages.js';
import type { cutToWidth } from '../ui/cut-to-width.ts';
import { columnWord, statusWord } from './wording.ts';

const LONGEST_VALUE = 60;

/** What a key is called beside a value: the last part of a nested name, the whole one where two end alike. */
export function groupKeyNames(by: readonly string[]): readonly string[] {
  const keys = by.map(parseGroupKey);
  const short = keys.map((key, index) => (key ? lastPart(groupKeyWord(key)) : (by[index] ?? '')));
  return short.map((name, index) => {
    const key = keys[index];
    return key && short.indexOf(name) !== short.lastIndexOf(name) ? formatGroupKey(key) : name;
  });
}

export function groupKeyWord(key: GroupKey): string {
  if (key.kind === 'dataset') return m.runs_column_dataset();
  return key.kind === 'experiment' ? m.runs_column_experiment() : columnWord(key);
}

/**
 * `lr 0.001 · adam`: numbers and booleans with the name of their key, texts alone; a key that the runs lack is said.
 *
 * @param by as the values are
 * @param longest characters of a value, cut in the middle; left out: as many as a line has room for
 */
export function groupLabel(
  by: readonly string[],
  values: readonly (string | undefined)[],
  longest = LONGEST_VALUE,
): string {
  return groupParts(by, values, longest)
    .map(({ words }) => words)
    .join(BETWEEN);
}

/**
 * The label in so much room: where there is too little, without the names of the keys; where that is too long, its
 * longest values are cut, each in its middle, and short ones, which tell groups apart, stay whole.
 *
 * Numbers that are cut read the same: what is not wider than `shortPx` is never cut.
 */
export function groupLabelIn(
  by: readonly string[],
  values: readonly (string | undefined)[],
  roomPx: number,
  { pxOf, cut, shortPx }: LabelMeasure,
): string {
  const parts = groupParts(by, values, Number.POSITIVE_INFINITY);
  const named = parts.map(({ words }) => words).join(BETWEEN);
  if (pxOf(named) <= roomPx) return named;
  const bare = parts.map((part) => part.bare);
  const widths = bare.map(pxOf);
  const mostPx = Math.max(shortPx, levelOf(widths, roomPx - (bare.length - 1) * pxOf(BETWEEN)));
  return bare.map((text, index) => ((widths[index] ?? 0) > mostPx ? cut(text, mostPx) : text)).join(BETWEEN);
}

const BETWEEN = ' · ';

interface LabelMeasure {
  /** How wide a text is. */
  readonly pxOf: (text: string) => number;
  /** The text in so many pixels. */
  readonly cut: typeof cutToWidth;
  readonly shortPx: number;
}

/** The width that all wider ones have to be cut to, so that together they have the room. */
function levelOf(widths: readonly number[], roomPx: number): number {
  const rising = [...widths].sort((a, b) => a - b);
  let leftPx = roomPx;
  for (const [index, px] of rising.entries()) {
    const share = leftPx / (rising.length - index);
    if (px > share) return Math.max(0, share);
    leftPx -= px;
  }
  return Number.POSITIVE_INFINITY;
}

interface GroupPart {
  readonly words: string;
  /** Without the name of its key. */
  readonly bare: string;
}

function groupParts(
  by: readonly string[],
  values: readonly (string | undefined)[],
  longest: number,
): readonly GroupPart[] {
  const names = groupKeyNames(by);
  return values.map((value, index) => partOf(by[index] ?? '', names[index] ?? '', value, longest));
}

/** What a group is called by the legend template where that tells of its keys alone; else undefined. */
export function groupLegend(
  template: string,
  by: readonly string[],
  values: readonly (string | undefined)[],
): string | undefined {
  return legendOfGroup(template, by.map(parseGroupKey), (place) => {
    const value = values[place];
    const name = groupKeyNames(by)[place] ?? '';
    return value === undefined ? m.group_lacks({ key: name }) : bareValue(by[place] ?? '', value);
  });
}

function bareValue(by: string, value: string): string {
  const status = by === 'status' ? RUN_STATUSES.find((one) => one === value) : undefined;
  return status ? statusWord(status) : cutMiddle(value, LONGEST_VALUE);
}

function partOf(by: string, name: string, value: string | undefined, longest: number): GroupPart {
  if (value === undefined) return alone(m.group_lacks({ key: name }));
  if (by === 'status') {
    const status = RUN_STATUSES.find((one) => one === value);
    return alone(status ? statusWord(status) : value);
  }
  const isBlank = value.trim() === '';
  const bare = isBlank ? JSON.stringify(value) : cutMiddle(value, longest);
  const isText = canonicalText(value).startsWith('text ') && !isBlank;
  return isText ? alone(bare) : { words: `${name} ${bare}`, bare };
}

function alone(words: string): GroupPart {
  return { words, bare: words };
}

function lastPart(word: string): string {
  return word.split(/[./]/).at(-1) || word;
}

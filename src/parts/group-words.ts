import { cutMiddle } from '../base/cut-middle.ts';
import { legendOfGroup } from '../domain/charts/legend-template.ts';
import { formatGroupKey, type GroupKey, parseGroupKey } from '../domain/runs/run-groups.ts';
import { RUN_STATUSES } from '../domain/runs/run.ts';
import { canonicalText } from '../domain/runs/text-value.ts';
import { m } from '../paraglide/messages.js';
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
 */
export function groupLabel(by: readonly string[], values: readonly (string | undefined)[]): string {
  const names = groupKeyNames(by);
  return values.map((value, index) => valueWords(by[index] ?? '', names[index] ?? '', value)).join(' · ');
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

function valueWords(by: string, name: string, value: string | undefined): string {
  if (value === undefined) return m.group_lacks({ key: name });
  if (by === 'status') {
    const status = RUN_STATUSES.find((one) => one === value);
    return status ? statusWord(status) : value;
  }
  const shown = value.trim() === '' ? JSON.stringify(value) : cutMiddle(value, LONGEST_VALUE);
  return canonicalText(value).startsWith('text ') && value.trim() !== '' ? shown : `${name} ${shown}`;
}

function lastPart(word: string): string {
  return word.split(/[./]/).at(-1) || word;
}

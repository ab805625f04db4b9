import { isUniquePerRun } from '../../domain/runs/default-columns.ts';
import { isRuled } from '../../domain/runs/group-rule.ts';
import { formatGroupKey, type GroupKey, isSeedKey, parseGroupKey } from '../../domain/runs/run-groups.ts';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import { groupKeyWord } from '../group-words.ts';

/** A key that runs can be grouped by. */
export interface GroupChoice {
  readonly text: string;
  readonly words: string;
  /** Undefined: no key of the catalogue. */
  readonly info: KeyInfo | undefined;
  /** Another value in nearly every run: every group is one run. */
  readonly isUnique: boolean;
  /** `all but` is about it: a param that varies, and not from run to run. */
  readonly isOfRule: boolean;
}

const ATTRIBUTES: readonly GroupKey[] = [
  { kind: 'dataset' },
  { kind: 'attribute', key: 'status' },
  { kind: 'attribute', key: 'user' },
  { kind: 'attribute', key: 'name' },
  { kind: 'experiment' },
];

/**
 * What runs can be grouped by: params that vary first, those that nearly every run has its own of behind them, then
 * attributes, params that are the same everywhere, and tags. What is chosen is there, be it known or not.
 */
export function listGroupChoices(
  catalogue: KeyCatalogue | undefined,
  chosen: readonly string[],
): readonly GroupChoice[] {
  const { params = [], tags = [] } = catalogue ?? {};
  const varying = params
    .filter(({ isVarying }) => isVarying)
    // One value, and runs without it: a run that crashed early makes every param such a one.
    .toSorted((a, b) => Number(a.distinctCount < 2) - Number(b.distinctCount < 2));
  const choices = [
    ...varying.filter((info) => !isUniquePerRun(info)).map((info) => choiceOf('param', info)),
    ...varying.filter(isUniquePerRun).map((info) => choiceOf('param', info)),
    ...ATTRIBUTES.map((key) => choiceOfKey(key, undefined)),
    ...tags.filter(({ key }) => !key.startsWith('mlflow.')).map((info) => choiceOf('tag', info)),
    ...params.filter(({ isVarying }) => !isVarying).map((info) => choiceOf('param', info)),
    ...tags.filter(({ key }) => key.startsWith('mlflow.')).map((info) => choiceOf('tag', info)),
  ];
  const known = new Set(choices.map(({ text }) => text));
  const unknown = chosen.flatMap((text) => {
    const key = known.has(text) ? undefined : parseGroupKey(text);
    return key ? [choiceOfKey(key, undefined)] : [];
  });
  return [...unknown, ...choices];
}

/** The rule that makes repeats of one configuration one group. */
export interface AllButSeeds {
  /** Texts of the params that it leaves out: seeds. */
  readonly allBut: readonly string[];
  readonly seeds: readonly string[];
  /** Left out besides: another value in nearly every run, but no seeds. */
  readonly unique: readonly string[];
}

/** Undefined: no param varies that could tell configurations apart. */
export function allButSeeds(catalogue: KeyCatalogue | undefined): AllButSeeds | undefined {
  const varying = (catalogue?.params ?? []).filter(({ isVarying }) => isVarying);
  const seeds = varying.filter(({ key }) => isSeedKey(key)).map(({ key }) => key);
  const others = varying.filter(({ key }) => !isSeedKey(key));
  if (!others.some(isRuled)) return undefined;
  return {
    allBut: seeds.map((key) => formatGroupKey({ kind: 'param', key })),
    seeds,
    unique: others.filter(isUniquePerRun).map(({ key }) => key),
  };
}

function choiceOf(kind: 'param' | 'tag', info: KeyInfo): GroupChoice {
  return choiceOfKey({ kind, key: info.key }, info);
}

function choiceOfKey(key: GroupKey, info: KeyInfo | undefined): GroupChoice {
  return {
    text: formatGroupKey(key),
    words: groupKeyWord(key),
    info,
    isUnique: info !== undefined && isUniquePerRun(info),
    isOfRule: info !== undefined && key.kind === 'param' && isRuled(info),
  };
}

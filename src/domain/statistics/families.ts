/** What the members of a family are repeats of: their mean means something. */
export const FAMILY_KINDS = ['fold', 'seed', 'split', 'rank', 'gpu'] as const;
export type FamilyKind = (typeof FAMILY_KINDS)[number];

export interface FamilyMember {
  readonly key: string;
  /** The numbers that stand where the template has `{n}`, as written. */
  readonly numbers: readonly string[];
}

/** Metric keys that differ only in a number. */
export interface MetricFamily {
  /** The texts before, between and after the numbers that differ. */
  readonly segments: readonly string[];
  /** `fold_{n}/val_f1`; also how a family is named in links. */
  readonly template: string;
  /** Of each number that differs; undefined: something else, such as `top_{n}_acc`. */
  readonly kinds: readonly (FamilyKind | undefined)[];
  /** Mean and band without being asked: every number that differs is a fold, seed, split, rank or gpu. */
  readonly isOnByDefault: boolean;
  /** At least two, by their numbers. */
  readonly members: readonly FamilyMember[];
}

interface NumberPart {
  readonly text: string;
  readonly kind: FamilyKind | undefined;
}

/** A key cut at its numbers: `texts[0] numbers[0] texts[1] … numbers[n − 1] texts[n]`. */
interface CutKey {
  readonly key: string;
  readonly texts: readonly string[];
  readonly numbers: readonly NumberPart[];
}

const NUMBER = /\d+(?:\.\d+)?/g;

/**
 * The families among metric keys, in the order in which their first members come. Keys whose folds, seeds, splits,
 * ranks or gpus differ are one family, however many such numbers they have; other keys that differ in a single number
 * are families that a person may choose, and such a key can be in several.
 */
export function findFamilies(keys: readonly string[]): readonly MetricFamily[] {
  const cut = keys.map(cutKey);
  const repeats = group(cut, ({ numbers }) => {
    const places = numbers.flatMap(({ kind }, place) => (kind ? [place] : []));
    return places.length > 0 ? [places] : [];
  });
  const taken = new Set(repeats.filter(isRepeat).flatMap(({ members }) => members.map(({ key }) => key)));
  const others = group(
    cut.filter(({ key }) => !taken.has(key)),
    ({ numbers }) => numbers.map((_, place) => [place]),
  );
  const order = new Map(keys.map((key, index) => [key, index]));
  const firstOf = ({ members }: MetricFamily) => Math.min(...members.map(({ key }) => order.get(key) ?? 0));
  return [...repeats.filter(isRepeat), ...others].sort((left, right) => firstOf(left) - firstOf(right));
}

/** Whether a key that was logged later belongs to the family too. */
export function isFamilyKey({ segments }: Pick<MetricFamily, 'segments'>, key: string): boolean {
  return familyTest(segments)(key);
}

/** The same for many keys. */
export function familyTest(segments: MetricFamily['segments']): (key: string) => boolean {
  const literal = segments.map((segment) => segment.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${literal.join(String.raw`\d+(?:\.\d+)?`)}$`, 's');
  return (key) => pattern.test(key);
}

function isRepeat({ isOnByDefault }: MetricFamily): boolean {
  return isOnByDefault;
}

/** Families of keys that are alike but for the numbers at some of their places. */
function group(
  keys: readonly CutKey[],
  placesOf: (key: CutKey) => readonly (readonly number[])[],
): readonly MetricFamily[] {
  const groups = new Map<string, { readonly places: readonly number[]; readonly keys: CutKey[] }>();
  for (const key of keys) {
    for (const places of placesOf(key)) {
      const id = JSON.stringify([
        key.texts,
        key.numbers.map(({ text }, place) => !places.includes(place) && text),
      ]);
      const known = groups.get(id);
      if (known) known.keys.push(key);
      else groups.set(id, { places, keys: [key] });
    }
  }
  return [...groups.values()]
    .filter((one) => one.keys.length > 1)
    .map((one) => familyOf(one.keys, one.places));
}

/** @param places that may differ; those that do not are part of the text */
function familyOf(keys: readonly CutKey[], places: readonly number[]): MetricFamily {
  const [first] = keys;
  const differing = places.filter((place) =>
    keys.some(({ numbers }) => numbers[place]?.text !== first?.numbers[place]?.text),
  );
  const segments = [''];
  first?.texts.forEach((text, place) => {
    segments[segments.length - 1] += text;
    if (differing.includes(place)) segments.push('');
    else segments[segments.length - 1] += first.numbers[place]?.text ?? '';
  });
  const kinds = differing.map((place) => first?.numbers[place]?.kind);
  const members = keys
    .map(({ key, numbers }) => ({ key, numbers: differing.map((place) => numbers[place]?.text ?? '') }))
    .sort(byNumbers);
  const isOnByDefault = kinds.every((kind, place) => isRepeated(kind, members, place));
  return { segments, template: segments.join('{n}'), kinds, isOnByDefault, members };
}

/** Ranks are processes where none is missing; `rank_1`, `rank_5`, `rank_10` are what `top_5` is. */
function isRepeated(kind: FamilyKind | undefined, members: readonly FamilyMember[], place: number): boolean {
  if (kind !== 'rank') return kind !== undefined;
  const ranks = new Set(members.map(({ numbers }) => Number(numbers[place])));
  const first = Math.min(...ranks);
  return first <= 1 && Math.max(...ranks) - first === ranks.size - 1;
}

function byNumbers(left: FamilyMember, right: FamilyMember): number {
  for (const [place, text] of left.numbers.entries()) {
    const difference = Number(text) - Number(right.numbers[place]);
    if (difference !== 0) return difference;
  }
  return left.key < right.key ? -1 : 1;
}

function cutKey(key: string): CutKey {
  const texts: string[] = [];
  const numbers: NumberPart[] = [];
  let end = 0;
  for (const found of key.matchAll(NUMBER)) {
    const before = key.slice(0, found.index);
    texts.push(key.slice(end, found.index));
    numbers.push({ text: found[0], kind: found[0].includes('.') ? undefined : kindAfter(before) });
    end = found.index + found[0].length;
  }
  return { key, texts: [...texts, key.slice(end)], numbers };
}

/** By the whole word right before the number: `val_fold_`, `KFold`, `gpu/`, `seed=`; not `unfold`. */
function kindAfter(text: string): FamilyKind | undefined {
  const word = /([A-Z]?[a-z]+|[A-Z]+)[^A-Za-z\d]*$/.exec(text)?.[1]?.toLowerCase();
  return FAMILY_KINDS.find((kind) => kind === word);
}

import { toSearched } from '../runs/search-text.ts';
import { compareVersions, latestVersion, type RegisteredModel } from './registered-model.ts';

export interface ModelSort {
  readonly columnId: string;
  readonly isDescending: boolean;
}

export const DEFAULT_MODEL_SORT: ModelSort = { columnId: 'name', isDescending: false };

/**
 * Models that hold all words of `text`, each in the name, the description, a tag (`team`, `team=vision`) or an alias;
 * `@champion` is meant for aliases only. Case does not count; composed and decomposed Korean are one.
 */
export function findModels(models: readonly RegisteredModel[], text: string): readonly RegisteredModel[] {
  const words = toSearched(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) return models;
  return models.filter((model) => {
    const { own, aliases } = textsOf(model);
    return words.every((word) =>
      word.startsWith('@')
        ? aliases.some((alias) => alias.startsWith(word.slice(1)))
        : own.some((each) => each.includes(word)) || aliases.some((each) => each.includes(word)),
    );
  });
}

/** Sorted by one column; what lacks the value comes last both ways. */
export function sortModels(
  models: readonly RegisteredModel[],
  { columnId, isDescending }: ModelSort,
): readonly RegisteredModel[] {
  const direction = isDescending ? -1 : 1;
  return models
    .map((model) => ({ model, value: sortValue(model, columnId) }))
    .sort((left, right) => compareValues(left.value, right.value, direction))
    .map(({ model }) => model);
}

/** What lacks a value comes last both ways; numbers before texts. */
export function compareValues(
  left: number | string | undefined,
  right: number | string | undefined,
  direction: number,
): number {
  if (left === undefined || right === undefined)
    return Number(left === undefined) - Number(right === undefined);
  if (typeof left === 'number' && typeof right === 'number') return compareNumbers(left, right, direction);
  if (typeof left === 'number' || typeof right === 'number') return typeof left === 'number' ? -1 : 1;
  return left === right ? 0 : direction * (left < right ? -1 : 1);
}

/** NaN after every number, as MLflow sorts. */
function compareNumbers(left: number, right: number, direction: number): number {
  const isNone = [left, right].map(Number.isNaN);
  return isNone[0] || isNone[1] ? Number(isNone[0]) - Number(isNone[1]) : direction * (left - right);
}

interface ModelTexts {
  readonly own: readonly string[];
  readonly aliases: readonly string[];
}

const texts = new WeakMap<RegisteredModel, ModelTexts>();

function textsOf(model: RegisteredModel): ModelTexts {
  const kept = texts.get(model);
  if (kept) return kept;
  const made = {
    own: [
      toSearched(model.name),
      toSearched(model.description),
      ...model.tags.map(({ key, value }) => toSearched(`${key}=${value}`)),
    ],
    aliases: model.aliases.map(({ alias }) => toSearched(alias)),
  };
  texts.set(model, made);
  return made;
}

function sortValue(model: RegisteredModel, columnId: string): number | string | undefined {
  switch (columnId) {
    case 'latest': {
      const latest = latestVersion(model);
      return latest === undefined ? undefined : Number(latest);
    }
    case 'aliases':
      return model.aliases.length === 0
        ? undefined
        : model.aliases
            .toSorted((left, right) => compareVersions(right.version, left.version))
            .map(({ alias }) => alias)
            .join(' ');
    case 'created':
      return model.createdMs;
    case 'updated':
      return model.updatedMs;
    default:
      return toSearched(model.name);
  }
}

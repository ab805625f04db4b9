import type { ModelAlias } from '../../domain/registry/registered-model.ts';

/** Names of the version that serves, the most telling one first. */
const NAMES = ['champion', '챔피언', 'production', 'prod', 'live'];

/** The alias that others are measured against; undefined: none has a name that says so. */
export function findChampion(aliases: readonly ModelAlias[]): ModelAlias | undefined {
  return NAMES.flatMap((name) => aliases.find(({ alias }) => alias.toLowerCase() === name) ?? [])[0];
}

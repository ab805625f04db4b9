import type { SearchEntry } from './search-field.ts';

export const CURRENT_VERSION = 1;

/** From the schema version that is the key to the next one. */
export type Upgraders = Readonly<Record<number, (entries: readonly SearchEntry[]) => readonly SearchEntry[]>>;

/**
 * A change of meaning of a parameter raises `CURRENT_VERSION` and puts its upgrader here; a new parameter does
 * neither. Links of every version stay in `old-links.test.ts` for good.
 */
const UPGRADERS: Upgraders = {};

export interface UpgradedEntries {
  readonly entries: readonly SearchEntry[];
  /** The text of `v` where it is no version that can be read; the entries are then taken as they are. */
  readonly problem: string | undefined;
}

/** Links without `v` are of version 1: that is what the first release wrote, and what people type. */
export function upgradeEntries(
  entries: readonly SearchEntry[],
  currentVersion: number = CURRENT_VERSION,
  upgraders: Upgraders = UPGRADERS,
): UpgradedEntries {
  const text = entries.find(([name]) => name === 'v')?.[1] ?? '1';
  const version = /^[1-9]\d{0,3}$/.test(text) ? Number(text) : undefined;
  if (version === undefined || version > currentVersion) return { entries, problem: text };
  let upgraded = entries;
  for (let from = version; from < currentVersion; from += 1)
    upgraded = upgraders[from]?.(upgraded) ?? upgraded;
  return { entries: upgraded, problem: undefined };
}

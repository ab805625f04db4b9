import type { Domain } from '../../drawing/plot-frame.ts';

/** Ranges of cards by the group that shares one. */
export interface SharedRanges {
  /** Undefined: the member has none. */
  readonly set: (group: string, member: string, range: Domain | undefined) => void;
  /** The smallest range that holds all of the group; the same object as long as its ends are the same. */
  readonly get: (group: string) => Domain | undefined;
  readonly subscribe: (listener: () => void) => () => void;
}

export function createSharedRanges(): SharedRanges {
  const groups = new Map<string, Map<string, Domain>>();
  const unions = new Map<string, Domain>();
  const listeners = new Set<() => void>();

  function update(group: string): void {
    const members = groups.get(group);
    const before = unions.get(group);
    const union = members && unionOf([...members.values()]);
    if (union?.min === before?.min && union?.max === before?.max) return;
    if (union) unions.set(group, union);
    else unions.delete(group);
    for (const listener of listeners) listener();
  }

  return {
    set: (group, member, range) => {
      const members = groups.get(group) ?? new Map<string, Domain>();
      if (range) members.set(member, range);
      else members.delete(member);
      if (members.size > 0) groups.set(group, members);
      else groups.delete(group);
      update(group);
    },
    get: (group) => unions.get(group),
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function unionOf(ranges: readonly Domain[]): Domain | undefined {
  if (ranges.length === 0) return undefined;
  return {
    min: ranges.reduce((least, { min }) => Math.min(least, min), Number.POSITIVE_INFINITY),
    max: ranges.reduce((most, { max }) => Math.max(most, max), Number.NEGATIVE_INFINITY),
  };
}

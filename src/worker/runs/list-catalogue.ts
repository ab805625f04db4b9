import {
  createKeyCatalogue,
  type KeyCatalogueState,
  type KeySummary,
  listKeys,
  updateKeyCatalogue,
} from '../../domain/runs/key-catalogue.ts';
import { membersOf, mergeKeys, type SameKeys } from '../../domain/runs/merge-keys.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { KeyCatalogue } from './runs-protocol.ts';

interface Catalogued {
  readonly frame: RunFrame;
  readonly catalogue: KeyCatalogueState;
}

interface Grouping {
  readonly sameKeys: SameKeys;
  /** Another one for every grouping of a table, below 1,000. */
  readonly number: number;
}

/** Changes with the keys and with what counts as one. */
export function catalogueVersion({ catalogue }: Catalogued, { number }: Grouping): number {
  return catalogue.version * 1_000 + number;
}

/** The keys of the table; of those that count as one the first stands for all. */
export function listCatalogue(table: Catalogued, grouping: Grouping): KeyCatalogue {
  const { catalogue, frame } = table;
  const merged = createKeyCatalogue();
  const groups = grouping.sameKeys.map(membersOf).filter((members) => members.length > 1);
  if (groups.length > 0) updateKeyCatalogue(merged, onlyGrouped(frame, grouping.sameKeys));
  const list = (kind: 'metric' | 'param' | 'tag', all: KeyCatalogueState['metrics'], own: typeof all) => {
    const hidden = new Set(
      groups.flatMap((group) => group.slice(1).filter((each) => each.kind === kind)).map(({ key }) => key),
    );
    const replaced = new Map<string, KeySummary>(listKeys(own).map((summary) => [summary.key, summary]));
    return listKeys(all)
      .filter(({ key }) => !hidden.has(key))
      .map((summary) => replaced.get(summary.key) ?? summary);
  };
  return {
    version: catalogueVersion(table, grouping),
    metrics: list('metric', catalogue.metrics, merged.metrics),
    params: list('param', catalogue.params, merged.params),
    tags: list('tag', catalogue.tags, merged.tags),
  };
}

/** The merged columns alone: counting the others again would be in vain. */
function onlyGrouped(frame: RunFrame, sameKeys: SameKeys): RunFrame {
  const { metrics, params, tags, ...rest } = mergeKeys(frame, sameKeys);
  const firsts = sameKeys.flatMap((group) => membersOf(group).slice(0, 1));
  const pick = <Column>(kind: 'metric' | 'param' | 'tag', columns: ReadonlyMap<string, Column>) =>
    new Map([...columns].filter(([key]) => firsts.some((first) => first.kind === kind && first.key === key)));
  return {
    ...rest,
    metrics: pick('metric', metrics),
    params: pick('param', params),
    tags: pick('tag', tags),
  };
}

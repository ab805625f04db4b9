import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { formatPlace, modelOfName, parsePlace } from '../../../domain/artifacts/artifact-place.ts';
import type { Run, RunId } from '../../../domain/runs/run.ts';
import { useConnection } from '../../../queries/data-client-context.tsx';
import { runDetailsQuery } from '../../../queries/run-queries.ts';

const NO_RUN = { id: '' as RunId, experimentId: '' as Run['experimentId'], tags: [] };

interface PathOfRun {
  readonly path: string;
  /** Of the logged model that the path is in; undefined: it is in none, or none that was seen. */
  readonly modelName: string | undefined;
}

/**
 * The path as it is in this run. Paths of runs' own files are the same in all; a logged model of another run stands for
 * the one of that name in this run, where it has one.
 */
export function usePathOfRun(path: string, run: Run | undefined): PathOfRun {
  const details = useQuery({
    ...runDetailsQuery(useConnection(), run ?? NO_RUN),
    enabled: run !== undefined,
  });
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  const models = details.data?.models;
  useEffect(() => {
    if (!models) return;
    // oxlint-disable-next-line react/set-state-in-effect -- what was seen of one run is needed by the next
    setNames((before) => withNames(before, models));
  }, [models]);
  if (!run || !models) return { path, modelName: undefined };
  const place = parsePlace(path, run.id);
  const { root } = place;
  if (root.kind === 'run') return { path, modelName: undefined };
  const own = models.find(({ id }) => id === root.modelId);
  if (own) return { path, modelName: own.name };
  const modelName = names.get(root.modelId);
  const modelId = modelOfName(models, modelName);
  const isHere = modelId !== undefined;
  return { path: isHere ? formatPlace({ ...place, root: { kind: 'model', modelId } }) : path, modelName };
}

function withNames(
  before: ReadonlyMap<string, string>,
  models: readonly { readonly id: string | undefined; readonly name: string }[],
): ReadonlyMap<string, string> {
  const fresh = models.filter(({ id }) => id !== undefined && !before.has(id));
  if (fresh.length === 0) return before;
  return new Map([...before, ...fresh.map(({ id, name }) => [id ?? '', name] as const)]);
}

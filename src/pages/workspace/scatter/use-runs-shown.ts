import { useCallback, useMemo, useState } from 'react';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import { useAsking } from '../asking.tsx';
import type { RunsOfViewReply } from '../../../worker/compare/axes-protocol.ts';

/** More points than these are not drawn: what is cut is said. */
export const MOST_POINTS = 50_000;

export interface RunsShown {
  /** The same list as long as the runs are the same. */
  readonly ids: readonly RunId[];
  readonly names: readonly string[];
  /** Of how many these are the first. */
  readonly total: number;
}

/** The runs that a picture shows: those of the set, or all rows. Undefined: they are asked for. */
export function useRunsShown(
  viewId: string,
  compared: readonly ComparedRun[],
  isAllRows: boolean,
  version: number | undefined,
): RunsShown | undefined {
  const rows = useRows(viewId, isAllRows, version);
  const ofSet = useMemo(
    (): RunsShown => ({
      ids: compared.slice(0, MOST_POINTS).map(({ id }) => id),
      names: compared.slice(0, MOST_POINTS).map(({ name }) => name),
      total: compared.length,
    }),
    [compared],
  );
  return isAllRows ? rows : ofSet;
}

function useRows(viewId: string, isOn: boolean, version: number | undefined): RunsShown | undefined {
  const client = useDataClient();
  const [rows, setRows] = useState<RunsShown>();
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const reply = await client.call('compare.rows', { viewId }, { signal });
      if (!signal.aborted) setRows((before) => keepSame(before, reply));
    },
    // `version` stands for the rows, which the worker reads.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, viewId, version],
  );
  useAsking(isOn ? ask : undefined);
  return isOn ? rows : undefined;
}

function keepSame(before: RunsShown | undefined, { ids, names }: RunsOfViewReply): RunsShown {
  const first = ids.slice(0, MOST_POINTS);
  const isSame = before?.ids.length === first.length && before.ids.every((id, place) => id === first[place]);
  if (isSame && before.total === ids.length) return before;
  return { ids: isSame ? before.ids : first, names: names.slice(0, MOST_POINTS), total: ids.length };
}

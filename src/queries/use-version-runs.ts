import { useEffect, useMemo, useState } from 'react';
import type { RunId } from '../domain/runs/run.ts';
import type { VersionRun } from '../worker/registry/registry-protocol.ts';
import type { SourceScope } from './run-queries.ts';
import { failureOf } from './failure.ts';
import type { TrackingFailure } from '../tracking/errors.ts';

/** Those of one search at the server. */
const IDS_PER_CALL = 200;
/** Who scrolls past them does not want to know. */
const REST_MS = 40;

export interface VersionRuns {
  readonly runs: ReadonlyMap<RunId, VersionRun>;
  /** Keys of the asked values, in their order. */
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  /** Keys that these runs have. */
  readonly metricKeys: readonly string[];
  readonly paramKeys: readonly string[];
  readonly isReading: boolean;
  /** Asked for, be they there or not. */
  readonly tried: ReadonlySet<RunId>;
  readonly failure: TrackingFailure | undefined;
}

interface Known extends Omit<VersionRuns, 'isReading'> {
  readonly asked: string;
}

/**
 * What runs of versions logged, for those ids that are wanted: read 200 at a time, kept while the page is open. With
 * other keys the old values stay until the new ones are here, which costs the server nothing.
 */
export function useVersionRuns(
  { client }: SourceScope,
  runIds: readonly RunId[],
  metrics: readonly string[],
  params: readonly string[],
): VersionRuns {
  const asked = JSON.stringify([metrics, params]);
  const [known, setKnown] = useState<Known>(() => nothingOf(asked, metrics, params));
  const isSame = known.asked === asked;
  const open = [...new Set(runIds)].filter((id) => !isSame || !known.tried.has(id));
  const next = open.slice(0, IDS_PER_CALL).join(',');
  useEffect(() => {
    if (next === '') return undefined;
    const ids = next.split(',') as RunId[];
    const controller = new AbortController();
    const { signal } = controller;
    const [wantedMetrics, wantedParams] = JSON.parse(asked) as [string[], string[]];
    const read = async () => {
      const request = { runIds: ids, metrics: wantedMetrics, params: wantedParams };
      const [reply] = await Promise.allSettled([client.call('registry.runs', request, { signal })]);
      if (signal.aborted) return;
      setKnown((last) => {
        const before = last.asked === asked ? last : nothingOf(asked, wantedMetrics, wantedParams);
        const tried = new Set([...before.tried, ...ids]);
        if (reply.status === 'rejected') return { ...before, tried, failure: failureOf(reply.reason) };
        const { runs, metricKeys, paramKeys } = reply.value;
        return {
          ...before,
          tried,
          runs: new Map([...before.runs, ...runs.map((run) => [run.id, run] as const)]),
          metricKeys: union(last.metricKeys, metricKeys),
          paramKeys: union(last.paramKeys, paramKeys),
          failure: undefined,
        };
      });
    };
    const timer = setTimeout(() => void read(), REST_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, next, asked]);
  const isReading = open.length > 0;
  return useMemo(() => ({ ...known, isReading }), [known, isReading]);
}

function nothingOf(asked: string, metrics: readonly string[], params: readonly string[]): Known {
  return {
    asked,
    metrics,
    params,
    tried: new Set(),
    runs: new Map(),
    metricKeys: [],
    paramKeys: [],
    failure: undefined,
  };
}

function union(before: readonly string[], more: readonly string[]): readonly string[] {
  const known = new Set(before);
  const fresh = more.filter((key) => !known.has(key));
  return fresh.length === 0 ? before : [...before, ...fresh];
}

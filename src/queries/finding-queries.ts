import { useEffect, useState } from 'react';
import { queryOptions } from '@tanstack/react-query';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import type { LastActivity } from '../domain/runs/find-experiments.ts';
import type { ActivityQuery } from '../worker/runs/finding-protocol.ts';
import type { SourceScope } from './run-queries.ts';

const HOUR_MS = 3_600_000;
/** How often what goes on is looked at again, while the page is seen. */
const ACTIVITY_EVERY_MS = 30_000;
/** More are not listed; a link leads to all of them. */
const MAX_ACTIVE = 100;

export interface ActivityScope {
  readonly kind: ActivityQuery['kind'];
  readonly hours: number;
  /** Undefined: not known yet. */
  readonly experimentIds: readonly ExperimentId[] | undefined;
  /** Of a file nothing is news. */
  readonly isLive: boolean;
}

/** Runs of many experiments that go on, or ended lately; read again every half minute. */
export function activityQuery(
  { client, epoch }: SourceScope,
  { kind, hours, experimentIds, isLive }: ActivityScope,
) {
  const ids = experimentIds ?? [];
  return queryOptions({
    queryKey: [
      epoch,
      'activity',
      kind,
      kind === 'ended' ? hours : 0,
      ids.length,
      ids[0],
      ids.at(-1),
    ] as const,
    queryFn: ({ signal }) => {
      const sinceMs = Date.now() - hours * HOUR_MS;
      return client.call(
        'runs.activity',
        { experimentIds: ids, kind, sinceMs, limit: MAX_ACTIVE },
        { signal },
      );
    },
    enabled: experimentIds !== undefined,
    refetchInterval: isLive ? ACTIVITY_EVERY_MS : false,
  });
}

/** Asked for side by side: the server's lanes take no more. */
const IDS_PER_CALL = 6;
/** Who scrolls past them does not want to know. */
const REST_MS = 60;

export interface LastActivityReading {
  readonly known: LastActivity;
  /** Asked for and not there yet. */
  readonly isReading: boolean;
}

const NOTHING: LastActivity = new Map();

/**
 * When runs of these experiments were at work last, read some at a time and kept while the source is open. What cannot
 * be read stays unknown.
 */
export function useLastActivity(
  { client, epoch }: SourceScope,
  ids: readonly ExperimentId[],
): LastActivityReading {
  const [{ known, ofEpoch }, setState] = useState({ known: NOTHING, ofEpoch: epoch });
  const current = ofEpoch === epoch ? known : NOTHING;
  const open = ids.filter((id) => !current.has(id));
  const key = open.slice(0, IDS_PER_CALL).join(',');
  useEffect(() => {
    if (key === '') return undefined;
    const wanted = key.split(',') as ExperimentId[];
    const controller = new AbortController();
    const { signal } = controller;
    const read = async () => {
      const reply = await client
        .call('experiments.last-activity', { ids: wanted }, { signal })
        // Not asked again: the column stays empty, and the page has said what is wrong with the server.
        .catch(() => ({ lastMs: [] }));
      if (signal.aborted) return;
      const entries = wanted.map((id, index) => [id, reply.lastMs[index]] as const);
      setState((before) => ({
        ofEpoch: epoch,
        known: new Map([...(before.ofEpoch === epoch ? before.known : NOTHING), ...entries]),
      }));
    };
    const timer = setTimeout(() => void read(), REST_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [client, epoch, key]);
  return { known: current, isReading: open.length > 0 };
}

export interface LookUpScope {
  readonly text: string;
  readonly limit: number;
  readonly viewId: string | undefined;
}

/** Runs of any experiment by id or part of a name. */
export function lookUpQuery({ client, epoch }: SourceScope, { text, limit, viewId }: LookUpScope) {
  return queryOptions({
    queryKey: [epoch, 'look-up', text, limit, viewId] as const,
    queryFn: ({ signal }) => client.call('runs.look-up', { text, limit, viewId }, { signal }),
    enabled: text.trim() !== '',
    // Where a run stands in a view changes with every click.
    staleTime: viewId === undefined ? 30_000 : 0,
  });
}

/** Every registered version that a run made. */
export function modelVersionsQuery({ client, epoch }: SourceScope) {
  return queryOptions({
    queryKey: [epoch, 'model-versions'] as const,
    queryFn: ({ signal }) => client.call('models.versions', undefined, { signal }),
    staleTime: 60_000,
  });
}

/** Keys of metrics that loaded runs have; no server lists those of all runs. */
export function metricKeysQuery({ client, epoch }: SourceScope, text: string) {
  return queryOptions({
    queryKey: [epoch, 'metric-keys', text] as const,
    queryFn: ({ signal }) => client.call('runs.metric-keys', { text, limit: 20 }, { signal }),
    enabled: text !== '',
    staleTime: 0,
  });
}

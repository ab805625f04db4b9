import { createContext, type ReactNode, use, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { type ComparedRun, toComparedRun } from '../domain/runs/compare-set.ts';
import type { Direction } from '../domain/statistics/metric-statistic.ts';
import type { RunId } from '../domain/runs/run.ts';
import { useConnection } from '../queries/data-client-context.tsx';
import { failureOf } from '../queries/failure.ts';
import { m } from '../paraglide/messages.js';
import { runQuery } from '../queries/run-queries.ts';
import type { BaselineOfLines } from './charts-panel/shown-cards.ts';

/** The run that others are measured against, be it among the compared ones or read on its own. */
export interface ShownBaseline {
  readonly id: RunId;
  /** `deleted`: it is in the server's bin, its histories can still be read. `gone`: it cannot be read. */
  readonly state: 'reading' | 'ready' | 'deleted' | 'gone';
  /** Undefined until it is read, and where it cannot be. */
  readonly run: ComparedRun | undefined;
  /** Metrics that it logged; undefined until known. */
  readonly keys: ReadonlySet<string> | undefined;
}

export interface BaselineOfCharts {
  /** Undefined: no run is the baseline. */
  readonly baseline: ShownBaseline | undefined;
  /** Id of the group that is the baseline. */
  readonly group?: string | undefined;
  /** Undefined: no baseline can be set here. */
  readonly onBaseline: ((id: RunId | undefined) => void) | undefined;
  readonly directions: Readonly<Record<string, Direction>>;
}

const NO_BASELINE: BaselineOfCharts = { baseline: undefined, onBaseline: undefined, directions: {} };
const BaselineContext = createContext<BaselineOfCharts>(NO_BASELINE);

/** For the charts inside; keep the object while nothing changes: every card is rendered anew with another one. */
export function BaselineProvider(props: { readonly value: BaselineOfCharts; readonly children: ReactNode }) {
  return <BaselineContext value={props.value}>{props.children}</BaselineContext>;
}

export function useBaseline(): BaselineOfCharts {
  return use(BaselineContext);
}

/** It may be deleted, or log other metrics, while it is looked at: how often that is asked. */
const READ_AGAIN_MS = 60_000;

/**
 * Read even while it is among the compared ones: a filter that leaves it out changes nothing then. The same object as
 * long as it is the same.
 */
export function useShownBaseline(
  id: RunId | undefined,
  compared: readonly ComparedRun[],
): ShownBaseline | undefined {
  const scope = useConnection();
  const { data, error } = useQuery({
    ...runQuery(scope, id ?? ('' as RunId)),
    enabled: id !== undefined && scope.status.state === 'ready',
    refetchInterval: READ_AGAIN_MS,
  });
  const member = compared.find((run) => run.id === id);
  const read = data?.id === id ? data : undefined;
  const known = read && {
    run: toComparedRun(read),
    keys: read.metrics.map(({ key }) => key),
    isDeleted: read.lifecycle === 'deleted',
  };
  // A failure on the way says nothing of the run; that it is not there does, however it was read before.
  const isGone = error !== null && (!known || failureOf(error).kind === 'not-found');
  const text = JSON.stringify(known);
  return useMemo(() => {
    if (id === undefined) return undefined;
    const keys = known && new Set(known.keys);
    const run = member ?? known?.run;
    if (isGone && (known !== undefined || !run)) return { id, state: 'gone', run: member, keys };
    if (!run) return { id, state: 'reading', run, keys };
    return { id, state: known?.isDeleted === true ? 'deleted' : 'ready', run, keys };
    // oxlint-disable-next-line react/exhaustive-deps -- `text` is all of `known`, which every answer makes anew
  }, [id, text, isGone, member]);
}

/** For `linesOf`, with the name that words about it have. */
export function useBaselineOfLines(): (BaselineOfLines & { readonly name: string }) | undefined {
  const { baseline } = useBaseline();
  return useMemo(() => {
    if (!baseline) return undefined;
    const { id, keys, run } = baseline;
    return { id, keys, suffix: ` ${m.baseline_suffix()}`, name: run?.name ?? id };
  }, [baseline]);
}

/** The compared runs with the baseline behind them, where it is not among them. */
export function withBaseline(
  runs: readonly ComparedRun[],
  baseline: ShownBaseline | undefined,
): readonly ComparedRun[] {
  const run = baseline?.run;
  return run && !runs.some(({ id }) => id === run.id) ? [...runs, run] : runs;
}

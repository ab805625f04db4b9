import { createContext, type ReactNode, use, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { type ComparedRun, toComparedRun } from '../domain/runs/compare-set.ts';
import type { Direction } from '../domain/statistics/metric-statistic.ts';
import type { RunId } from '../domain/runs/run.ts';
import { useConnection } from '../queries/data-client-context.tsx';
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
  readonly baseline: ShownBaseline | undefined;
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

/** Read even while it is among the compared ones: a filter that leaves it out changes nothing then. */
export function useShownBaseline(
  id: RunId | undefined,
  compared: readonly ComparedRun[],
): ShownBaseline | undefined {
  const scope = useConnection();
  const { data, isError } = useQuery({
    ...runQuery(scope, id ?? ('' as RunId)),
    enabled: id !== undefined && scope.status.state === 'ready',
  });
  const member = compared.find((run) => run.id === id);
  return useMemo(() => {
    if (id === undefined) return undefined;
    const read = data?.id === id ? data : undefined;
    const keys = read && new Set(read.metrics.map(({ key }) => key));
    const run = member ?? (read && toComparedRun(read));
    if (!run) return { id, state: isError ? 'gone' : 'reading', run, keys };
    return { id, state: read?.lifecycle === 'deleted' ? 'deleted' : 'ready', run, keys };
  }, [id, data, isError, member]);
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

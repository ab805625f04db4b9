import { toRunHead } from '../../domain/runs/run-head.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import type { VersionRun, VersionRunsReply, VersionRunsRequest } from './registry-protocol.ts';

/** With 2,000 metrics each this is as much as a worker should hold. */
const MAX_HELD = 4_000;

/** Runs of versions, held by their ids: those that go on are read again each time. */
export class VersionRuns {
  private readonly source: Pick<TrackingSource, 'readRuns'>;
  private readonly held = new Map<RunId, Run>();

  constructor(source: Pick<TrackingSource, 'readRuns'>) {
    this.source = source;
  }

  async read(request: VersionRunsRequest, signal: AbortSignal): Promise<VersionRunsReply> {
    const open = request.runIds.filter((id) => !this.held.has(id));
    const read = open.length === 0 ? [] : await this.source.readRuns(open, signal);
    const fresh = new Map(read.map((run) => [run.id, run]));
    for (const run of fresh.values()) {
      if (run.status !== 'RUNNING' && run.status !== 'SCHEDULED') this.held.set(run.id, run);
    }
    const runs = request.runIds.flatMap((id) => this.held.get(id) ?? fresh.get(id) ?? []);
    while (this.held.size > MAX_HELD) {
      const [oldest] = this.held.keys();
      if (oldest === undefined) break;
      this.held.delete(oldest);
    }
    return {
      runs: runs.map((run) => toVersionRun(run, request)),
      metricKeys: keysOf(runs.map(({ metrics }) => metrics)),
      paramKeys: keysOf(runs.map(({ params }) => params)),
    };
  }
}

function toVersionRun(run: Run, { metrics, params }: VersionRunsRequest): VersionRun {
  return {
    ...toRunHead(run),
    experimentId: run.experimentId,
    metrics: metrics.map((key) => run.metrics.find((metric) => metric.key === key)?.value),
    params: params.map((key) => run.params.find((param) => param.key === key)?.value),
  };
}

function keysOf(lists: readonly (readonly { readonly key: string }[])[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const list of lists) for (const { key } of list) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts]
    .toSorted(([left, many], [right, more]) => more - many || (left < right ? -1 : 1))
    .map(([key]) => key);
}

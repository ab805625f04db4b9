import type { RunId } from '../domain/runs/run.ts';
import type { SeriesState } from '../domain/series/series.ts';
import { type Clock, systemClock } from '../worker/clock.ts';
import type { RunRow, Sparklines, SparklinesRequest } from '../worker/runs/runs-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';

/** Rows of one request: the first ones are drawn while the others are read. */
const ROWS_PER_REQUEST = 20;
/** A running run's curve is read again at most as often. */
const REFRESH_MS = 10_000;
/** Some 4 KB each. */
const MAX_KEPT = 500;

/** The curve of one row. */
export interface Sparkline {
  /** Of an SVG, in the units of `SPARKLINE_BOX`. */
  readonly path: string;
  readonly state: SeriesState;
}

/** Finer than pixels of the cell, so that a dense screen gains by it. */
export const SPARKLINE_BOX = { widthPx: 168, heightPx: 36 };

type Row = Pick<RunRow, 'id' | 'status'>;

interface Read extends Sparkline {
  readonly version: number;
  readonly readAtMs: number;
  /** More may have been logged since. */
  readonly isOpen: boolean;
  readonly wasRunning: boolean;
}

interface Request {
  readonly rows: readonly Row[];
  readonly version: number;
  readonly controller: AbortController;
}

/**
 * The curves of one metric for the rows on screen. One request is under way at a time, whatever scrolls by meanwhile;
 * rows hear of their own curve only, so that no answer renders the table anew.
 */
export class SparklineReader {
  private readonly client: DataClient;
  private readonly viewId: string;
  private readonly metric: Pick<SparklinesRequest, 'key' | 'sameKeys'>;
  private readonly clock: Clock;
  /** In the order that they were read. */
  private readonly reads = new Map<RunId, Read>();
  private readonly listeners = new Set<() => void>();
  private rows: readonly Row[] = [];
  private version = -1;
  private request: Request | undefined;
  private cancelTimer: (() => void) | undefined;

  constructor(
    client: DataClient,
    viewId: string,
    metric: Pick<SparklinesRequest, 'key' | 'sameKeys'>,
    clock: Clock = systemClock,
  ) {
    this.client = client;
    this.viewId = viewId;
    this.metric = metric;
    this.clock = clock;
  }

  get(id: RunId): Sparkline | undefined {
    return this.reads.get(id);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** Reads what is missing of these rows, and what is out of date by `version` of the rows. */
  show(rows: readonly Row[], version: number): void {
    this.rows = rows;
    this.version = version;
    const shown = new Set(rows.map(({ id }) => id));
    if (this.request && !this.request.rows.some(({ id }) => shown.has(id))) this.stop();
    this.readNext();
  }

  /** Nothing is read any more until rows are shown again. */
  stop(): void {
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    this.request?.controller.abort();
    this.request = undefined;
  }

  private readNext(): void {
    if (this.request) return;
    this.cancelTimer?.();
    this.cancelTimer = undefined;
    const waits = this.rows.map((row) => this.waitMs(row));
    const due = this.rows.filter((_, index) => waits[index] === 0).slice(0, ROWS_PER_REQUEST);
    if (due.length > 0) {
      void this.read({ rows: due, version: this.version, controller: new AbortController() });
      return;
    }
    const nextMs = Math.min(...waits);
    if (Number.isFinite(nextMs)) this.cancelTimer = this.clock.after(nextMs, () => this.readNext());
  }

  /** Until the row's curve is to be read; infinite where it need not be. */
  private waitMs({ id, status }: Row): number {
    const read = this.reads.get(id);
    if (!read || (read.wasRunning && !isRunning(status))) return 0;
    if (!read.isOpen || read.version === this.version) return Number.POSITIVE_INFINITY;
    return Math.max(0, read.readAtMs + REFRESH_MS - this.clock.nowMs());
  }

  private async read(request: Request): Promise<void> {
    this.request = request;
    const ids = request.rows.map(({ id }) => id);
    const asked = { viewId: this.viewId, ...this.metric, ids, ...SPARKLINE_BOX };
    try {
      const answer = await this.client.call('runs.sparklines', asked, { signal: request.controller.signal });
      if (this.request !== request) return;
      this.request = undefined;
      this.take(request, answer);
    } catch {
      // Asked again with the next rows or version; the watch reports what is wrong.
      if (this.request === request) this.request = undefined;
      return;
    }
    this.readNext();
  }

  private take({ rows, version }: Request, { paths, states }: Sparklines): void {
    const readAtMs = this.clock.nowMs();
    rows.forEach(({ id, status }, index) => {
      const [path = '', state = 'failed'] = [paths[index], states[index]];
      const wasRunning = isRunning(status);
      const isOpen = wasRunning || state === 'failed';
      this.reads.delete(id);
      this.reads.set(id, { path, state, version, readAtMs, isOpen, wasRunning });
    });
    for (const id of this.reads.keys()) {
      if (this.reads.size <= MAX_KEPT) break;
      this.reads.delete(id);
    }
    for (const listener of this.listeners) listener();
  }
}

function isRunning(status: Row['status']): boolean {
  return status === 'RUNNING' || status === 'SCHEDULED';
}

import { isSameRun } from '../../domain/runs/same-run.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { isSilentAt } from '../../domain/runs/silent-run.ts';
import { MAX_SHARE, RUNNING_TICK_MS, tickIntervalMs } from '../../domain/runs/tick-pace.ts';
import { type TrackingFailure, toTrackingFailure } from '../../tracking/errors.ts';
import type { RunsPage } from '../../tracking/source.ts';
import type { Clock } from '../clock.ts';
import type { OutsideTicks } from './outside-ticks.ts';
import { isGoing, planTick, type TickQuestion } from './tick-plan.ts';

/** While runs are still being read there is nothing to follow; it is looked again so much later. */
const NOT_YET_MS = 1_000;
/** Ticks for which runs that go on and new ones are asked about apart, after one question was too much. */
const APART_TICKS = 24;

/** The rows that are followed. */
export interface FollowedRows {
  readonly frame: RunFrame;
  /** Somebody looks at them, and what there is to read was read. */
  readonly isReadyForTicks: boolean;
  ask(question: TickQuestion, pageToken: string | undefined, signal: AbortSignal): Promise<RunsPage>;
  /** Runs that changed or are new, and ids that are there no more. */
  takeTick(runs: readonly Run[], gone: readonly RunId[]): void;
  /** Nothing changed but the time, and with it what is called silent. `isFirst`: nobody has looked at the rows yet. */
  retell(isFirst: boolean): void;
}

export interface LiveTicksOptions {
  readonly rows: FollowedRows;
  readonly clock: Clock;
  /** False: nobody else changes the source, so that there is nothing to ask. */
  readonly canFollow: boolean;
  /** Runs that are looked at. */
  readonly watched: () => readonly RunId[];
  /** How often quiet runs log is found out; true where it is known of more runs than before. */
  readonly measure: (frame: RunFrame, nowMs: number, signal: AbortSignal) => Promise<boolean>;
  /** Runs beside the rows that are followed with them. */
  readonly outside?: Pick<OutsideTicks, 'isGoing' | 'ask'> | undefined;
  readonly onChange: () => void;
}

/** How rows follow the server. */
export interface LiveReport {
  /** From one tick to the next. */
  readonly intervalMs: number;
  /** When the server answered the last tick; undefined: it has not yet. */
  readonly answeredAtMs: number | undefined;
  /** Why the last tick was not answered. */
  readonly failure: TrackingFailure | undefined;
}

/**
 * Asks the server every few seconds what grew, ended, came or went: one `runs/search` each time, and one more where runs
 * beside the rows are looked at.
 */
export class LiveTicks {
  private readonly options: LiveTicksOptions;
  private isOn = false;
  private isVisible = true;
  /** All was read, and the first tick is a while away. */
  private isFollowing = false;
  /** Came due while nobody saw the page. */
  private isDue = false;
  /** When the next tick is. */
  private nextMs = 0;
  private cancelNext = (): void => undefined;
  private requests = new AbortController();
  private turn = 0;
  /** Of the answer to `new` that did not fit into a page: the next one goes on there. */
  private rest: { readonly question: TickQuestion; readonly pageToken: string } | undefined;
  private apartUntilTurn = 0;
  private durationMs = 0;
  private failureCount = 0;
  private answeredAtMs: number | undefined;
  private failure: TrackingFailure | undefined;
  private silentOnes: string | undefined;

  constructor(options: LiveTicksOptions) {
    this.options = options;
  }

  /** Undefined where nothing is followed. */
  get report(): LiveReport | undefined {
    if (!this.options.canFollow || !this.isOn) return undefined;
    const { answeredAtMs, failure } = this;
    return { intervalMs: this.intervalMs(), answeredAtMs, failure };
  }

  start(): void {
    if (this.isOn) return;
    this.isOn = true;
    this.isDue = false;
    this.schedule(NOT_YET_MS);
  }

  stop(): void {
    this.isOn = false;
    this.isFollowing = false;
    this.cancelNext();
    this.requests.abort();
    this.requests = new AbortController();
  }

  /** A page that nobody sees asks nothing; what it missed is one tick when it is seen again. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    if (!isVisible || !this.isDue || !this.isOn) return;
    this.isDue = false;
    void this.tick();
  }

  /** Runs beside the rows were read: one that goes on is not left waiting as long as ended ones are. */
  quicken(): void {
    const { clock, outside } = this.options;
    const soonMs = Math.max(RUNNING_TICK_MS, this.durationMs / MAX_SHARE);
    if (!this.isOn || !this.isFollowing || this.failureCount > 0) return;
    if (this.nextMs - clock.nowMs() <= soonMs || outside?.isGoing() !== true) return;
    this.schedule(soonMs);
  }

  private schedule(delayMs: number): void {
    this.nextMs = this.options.clock.nowMs() + delayMs;
    this.cancelNext();
    this.cancelNext = this.options.clock.after(delayMs, () => {
      if (this.isVisible) void this.tick();
      else this.isDue = true;
    });
  }

  private async tick(): Promise<void> {
    const { rows, clock, canFollow, outside, onChange } = this.options;
    if (!rows.isReadyForTicks) {
      this.isFollowing = false;
      this.schedule(NOT_YET_MS);
      return;
    }
    const { signal } = this.requests;
    const startMs = clock.nowMs();
    const { turn } = this;
    if (canFollow && this.isFollowing) await Promise.all([this.ask(signal), outside?.ask(turn, signal)]);
    this.isFollowing = true;
    if (signal.aborted) return;
    this.durationMs = clock.nowMs() - startMs;
    this.schedule(Math.max(0, this.intervalMs() - this.durationMs));
    if (canFollow) onChange();
    await this.tellSilence(signal);
  }

  private async ask(signal: AbortSignal): Promise<void> {
    const { rows, clock } = this.options;
    const question = this.rest?.question ?? this.plan();
    const pageToken = this.rest?.pageToken;
    this.turn++;
    try {
      const page = await rows.ask(question, pageToken, signal);
      if (signal.aborted) return;
      this.take(question, page);
      this.answeredAtMs = clock.nowMs();
      this.failure = undefined;
      this.failureCount = 0;
    } catch (thrown) {
      if (signal.aborted) return;
      this.failure = toTrackingFailure(thrown);
      this.failureCount++;
      this.rest = undefined;
    }
  }

  private plan(): TickQuestion {
    const { rows, clock, watched } = this.options;
    return planTick({
      frame: rows.frame,
      nowMs: clock.nowMs(),
      turn: this.turn,
      watched: watched(),
      isSinceTooMuch: this.turn < this.apartUntilTurn,
    });
  }

  private take(question: TickQuestion, { runs, nextPageToken }: RunsPage): void {
    const { rows } = this.options;
    const isWhole = nextPageToken === undefined;
    if (!isWhole && question.kind === 'since') this.apartUntilTurn = this.turn + APART_TICKS;
    this.rest =
      question.kind === 'new' && nextPageToken !== undefined
        ? { question, pageToken: nextPageToken }
        : undefined;
    const { frame } = rows;
    const changed = runs.filter((run) => {
      const row = frame.rowOf.get(run.id);
      return row === undefined || !isSameRun(frame, row, run);
    });
    const came = new Set(runs.map(({ id }) => id));
    const gone = isWhole ? [...question.expected].filter((id) => !came.has(id)) : [];
    rows.takeTick(changed, gone);
  }

  /** Time passes: a run may have become silent without a word of the server. */
  private async tellSilence(signal: AbortSignal): Promise<void> {
    const { rows, clock, measure } = this.options;
    const nowMs = clock.nowMs();
    await measure(rows.frame, nowMs, signal).catch(() => false);
    const { frame } = rows;
    const silentOnes = frame.ids.filter((_, row) => isSilentAt(frame, row, nowMs)).join(' ');
    const before = this.silentOnes;
    if (signal.aborted || silentOnes === (before ?? '')) return;
    this.silentOnes = silentOnes;
    rows.retell(before === undefined);
  }

  private intervalMs(): number {
    const { rows, clock, outside } = this.options;
    const { frame } = rows;
    const nowMs = clock.nowMs();
    const isRunning =
      frame.ids.some((_, row) => isGoing(frame, row) && !isSilentAt(frame, row, nowMs)) ||
      outside?.isGoing() === true;
    return tickIntervalMs({ durationMs: this.durationMs, failureCount: this.failureCount, isRunning });
  }
}

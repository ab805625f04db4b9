import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { durationAt, silentSinceAt } from '../../domain/runs/silent-run.ts';
import type { SourceCapabilities, TrackingSource } from '../../tracking/source.ts';
import { LogIntervals } from './log-intervals.ts';
import type { SilenceReply } from './runs-protocol.ts';

interface SilenceOptions {
  readonly source: TrackingSource;
  readonly capabilities: Pick<SourceCapabilities, 'bulkSamples' | 'maxSamplePoints'>;
  readonly nowMs: number;
}

/** Of each source: a run of which nothing can be found out is asked about once. */
const intervals = new WeakMap<TrackingSource, LogIntervals>();

function intervalsOf(options: Omit<SilenceOptions, 'nowMs'>): LogIntervals {
  const known = intervals.get(options.source) ?? new LogIntervals(options);
  intervals.set(options.source, known);
  return known;
}

/** Whether one run still logs, by the rule of the table: a part of its history is read where it has been quiet for long. */
export async function readSilence(
  frame: RunFrame,
  row: number,
  { nowMs, ...options }: SilenceOptions,
  signal: AbortSignal,
): Promise<SilenceReply> {
  await intervalsOf(options).measure(frame, nowMs, signal);
  return { silentSinceMs: silentSinceAt(frame, row, nowMs), durationMs: durationAt(frame, row, nowMs) };
}

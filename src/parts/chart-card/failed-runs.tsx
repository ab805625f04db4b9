import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { LineText } from '../../ui/plot-tooltip.tsx';
import type { PictureSeries } from '../../worker/charts/chart-protocol.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import { failureWords } from '../wording.ts';
import css from './chart-card.module.css';
import { useChartReading } from './chart-reading.tsx';
import { partsOfLines } from './joined-lines.ts';
import { textOf } from './line-texts.ts';

/** So many are named: more would leave no place for the plot. */
const MOST_NAMES = 3;
const MOST_REASONS = 3;

interface FailedRunsProps {
  /** Of the picture; undefined: there is none yet. */
  readonly series: readonly FailedSeries[] | undefined;
  /** Those of the picture. */
  readonly lines: readonly CardLine[];
  readonly onRetry: () => void;
}

/** Which runs a card could not read, why, and a button that asks for them again. */
export function FailedRuns({ series, lines, onRetry }: FailedRunsProps) {
  const { texts } = useChartReading();
  if (!series?.some(({ state }) => state === 'failed')) return null;
  const runs = new Set(series.map(({ runId }) => runId)).size;
  const failed = new Set(series.flatMap(({ state, runId }) => (state === 'failed' ? [runId] : []))).size;
  const heading = m.card_failed_some({ count: formatCount(failed), total: formatCount(runs) });
  const reasons = failedByReason(series, partsOfLines(lines), texts);
  return (
    <div className={css.failures} role="group" aria-label={heading} data-runs-failed={failed}>
      <span className={css.failuresHead}>{heading}</span>
      <UnstyledButton className={css.retry} onClick={onRetry}>
        {m.retry()}
      </UnstyledButton>
      <ul>
        {reasons.slice(0, MOST_REASONS).map(({ names, failure }) => (
          <li key={reasonOf(failure)} title={longWords(names, failure)}>
            {`${shortNames(names)}: ${reasonOf(failure)}`}
          </li>
        ))}
        {reasons.length > MOST_REASONS ? <li>{moreWords(reasons.length - MOST_REASONS)}</li> : null}
      </ul>
    </div>
  );
}

/** What of a history tells whether it failed. */
export type FailedSeries = Pick<PictureSeries, 'runId' | 'state' | 'failure'>;

interface FailedReason {
  readonly names: readonly string[];
  readonly failure: TrackingFailure | undefined;
}

/**
 * The runs that failed, together where they failed alike. A run goes by its own name where nothing of it could be read,
 * else by the names of the lines that are missing.
 *
 * @param lines one for each series
 */
export function failedByReason(
  series: readonly FailedSeries[],
  lines: readonly CardLine[],
  texts: ReadonlyMap<RunId, LineText>,
): readonly FailedReason[] {
  const readRuns = new Set(series.flatMap(({ runId, state }) => (state === 'failed' ? [] : [runId])));
  const byReason = new Map<string, { names: Set<string>; failure: TrackingFailure | undefined }>();
  for (const [place, { runId, state, failure }] of series.entries()) {
    if (state !== 'failed') continue;
    const line = lines[place];
    // A picture of the runs that were compared a moment ago.
    const known = line?.run.id === runId ? line : lines.find(({ run }) => run.id === runId);
    const name = known ? nameOf(known, readRuns.has(runId), texts) : runId;
    const reason = reasonOf(failure);
    const others = byReason.get(reason);
    if (others) others.names.add(name);
    else byReason.set(reason, { names: new Set([name]), failure });
  }
  return [...byReason.values()].map(({ names, failure }) => ({ names: [...names], failure }));
}

function nameOf(line: CardLine, isPartly: boolean, texts: ReadonlyMap<RunId, LineText>): string {
  return isPartly ? textOf(line, texts).label : (texts.get(line.run.id)?.label ?? line.run.name);
}

/** `The server failed (500)`. */
export function reasonOf(failure: TrackingFailure | undefined): string {
  if (!failure) return m.card_failed();
  const { title } = failureWords(failure, globalThis.location?.origin ?? '');
  return failure.status === undefined ? title : `${title} (${failure.status})`;
}

function shortNames(names: readonly string[]): string {
  const rest = names.length - MOST_NAMES;
  const first = names.slice(0, MOST_NAMES).join(', ');
  return rest > 0 ? `${first} ${moreWords(rest)}` : first;
}

function moreWords(count: number): string {
  return m.runs_and_more({ count, text: formatCount(count) });
}

/** A page of names is more than anybody reads in a tooltip. */
const MOST_IN_TITLE = 30;

function longWords(names: readonly string[], failure: TrackingFailure | undefined): string {
  const rest = names.length - MOST_IN_TITLE;
  const body = failure && failureWords(failure, globalThis.location?.origin ?? '').body;
  return [
    ...names.slice(0, MOST_IN_TITLE),
    ...(rest > 0 ? [moreWords(rest)] : []),
    body,
    failure?.detail?.slice(0, 500),
  ]
    .filter((text) => text !== undefined && text !== '')
    .join('\n');
}

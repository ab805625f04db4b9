import type { KeyboardEvent } from 'react';
import { formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { ageWords } from '../../parts/wording.ts';
import { TextCut } from '../../ui/text-cut.tsx';
import { runHref, runsHref } from '../../url/routes.ts';
import type { ActiveRun } from '../../worker/runs/finding-protocol.ts';
import { activeDurationMs } from './activity-duration.ts';
import type { ActivityKind } from './activity-links.ts';
import css from './activity-strip.module.css';

interface ActivityRunsProps {
  readonly kind: ActivityKind;
  readonly runs: readonly ActiveRun[] | undefined;
  /** Said where there are none. */
  readonly none: string;
  readonly hasMore: boolean;
  readonly names: ReadonlyMap<ExperimentId, string>;
  /** When they were read. */
  readonly nowMs: number;
}

export function ActivityRuns({ kind, runs, none, hasMore, names, nowMs }: ActivityRunsProps) {
  if (!runs) {
    return (
      <p className={css.none} role="status">
        {m.loading()}
      </p>
    );
  }
  if (runs.length === 0) return <p className={css.none}>{none}</p>;
  return (
    <ul className={css.runs} aria-label={m.activity_runs()}>
      {runs.map((run, index) => (
        <li key={run.id} className={css.run} data-run-id={run.id}>
          <RunStatusDot status={run.status} silentSinceMs={run.isSilent ? run.lastSignMs : undefined} />
          <a
            className={css.name}
            href={runHref(run.id)}
            // One stop of the Tab key for each list: arrows lead on.
            tabIndex={index === 0 ? 0 : -1}
            data-run-link
            onKeyDown={moveByArrows}
          >
            <TextCut text={run.name === '' ? run.id : run.name} />
          </a>
          <a
            className={css.experiment}
            href={runsHref({ experimentIds: [run.experimentId] })}
            tabIndex={-1}
            onKeyDown={moveByArrows}
          >
            <TextCut text={names.get(run.experimentId) ?? run.experimentId} />
          </a>
          <When kind={kind} run={run} nowMs={nowMs} />
        </li>
      ))}
      {hasMore ? <li className={css.more}>{m.activity_more()}</li> : null}
    </ul>
  );
}

function linkOf(item: Element | null | undefined): HTMLElement | null | undefined {
  return item?.querySelector<HTMLElement>('[data-run-link]');
}

/** Up and down to the other runs, right and left to the run's experiment and back. */
function moveByArrows(event: KeyboardEvent<HTMLAnchorElement>): void {
  const line = event.currentTarget.closest('li');
  const to = {
    ArrowDown: linkOf(line?.nextElementSibling),
    ArrowUp: linkOf(line?.previousElementSibling),
    ArrowRight: line?.querySelector<HTMLElement>('[data-run-link] + a'),
    ArrowLeft: linkOf(line),
  }[event.key];
  if (!to) return;
  event.preventDefault();
  to.focus();
}

interface WhenProps {
  readonly kind: ActivityKind;
  readonly run: ActiveRun;
  readonly nowMs: number;
}

/** Of what goes on how long it has been; of the rest how long ago it ended. */
function When({ kind, run, nowMs }: WhenProps) {
  const locale = getLocale();
  const atMs = kind === 'running' ? run.startMs : run.endMs;
  if (atMs === undefined) return null;
  const moment = formatFullDateTime(atMs, locale);
  const isQuiet = (run.isSilent || run.isQuiet === true) && run.lastSignMs !== undefined;
  const hint = isQuiet
    ? m.activity_silent({ when: formatFullDateTime(run.lastSignMs ?? atMs, locale) })
    : moment;
  return (
    <time className={css.when} dateTime={new Date(atMs).toISOString()} title={hint}>
      {kind === 'running' ? durationWords(run, nowMs) : ageWords(atMs, nowMs)}
    </time>
  );
}

function durationWords(run: ActiveRun, nowMs: number): string {
  // It is called running until it is known how often it logs: as much is said of it as is known.
  if (run.isQuiet && run.lastSignMs !== undefined)
    return m.activity_quiet({ age: ageWords(run.lastSignMs, nowMs) });
  const durationMs = activeDurationMs(run, nowMs);
  return durationMs === undefined ? m.activity_silent_word() : formatDuration(durationMs, getLocale());
}

import { formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { ageWords } from '../../parts/wording.ts';
import { TextCut } from '../../ui/text-cut.tsx';
import { runHref, runsHref } from '../../url/routes.ts';
import type { ActiveRun } from '../../worker/runs/finding-protocol.ts';
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
    // Reached by Tab, so that it can be scrolled by keys.
    // oxlint-disable-next-line jsx_a11y/no-noninteractive-tabindex
    <ul className={css.runs} tabIndex={0} aria-label={none === '' ? undefined : m.activity_runs()}>
      {runs.map((run) => (
        <li key={run.id} className={css.run} data-run-id={run.id}>
          <RunStatusDot status={run.status} silentSinceMs={run.isSilent ? run.lastSignMs : undefined} />
          <a className={css.name} href={runHref(run.id)}>
            <TextCut text={run.name === '' ? run.id : run.name} />
          </a>
          <a className={css.experiment} href={runsHref({ experimentIds: [run.experimentId] })}>
            <TextCut text={names.get(run.experimentId) ?? run.experimentId} />
          </a>
          <When kind={kind} run={run} nowMs={nowMs} />
        </li>
      ))}
      {hasMore ? <li className={css.more}>{m.activity_more()}</li> : null}
    </ul>
  );
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
  const isQuiet = run.isSilent && run.lastSignMs !== undefined;
  const hint = isQuiet
    ? m.activity_silent({ when: formatFullDateTime(run.lastSignMs ?? atMs, locale) })
    : moment;
  return (
    <time className={css.when} dateTime={new Date(atMs).toISOString()} title={hint}>
      {kind === 'running' ? formatDuration(Math.max(0, nowMs - atMs), locale) : ageWords(atMs, nowMs)}
    </time>
  );
}

import { useMemo } from 'react';
import type { UseQueryResult } from '@tanstack/react-query';
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import { ACTIVITY_HOURS, type ActivityHours } from '../../domain/runs/experiments-view.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { failureOf } from '../../queries/failure.ts';
import { usePreferences } from '../../state/preferences.ts';
import type { ActiveRun, ActivityReply } from '../../worker/runs/finding-protocol.ts';
import { ActivityRuns } from './activity-runs.tsx';
import { activityHref, type ActivityKind } from './activity-links.ts';
import css from './activity-strip.module.css';
import type { useActivity } from './use-activity.ts';

interface ActivityStripProps {
  readonly experiments: readonly Experiment[];
  readonly activity: ReturnType<typeof useActivity>;
  readonly hours: ActivityHours;
  readonly onHours: (hours: ActivityHours) => void;
}

interface ActivityPart {
  readonly kind: ActivityKind;
  readonly title: string;
  readonly none: string;
  /** Undefined: not read yet. */
  readonly runs: readonly ActiveRun[] | undefined;
  readonly hasMore: boolean;
  readonly readAtMs: number;
}

/** What goes on, what ended and what broke, over all experiments. */
export function ActivityStrip({ experiments, activity, hours, onHours }: ActivityStripProps) {
  const { preferences, update } = usePreferences();
  const isFolded = preferences.isActivityFolded;
  const names = useMemo(() => new Map(experiments.map(({ id, name }) => [id, name])), [experiments]);
  const { running, ended } = activity;
  const parts = partsOf(running, ended, hours);
  const failed = [running, ended].find((query) => query.isError && !query.isFetching);
  const Chevron = isFolded ? IconChevronRight : IconChevronDown;
  return (
    <section className={css.strip} aria-label={m.activity_title()} data-folded={isFolded || undefined}>
      <div className={css.head}>
        <UnstyledButton
          className={css.fold}
          aria-expanded={!isFolded}
          aria-label={m.activity_title()}
          title={isFolded ? m.activity_unfold() : m.activity_fold()}
          onClick={() => update({ isActivityFolded: !isFolded })}
        >
          <Chevron size={14} aria-hidden="true" />
        </UnstyledButton>
        <HoursChoice hours={hours} onHours={onHours} />
      </div>
      {failed ? (
        <FailureNotice
          failure={failureOf(failed.error)}
          shape="strip"
          onRetry={() => void Promise.all([running.refetch(), ended.refetch()])}
        />
      ) : null}
      <div className={css.parts}>
        {parts.map((part) => (
          <Part key={part.kind} part={part} hours={hours} names={names} isFolded={isFolded} />
        ))}
      </div>
    </section>
  );
}

type ActivityAnswer = Pick<UseQueryResult<ActivityReply>, 'data' | 'dataUpdatedAt'>;

function partsOf(
  { data: running, dataUpdatedAt: runningAtMs }: ActivityAnswer,
  { data: ended, dataUpdatedAt: endedAtMs }: ActivityAnswer,
  hours: ActivityHours,
): readonly ActivityPart[] {
  const span = hoursWords(hours);
  const failed = ended?.runs.filter(({ status }) => status === 'FAILED');
  return [
    {
      kind: 'running',
      title: m.activity_running(),
      none: m.activity_running_none(),
      runs: running?.runs,
      hasMore: running?.hasMore ?? false,
      readAtMs: runningAtMs,
    },
    {
      kind: 'ended',
      title: m.activity_ended({ span }),
      none: m.activity_ended_none({ span }),
      runs: ended?.runs.toSorted((a, b) => (b.endMs ?? 0) - (a.endMs ?? 0)),
      hasMore: ended?.hasMore ?? false,
      readAtMs: endedAtMs,
    },
    {
      kind: 'failed',
      title: m.activity_failed({ span }),
      none: m.activity_failed_none({ span }),
      runs: failed,
      // Those that failed come first: only where nothing else came are there more of them.
      hasMore: ended !== undefined && ended.hasMore && failed?.length === ended.runs.length,
      readAtMs: endedAtMs,
    },
  ];
}

interface PartProps {
  readonly part: ActivityPart;
  readonly hours: ActivityHours;
  readonly names: ReadonlyMap<ExperimentId, string>;
  readonly isFolded: boolean;
}

function Part({ part, hours, names, isFolded }: PartProps) {
  const { kind, title, none, runs, hasMore } = part;
  const count = runs && `${formatCount(runs.length)}${hasMore ? '+' : ''}`;
  return (
    <section className={css.part} aria-label={title} data-activity={kind} data-count={runs?.length}>
      <h2 className={css.title}>
        {runs && runs.length > 0 ? (
          <a href={activityHref(kind, hours)} title={m.activity_open()}>
            {title}
          </a>
        ) : (
          title
        )}{' '}
        <span className={css.count} data-kind={runs && runs.length > 0 ? kind : undefined}>
          {count ?? '…'}
        </span>
      </h2>
      {isFolded ? null : (
        <ActivityRuns
          kind={kind}
          runs={runs}
          none={none}
          hasMore={hasMore}
          names={names}
          nowMs={part.readAtMs}
        />
      )}
    </section>
  );
}

interface HoursChoiceProps {
  readonly hours: ActivityHours;
  readonly onHours: (hours: ActivityHours) => void;
}

function HoursChoice({ hours: chosen, onHours }: HoursChoiceProps) {
  return (
    <fieldset className={css.hours} aria-label={m.activity_hours()}>
      {ACTIVITY_HOURS.map((hours) => (
        <button key={hours} type="button" aria-pressed={hours === chosen} onClick={() => onHours(hours)}>
          {hoursWords(hours)}
        </button>
      ))}
    </fieldset>
  );
}

/** `24 h`, `3 d`. */
function hoursWords(hours: ActivityHours): string {
  return hours <= 24 ? m.span_hours({ count: hours }) : m.span_days({ count: hours / 24 });
}

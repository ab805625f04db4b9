import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Experiment } from '../../domain/runs/experiment.ts';
import type { ExperimentsView } from '../../domain/runs/experiments-view.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { afterPaint, useInteractive, useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { experimentsQuery } from '../../queries/run-queries.ts';
import { useExperimentsView } from '../../state/use-experiments-view.ts';
import { ActivityStrip } from './activity-strip.tsx';
import { ExperimentList } from './experiment-list.tsx';
import { NewExperiment } from './experiments-bar.tsx';
import css from './experiments-page.module.css';
import { useActivity } from './use-activity.ts';

const NONE: readonly Experiment[] = [];

interface ExperimentsPageProps {
  /** In the frame after the first experiments are on screen. */
  readonly onShown: () => void;
}

export function ExperimentsPage({ onShown }: ExperimentsPageProps) {
  useCrumbs([{ text: m.nav_experiments() }]);
  const [view, onView] = useExperimentsView();
  const active = useListedExperiments('active', true);
  const deleted = useListedExperiments('deleted', view.list === 'deleted');
  const listed = view.list === 'deleted' ? deleted : active;
  const activity = useActivity(active.query.data, view.hours);
  useInteractive(active.isShown || active.query.isError);
  useMark('runlens:view-ready', active.isShown, 'experiments');
  useEffect(() => {
    if (active.isShown) afterPaint(() => setTimeout(onShown, 200));
  }, [active.isShown, onShown]);

  if (active.query.isError && !active.query.isFetching && !active.isShown) {
    const { error, refetch } = active.query;
    return <FailureNotice failure={failureOf(error)} onRetry={() => void refetch()} />;
  }
  if (!active.isShown) return <Waiting words={m.loading_experiments({ count: 0 })} rows={12} />;
  if (active.query.data?.length === 0 && view.list !== 'deleted') {
    return <NoExperiments onDeleted={() => onView({ list: 'deleted' })} />;
  }
  return (
    <div className={css.page}>
      <ActivityStrip
        experiments={active.experiments}
        activity={activity}
        hours={view.hours}
        onHours={(hours) => onView({ hours })}
      />
      <ListedExperiments
        // What is ticked belongs to one list.
        key={view.list}
        listed={listed}
        view={view}
        onView={onView}
        activity={activity}
      />
    </div>
  );
}

function useListedExperiments(lifecycle: 'active' | 'deleted', isWanted: boolean) {
  const scope = useConnection();
  const [soFar, setSoFar] = useState(NONE);
  const query = useQuery({ ...experimentsQuery(scope, lifecycle, setSoFar), enabled: isWanted });
  const experiments = query.data ?? soFar;
  return { query, experiments, isShown: query.data !== undefined || soFar.length > 0 };
}

function NoExperiments({ onDeleted }: { readonly onDeleted: () => void }) {
  return (
    <EmptyState title={m.experiments_empty_title()} body={m.experiments_empty_body()}>
      <NewExperiment />
      <Button size="compact-sm" variant="default" onClick={onDeleted}>
        {m.experiments_show_deleted()}
      </Button>
    </EmptyState>
  );
}

interface ListedProps {
  readonly listed: ReturnType<typeof useListedExperiments>;
  readonly view: ExperimentsView;
  readonly onView: (change: Partial<ExperimentsView>) => void;
  readonly activity: ReturnType<typeof useActivity>;
}

function ListedExperiments({ listed, view, onView, activity }: ListedProps) {
  const { query, experiments, isShown } = listed;
  // The field follows the typing at once, the list when there is time.
  const search = useDeferredValue(view.search);
  const shown = useMemo(() => ({ ...view, search }), [view, search]);
  if (query.isError && !query.isFetching && !isShown) {
    return <FailureNotice failure={failureOf(query.error)} onRetry={() => void query.refetch()} />;
  }
  return (
    <>
      {query.isError ? (
        <FailureNotice failure={failureOf(query.error)} shape="strip" onRetry={() => void query.refetch()} />
      ) : null}
      <ExperimentList
        experiments={experiments}
        isComplete={query.data !== undefined}
        view={view}
        shown={shown}
        onView={onView}
        activity={activity}
      />
    </>
  );
}

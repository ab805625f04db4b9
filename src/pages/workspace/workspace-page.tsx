import { useMemo } from 'react';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import { oldestOf } from '../../domain/sharing/data-fingerprint.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { HighlightProvider } from '../../parts/highlight.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { sourceWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentQuery, experimentsQuery } from '../../queries/run-queries.ts';
import { useRecentExperiments } from '../../state/remembered-experiments.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { failureOf } from '../../queries/failure.ts';
import { experimentsHref } from '../../url/routes.ts';
import { useDefaultView } from './use-default-view.ts';
import { OtherData } from './other-data.tsx';
import { useDataOfLink } from './use-data-of-link.ts';
import { WantedRunProvider } from './find-run/wanted-run.tsx';
import { WorkspaceView } from './workspace-view.tsx';
import css from './workspace-page.module.css';

/** The workspace over one or more experiments; `e=all` is every active one. */
export function WorkspacePage() {
  return (
    <WantedRunProvider>
      <div className={css['page']}>
        <LinkProblems />
        <div className={css['body']}>
          <Workspace />
        </div>
      </div>
    </WantedRunProvider>
  );
}

/** What a link says that means nothing, and a state that no link can carry any more: neither goes unsaid. */
function LinkProblems() {
  const { problems, isTooLongForUrl, workspace } = useWorkspace();
  const { experimentIds } = workspace;
  const unopened = useDefaultView(experimentIds === 'all' ? [] : experimentIds);
  const parts = problems.map(({ param, text }) => (text === undefined ? param : `${param}=${text}`));
  return (
    <div role="status">
      {parts.length > 0 ? (
        <p className={css['problem']}>{m.link_problems({ parts: parts.join(', ').slice(0, 300) })}</p>
      ) : null}
      {unopened === undefined ? null : <p className={css['problem']}>{unopened}</p>}
      {isTooLongForUrl ? <p className={css['problem']}>{m.link_too_long()}</p> : null}
    </div>
  );
}

function Workspace() {
  const { workspace } = useWorkspace();
  if (workspace.experimentIds === 'all') return <AllExperiments />;
  if (workspace.experimentIds.length === 0) return <NoExperiment />;
  return <ChosenExperiments ids={workspace.experimentIds} />;
}

function NoExperiment() {
  useInteractive(true);
  return (
    <EmptyState title={m.experiments_none_title()} body={m.experiments_none_body()}>
      <Button size="compact-sm" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}

function AllExperiments() {
  const scope = useConnection();
  const query = useQuery(experimentsQuery(scope, 'active'));
  useCrumbs([{ text: m.nav_experiments(), href: experimentsHref() }, { text: m.experiments_all() }]);
  useInteractive(query.isError);
  const ids = useMemo(() => query.data?.map(({ id }) => id), [query.data]);
  const allNames = useMemo(() => new Map(query.data?.map(({ id, name }) => [id, name])), [query.data]);
  const oldest = useMemo(() => query.data && oldestOf(query.data), [query.data]);
  const data = useDataOfLink(oldest);
  if (query.isError) {
    return <FailureNotice failure={failureOf(query.error)} onRetry={() => void query.refetch()} />;
  }
  if (data === 'other') return <OtherData />;
  if (!ids || data === undefined) return <Waiting words={m.loading_runs()} rows={14} />;
  return (
    <HighlightProvider>
      <WorkspaceView key={ids.join(',')} experimentIds={ids} experimentNames={allNames} />
    </HighlightProvider>
  );
}

/** The names of the experiments are read beside the runs: neither waits for the other. */
function ChosenExperiments({ ids }: { readonly ids: readonly ExperimentId[] }) {
  const scope = useConnection();
  useRecentExperiments(scope.sourceKey, ids);
  const experiments = useQueries({ queries: ids.map((id) => experimentQuery(scope, id)) });
  const names = experiments.map((query, index) => query.data?.name ?? ids[index] ?? '');
  useCrumbs([{ text: m.nav_experiments(), href: experimentsHref() }, { text: names.join(', ') }]);
  const experimentNames = useNames(ids, names);
  const missing = experiments.findIndex(
    (query) => query.isError && failureOf(query.error).kind === 'not-found',
  );
  const missingId = ids[missing];
  const data = useDataOfLink(allRead(experiments.map((query) => query.data)));
  const { facts } = useWorkspace();
  const isOther = data === 'other' || (missingId !== undefined && facts.data !== undefined);
  useInteractive(missingId !== undefined || isOther);
  if (isOther) return <OtherData />;
  if (missingId !== undefined && ids.length === 1) return <MissingExperiment id={missingId} />;
  // Other data is not shown for a moment either; where nobody can tell, what is shown says why itself.
  if (data === undefined && !experiments.some(({ isError }) => isError))
    return <Waiting words={m.loading_runs()} rows={14} />;
  return (
    <HighlightProvider>
      <WorkspaceView key={ids.join(',')} experimentIds={ids} experimentNames={experimentNames} />
    </HighlightProvider>
  );
}

function MissingExperiment({ id }: { readonly id: ExperimentId }) {
  const { status } = useConnection();
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  return (
    <EmptyState title={m.experiment_notfound_title({ id })} body={m.notfound_source_body({ label })}>
      <Button size="compact-sm" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}

/** Undefined until all are here. */
function allRead(read: readonly (Experiment | undefined)[]): readonly Experiment[] | undefined {
  const all = read.filter((experiment) => experiment !== undefined);
  return all.length === read.length ? all : undefined;
}

/** The same map while no name changed: names come one by one, and a new map renders every row anew. */
function useNames(ids: readonly ExperimentId[], names: readonly string[]): ReadonlyMap<ExperimentId, string> {
  const key = JSON.stringify(names);
  return useMemo(() => {
    const known = JSON.parse(key) as readonly string[];
    return new Map(ids.map((id, index) => [id, known[index] ?? id]));
  }, [ids, key]);
}

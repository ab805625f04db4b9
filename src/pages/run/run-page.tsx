import { type ReactNode, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { baselineOfRun, runOfBaseline } from '../../domain/runs/baseline.ts';
import { toComparedRun } from '../../domain/runs/compare-set.ts';
import type { MetricValue, Run, RunId } from '../../domain/runs/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { ChartsPanel } from '../../parts/charts-panel/charts-panel.tsx';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { HighlightProvider } from '../../parts/highlight.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { ShareButton } from '../../parts/share/share-button.tsx';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { SilentRun } from '../../parts/silent-run.tsx';
import { useUndoKeys } from '../../parts/use-undo-keys.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { sourceWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentQuery } from '../../queries/run-queries.ts';
import { useLiveRun } from '../../queries/use-live-run.ts';
import { usePageVisible } from '../../queries/use-page-visible.ts';
import { useRunSilence } from '../../queries/use-run-silence.ts';
import { type ChartDocument, useChartDocument } from '../../state/use-chart-document.ts';
import { useSearchText } from '../../state/use-search-text.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { tabPanelProps, TabsBar } from '../../ui/tabs-bar.tsx';
import { experimentsHref, runsHref } from '../../url/routes.ts';
import { CompareMenu } from './compare-menu.tsx';
import { RunActionsMenu } from './run-actions-menu.tsx';
import { RunNeighbourLinks } from './run-neighbours.tsx';
import { RunOverview } from './run-overview.tsx';
import css from './run-page.module.css';

/** One run: what it is and what it logged. */
export function RunPage({ runId }: { readonly runId: RunId }) {
  const scope = useConnection();
  usePageVisible();
  const run = useLiveRun(runId);
  const experimentId = run.data?.experimentId;
  const experiment = useQuery({
    ...experimentQuery(scope, experimentId ?? ('' as never)),
    enabled: experimentId !== undefined,
  });
  const experimentName = experiment.data?.name ?? experimentId;
  useCrumbs([
    { text: m.nav_experiments(), href: experimentsHref() },
    ...(experimentId && experimentName
      ? [{ text: experimentName, href: runsHref({ ...DEFAULT_WORKSPACE, experimentIds: [experimentId] }) }]
      : []),
    { text: run.data?.name ?? runId },
  ]);
  useInteractive(!run.isPending);
  const readAgain = () => void run.refetch();
  const { data } = run;
  if (!data) {
    if (run.isError && !run.isFetching)
      return <RunFailed runId={runId} error={run.error} onRetry={readAgain} />;
    return <Waiting words={m.loading_run()} rows={14} />;
  }
  return (
    <HighlightProvider>
      <LoadedRun run={data} experimentName={experimentName}>
        {run.isError ? (
          <FailureNotice failure={failureOf(run.error)} shape="strip" onRetry={readAgain} />
        ) : null}
      </LoadedRun>
    </HighlightProvider>
  );
}

const { Component: ArtifactsView } = createLazyComponent(
  async () => (await import('../../viewers/pane/artifacts-view.tsx')).ArtifactsView,
  () => <Waiting words={m.loading_run()} rows={14} />,
);

const { Component: ShareRun, prepare: prepareShare } = createLazyComponent(
  async () => (await import('../../parts/share/share-run.tsx')).ShareRun,
  () => null,
);

interface RunFailedProps {
  readonly runId: RunId;
  readonly error: unknown;
  readonly onRetry: () => void;
}

function RunFailed({ runId, error, onRetry }: RunFailedProps) {
  const { status } = useConnection();
  const failure = failureOf(error);
  if (failure.kind !== 'not-found') return <FailureNotice failure={failure} onRetry={onRetry} />;
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  return (
    <EmptyState title={m.run_notfound_title({ id: runId })} body={m.notfound_source_body({ label })}>
      <Button size="compact-sm" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}

interface LoadedRunProps {
  readonly run: Run;
  readonly experimentName: string | undefined;
  /** What is wrong with what is shown. */
  readonly children: ReactNode;
}

function LoadedRun({ run, experimentName, children }: LoadedRunProps) {
  const [tab, setTab] = useSearchText('tab');
  const hasSystem = run.metrics.some(isSystemMetric);
  const [path, setPath] = useSearchText('path');
  const isKnown = tab === 'charts' || tab === 'artifacts' || (tab === 'system' && hasSystem);
  const active = isKnown ? tab : 'overview';
  // Above the tabs: a look at another one loses no undo.
  const charts = useChartDocument();
  const silence = useRunSilence(run);
  const { silentSinceMs } = silence;
  return (
    <div className={css.page}>
      <header className={css.header}>
        {silentSinceMs === undefined ? (
          <RunStatusDot status={run.status} />
        ) : (
          <SilentRun id={run.id} name={run.name} sinceMs={silentSinceMs} />
        )}
        <h1 className={css.title} title={run.name}>
          {run.name}
        </h1>
        <span className={css.space} />
        <RunNeighbourLinks runId={run.id} />
        <BaselineButton run={run} />
        <CompareMenu run={run} />
        <ShareButton
          onIntent={prepareShare}
          renderDialog={(onClose) => <ShareRun name={run.name} onClose={onClose} />}
        />
        <RunActionsMenu run={run} silentSinceMs={silentSinceMs} />
      </header>
      {children}
      {run.lifecycle === 'deleted' ? <p className={css.deleted}>{m.run_deleted()}</p> : null}
      {charts.problems.length > 0 ? (
        <p className={css.deleted} role="status">
          {m.link_problems({ parts: charts.problems.join(', ') })}
        </p>
      ) : null}
      <TabsBar
        label={m.run_tabs()}
        tabs={[
          { id: 'overview', label: m.run_overview() },
          { id: 'charts', label: m.tab_charts() },
          ...(hasSystem ? [{ id: 'system', label: m.run_system() }] : []),
          { id: 'artifacts', label: m.tab_artifacts() },
        ]}
        idPrefix="run"
        selected={active}
        onSelect={(next) => setTab(next === 'overview' ? '' : next)}
      />
      <div className={css.body} {...tabPanelProps('run', active)}>
        {active === 'overview' ? (
          <RunOverview run={run} experimentName={experimentName} silence={silence} />
        ) : active === 'artifacts' ? (
          <ArtifactsView run={run} place={path} onPlace={setPath} />
        ) : (
          <RunCharts key={active} run={run} charts={charts} isSystem={active === 'system'} />
        )}
      </div>
    </div>
  );
}

/** In the workspace that is open, as `B` on its row does; else in a new one of the run's experiment. */
function BaselineButton({ run }: { readonly run: Run }) {
  const { workspace, dispatch } = useWorkspace();
  const { baseline, experimentIds } = workspace;
  if (experimentIds.length === 0) {
    const start = {
      ...DEFAULT_WORKSPACE,
      experimentIds: [run.experimentId],
      baseline: baselineOfRun(run.id),
    };
    return (
      <Button size="compact-sm" variant="default" component="a" href={runsHref(start)}>
        {m.baseline_open()}
      </Button>
    );
  }
  const isBaseline = runOfBaseline(baseline) === run.id;
  return (
    <Button
      size="compact-sm"
      variant="default"
      onClick={() =>
        dispatch({ type: 'set-baseline', baseline: isBaseline ? undefined : baselineOfRun(run.id) })
      }
    >
      {isBaseline ? m.baseline_clear() : m.baseline_set()}
    </Button>
  );
}

interface RunChartsProps {
  readonly run: Run;
  readonly charts: ChartDocument;
  /** The system metrics alone. */
  readonly isSystem: boolean;
}

function RunCharts({ run, charts, isSystem }: RunChartsProps) {
  const { settings, onSettings, card, onCard, undo, redo, canUndo, canRedo } = charts;
  const [find, setFind] = useSearchText('find');
  useUndoKeys(undo, redo);
  const runs = useMemo(() => [toComparedRun(run)], [run]);
  const metrics = useMemo(
    () =>
      run.metrics
        .filter((metric) => !isSystem || isSystemMetric(metric))
        .map(({ key }) => ({ key, runCount: 1, isSingleStep: false })),
    [run, isSystem],
  );
  const catalogue = useMemo(() => catalogueOfRun(run), [run]);
  return (
    <ChartsPanel
      catalogue={catalogue}
      runs={runs}
      metrics={metrics}
      find={find}
      onFind={setFind}
      card={card}
      onCard={onCard}
      history={{ undo, redo, canUndo, canRedo }}
      settings={settings}
      onSettings={onSettings}
    />
  );
}

/** Of the machine, as MLflow logs them beside a run's own. */
function isSystemMetric({ key }: MetricValue): boolean {
  return key.startsWith('system/');
}

/** The keys of one run, as a view tells those of many. */
function catalogueOfRun({ metrics, params, tags }: Run): KeyCatalogue {
  return {
    version: 0,
    metrics: metrics.map(toInfo),
    params: params.map(toInfo),
    tags: tags.map(toInfo),
  };
}

function toInfo({ key }: { readonly key: string }) {
  return { key, runCount: 1, distinctCount: 1, isVarying: false };
}

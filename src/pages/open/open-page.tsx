import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { MAX_NAMESAKES } from '../../domain/runs/run.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { findExperiments } from '../../domain/runs/find-experiments.ts';
import type { Run, RunId } from '../../domain/runs/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { sourceWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentsQuery, runQuery, runsNamedQuery } from '../../queries/run-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { failureOf } from '../../queries/failure.ts';
import { type OpenTarget, parseOpenTarget } from '../../url/mlflow-link.ts';
import { experimentsHref, runHref, runsHref } from '../../url/routes.ts';
import css from './open-page.module.css';

/** Opens what an id, a name or a link of MLflow's own UI names. */
export function OpenPage({ target: text }: { readonly target: string }) {
  useCrumbs([{ text: m.nav_experiments(), href: experimentsHref() }, { text }]);
  const target = parseOpenTarget(text);
  const direct = target && directHref(target);
  const foreignHost = useForeignHost(text);
  const navigateTo = useNavigateTo();
  const isKnown = direct !== undefined && foreignHost === undefined;
  useEffect(() => {
    if (isKnown) navigateTo(direct, { replace: true });
  }, [direct, isKnown, navigateTo]);
  if (direct) return foreignHost === undefined ? null : <ForeignLink host={foreignHost} href={direct} />;
  if (target?.kind === 'run') return <OpenRun runId={target.runId} text={text} />;
  return <OpenNamed name={target?.kind === 'name' ? target.name : text} />;
}

/** The host that a pasted link names, where that is neither this page nor what is open. */
function useForeignHost(text: string): string | undefined {
  const { mlflowUi } = useConnection();
  if (!/^https?:/i.test(text.trim()) || !URL.canParse(text.trim())) return undefined;
  const { host } = new URL(text.trim());
  const known = [globalThis.location.host, mlflowUi && URL.canParse(mlflowUi) ? new URL(mlflowUi).host : ''];
  return known.includes(host) ? undefined : host;
}

/** Run ids are the same nowhere else; numbers of experiments are the same everywhere. */
function ForeignLink({ host, href }: { readonly host: string; readonly href: string }) {
  const { status } = useConnection();
  const label = status.state === 'ready' ? sourceWord(status.info.label) : '';
  useInteractive(true);
  return (
    <EmptyState title={m.open_foreign_title({ host })} body={m.open_foreign_body({ label })}>
      <Button size="compact-sm" variant="default" component="a" href={href}>
        {m.open_foreign_anyway()}
      </Button>
      <Button size="compact-sm" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}

/** Where a link leads without a question to the server. */
function directHref(target: OpenTarget): string | undefined {
  if (target.kind === 'page') return target.href;
  if (target.kind === 'experiment') {
    return runsHref({ ...DEFAULT_WORKSPACE, experimentIds: target.experimentIds });
  }
  if (target.kind === 'compare') {
    return runsHref({
      ...DEFAULT_WORKSPACE,
      experimentIds: target.experimentIds,
      set: { kind: 'these', runIds: target.runIds },
    });
  }
  return undefined;
}

function OpenRun({ runId, text }: { readonly runId: RunId; readonly text: string }) {
  const scope = useConnection();
  const run = useQuery(runQuery(scope, runId));
  const navigateTo = useNavigateTo();
  useEffect(() => {
    if (run.isSuccess) navigateTo(runHref(runId), { replace: true });
  }, [run.isSuccess, runId, navigateTo]);
  if (run.isError) {
    const failure = failureOf(run.error);
    // A name may look like an id.
    if (failure.kind === 'not-found' || failure.kind === 'rejected') return <OpenNamed name={text} />;
    return <FailureNotice failure={failure} onRetry={() => void run.refetch()} />;
  }
  return <Waiting words={m.open_looking({ text })} rows={0} />;
}

function OpenNamed({ name }: { readonly name: string }) {
  const scope = useConnection();
  const found = useQuery(runsNamedQuery(scope, name));
  const all = useQuery(experimentsQuery(scope, 'active'));
  const navigateTo = useNavigateTo();
  const runs = found.data;
  const experiments = useMemo(
    () => all.data && findExperiments(all.data, name, { columnId: 'name', isDescending: false }),
    [all.data, name],
  );
  const hrefs =
    runs && experiments ? [...runs.map(hrefOfRun), ...experiments.map(hrefOfExperiment)] : undefined;
  const only = hrefs?.length === 1 ? hrefs[0] : undefined;
  useEffect(() => {
    if (only) navigateTo(only, { replace: true });
  }, [only, navigateTo]);
  const error = found.error ?? all.error;
  useInteractive(error !== null || (hrefs !== undefined && !only));
  if (error) {
    const retry = () => void Promise.all([found.refetch(), all.refetch()]);
    return <FailureNotice failure={failureOf(error)} onRetry={retry} />;
  }
  if (!runs || !experiments || only) return <Waiting words={m.open_looking({ text: name })} rows={0} />;
  if (hrefs?.length === 0) return <NothingFound text={name} />;
  return <Choose name={name} runs={runs} experiments={experiments} />;
}

function NothingFound({ text }: { readonly text: string }) {
  return (
    <EmptyState title={m.open_none_title({ text })} body={m.open_none_body()}>
      <Button size="compact-sm" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}

const MOST_EXPERIMENTS = 50;

const hrefOfRun = ({ id }: Run) => runHref(id);
const hrefOfExperiment = ({ id }: Experiment) => runsHref({ experimentIds: [id] });

interface ChooseProps {
  readonly name: string;
  readonly runs: readonly Run[];
  readonly experiments: readonly Experiment[];
}

function Choose({ name, runs, experiments }: ChooseProps) {
  return (
    <section className={css.choose}>
      <h1 className={css.title}>{m.open_found_title({ text: name })}</h1>
      <ul className={css.list}>
        {experiments.slice(0, MOST_EXPERIMENTS).map((experiment) => (
          <li key={experiment.id}>
            <a href={hrefOfExperiment(experiment)}>{experiment.name}</a>
          </li>
        ))}
        {runs.map((run) => (
          <li key={run.id}>
            <a href={runHref(run.id)}>
              <RunStatusDot status={run.status} /> {run.name} <code>{run.id}</code>{' '}
              {run.startMs === undefined ? null : new Date(run.startMs).toLocaleString()}
            </a>
          </li>
        ))}
      </ul>
      {experiments.length > MOST_EXPERIMENTS ? (
        <p>
          <a href={experimentsHref({ search: name })}>
            {m.open_more_experiments({ count: formatCount(experiments.length - MOST_EXPERIMENTS) })}
          </a>
        </p>
      ) : null}
      {runs.length >= MAX_NAMESAKES ? <p>{m.open_more_runs({ count: formatCount(runs.length) })}</p> : null}
    </section>
  );
}

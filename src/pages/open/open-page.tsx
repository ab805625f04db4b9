import { useEffect } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Run, RunId } from '../../domain/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runQuery, runsNamedQuery } from '../../queries/run-queries.ts';
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
  const navigateTo = useNavigateTo();
  useEffect(() => {
    if (direct) navigateTo(direct, { replace: true });
  }, [direct, navigateTo]);
  if (direct) return null;
  if (target?.kind === 'run') return <OpenRun runId={target.runId} text={text} />;
  return <OpenNamed name={target?.kind === 'name' ? target.name : text} />;
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
  const navigateTo = useNavigateTo();
  const runs = found.data;
  const only = runs?.length === 1 ? runs[0] : undefined;
  useEffect(() => {
    if (only) navigateTo(runHref(only.id), { replace: true });
  }, [only, navigateTo]);
  useInteractive(found.isError || (runs !== undefined && !only));
  if (found.isError) {
    return <FailureNotice failure={failureOf(found.error)} onRetry={() => void found.refetch()} />;
  }
  if (!runs || only) return <Waiting words={m.open_looking({ text: name })} rows={0} />;
  if (runs.length === 0) return <NothingFound text={name} />;
  return <ChooseRun name={name} runs={runs} />;
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

function ChooseRun({ name, runs }: { readonly name: string; readonly runs: readonly Run[] }) {
  return (
    <section className={css.choose}>
      <h1 className={css.title}>
        {m.open_many_title({ count: runs.length, text: String(runs.length), name })}
      </h1>
      <ul className={css.list}>
        {runs.map((run) => (
          <li key={run.id}>
            <a href={runHref(run.id)}>
              <RunStatusDot status={run.status} /> <code>{run.id}</code>{' '}
              {run.startMs === undefined ? null : new Date(run.startMs).toLocaleString()}
            </a>
          </li>
        ))}
      </ul>
    </section>
  );
}

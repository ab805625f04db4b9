import { type ReactNode, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import { type Run, type RunId, TAG_NOTE, TAG_PARENT_RUN, tagValue } from '../../domain/runs/run.ts';
import { type GitSource, gitSourceOf } from '../../domain/runs/reproduce/git-source.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { ReproducePanel } from '../../parts/run-actions/reproduce-panel.tsx';
import { silentWords, statusWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runDetailsQuery, runQuery } from '../../queries/run-queries.ts';
import type { SilenceReply } from '../../worker/runs/runs-protocol.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { runHref, runsHref } from '../../url/routes.ts';
import { MetricTable } from './metric-table.tsx';
import { Part } from './part.tsx';
import { RunDatasets } from './run-datasets.tsx';
import { RunModels } from './run-models.tsx';
import { RunNote } from './run-note.tsx';
import { RunRelatives } from './run-relatives.tsx';
import { KeyValueTable } from './run-tables.tsx';
import css from './run-overview.module.css';

interface RunOverviewProps {
  readonly run: Run;
  readonly experimentName: string | undefined;
  readonly silence: SilenceReply;
}

export function RunOverview({ run, experimentName, silence }: RunOverviewProps) {
  const tags = useMemo(() => run.tags.filter(({ key }) => key !== TAG_NOTE), [run.tags]);
  const details = useQuery(runDetailsQuery(useConnection(), run));
  return (
    <div className={css.overview}>
      <div className={css.column}>
        <Part title={m.run_details()}>
          <Details run={run} experimentName={experimentName} silence={silence} />
        </Part>
        <Part title={m.run_note()}>
          <RunNote run={run} />
        </Part>
        <RunDatasets run={run} details={details.data} />
        <RunModels run={run} details={details.data} />
        <RunRelatives run={run} />
        <Part title={m.run_tags()} count={tags.length}>
          <KeyValueTable label={m.run_tags()} rows={tags} emptyText={m.run_no_tags()} />
        </Part>
      </div>
      <div className={css.column}>
        <Part title={m.run_metrics()} count={run.metrics.length}>
          <MetricTable run={run} />
        </Part>
        <Part title={m.run_params()} count={run.params.length}>
          <KeyValueTable label={m.run_params()} rows={run.params} emptyText={m.run_no_params()} />
        </Part>
        <Part title={m.run_reproduce()}>
          <ReproducePanel run={run} />
        </Part>
      </div>
    </div>
  );
}

function Details({ run, experimentName, silence }: RunOverviewProps) {
  const parentId = tagValue(run.tags, TAG_PARENT_RUN) as RunId | undefined;
  const { silentSinceMs, durationMs } = silence;
  const git = useMemo(() => gitSourceOf(run.tags), [run.tags]);
  return (
    <dl className={css.details}>
      <Detail name={m.run_id()}>
        <code>{run.id}</code>
        <CopyButton
          text={run.id}
          label={m.copy_run_id()}
          copiedLabel={m.copied()}
          fieldLabel={m.copy_by_hand()}
        />
      </Detail>
      <Detail name={m.run_experiment()}>
        <a className={css.link} href={runsHref({ ...DEFAULT_WORKSPACE, experimentIds: [run.experimentId] })}>
          {experimentName ?? run.experimentId}
        </a>
      </Detail>
      <Detail name={m.run_status()}>
        {statusWord(run.status)}
        {silentSinceMs === undefined ? null : <span className={css.warn}>{silentWords(silentSinceMs)}</span>}
      </Detail>
      <Detail name={m.run_started()}>
        <Time timeMs={run.startMs} />
      </Detail>
      <Detail name={m.run_ended()}>
        <Time timeMs={run.endMs} />
      </Detail>
      <Detail name={m.run_duration()}>
        {durationMs === undefined ? '' : formatDuration(durationMs, getLocale())}
      </Detail>
      <Detail name={m.run_user()}>{run.user}</Detail>
      <Detail name={m.run_source()}>{tagValue(run.tags, 'mlflow.source.name')}</Detail>
      <Detail name={m.run_parent()}>{parentId ? <RunLink id={parentId} /> : undefined}</Detail>
      <Detail name={m.run_git()}>{git ? <GitLink git={git} /> : undefined}</Detail>
      <Detail name={m.run_artifacts()}>{run.artifactUri ? <code>{run.artifactUri}</code> : undefined}</Detail>
    </dl>
  );
}

/** Left out where there is nothing to say. */
function Detail({ name, children }: { readonly name: string; readonly children: ReactNode }) {
  if (children === undefined || children === null || children === '') return null;
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Time({ timeMs }: { readonly timeMs: number | undefined }) {
  if (timeMs === undefined) return '–';
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={formatFullDateTime(timeMs, getLocale())}>
      {formatDateTime(timeMs, getLocale())}
    </time>
  );
}

/** Hash, branch and a link where the remote has pages; the remote itself where it has none. */
function GitLink({ git: { commit, branch, remote, href, isDirty } }: { readonly git: GitSource }) {
  const text = commit?.slice(0, 10) ?? remote;
  return (
    <>
      {href === undefined ? (
        <code title={commit}>{text}</code>
      ) : (
        <a className={css.link} href={href} target="_blank" rel="noreferrer" title={commit ?? remote}>
          <code>{text}</code>
        </a>
      )}
      {branch === undefined ? null : <span>{branch}</span>}
      {commit !== undefined && remote !== undefined ? <span className={css.faint}>{remote}</span> : null}
      {isDirty ? <span className={css.warn}>{m.git_dirty_short()}</span> : null}
      {commit === undefined ? null : (
        <CopyButton
          text={commit}
          label={m.copy_commit()}
          copiedLabel={m.copied()}
          fieldLabel={m.copy_by_hand()}
        />
      )}
    </>
  );
}

function RunLink({ id }: { readonly id: RunId }) {
  const scope = useConnection();
  const run = useQuery(runQuery(scope, id));
  return (
    <a className={css.link} href={runHref(id)}>
      {run.data?.name ?? id}
    </a>
  );
}

import { type ReactNode, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { formatDateTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import { type Run, type RunId, TAG_NOTE, TAG_PARENT_RUN, tagValue } from '../../domain/runs/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { statusWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runQuery } from '../../queries/run-queries.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { runHref, runsHref } from '../../url/routes.ts';
import { KeyValueTable, MetricTable } from './run-tables.tsx';
import { RunNote } from './run-note.tsx';
import css from './run-overview.module.css';

interface RunOverviewProps {
  readonly run: Run;
  readonly experimentName: string | undefined;
}

export function RunOverview({ run, experimentName }: RunOverviewProps) {
  const tags = useMemo(() => run.tags.filter(({ key }) => key !== TAG_NOTE), [run.tags]);
  return (
    <div className={css.overview}>
      <div className={css.column}>
        <Part title={m.run_details()}>
          <Details run={run} experimentName={experimentName} />
        </Part>
        <Part title={m.run_note()}>
          <RunNote run={run} />
        </Part>
        <Part title={m.run_tags()} count={tags.length}>
          <KeyValueTable label={m.run_tags()} rows={tags} emptyText={m.run_no_tags()} />
        </Part>
      </div>
      <div className={css.column}>
        <Part title={m.run_metrics()} count={run.metrics.length}>
          <MetricTable rows={run.metrics} />
        </Part>
        <Part title={m.run_params()} count={run.params.length}>
          <KeyValueTable label={m.run_params()} rows={run.params} emptyText={m.run_no_params()} />
        </Part>
      </div>
    </div>
  );
}

interface PartProps {
  readonly title: string;
  readonly count?: number;
  readonly children: ReactNode;
}

function Part({ title, count, children }: PartProps) {
  return (
    <section className={css.part}>
      <h2 className={css.heading}>
        {title} {count === undefined ? null : <span className={css.count}>{count}</span>}
      </h2>
      {children}
    </section>
  );
}

function Details({ run, experimentName }: RunOverviewProps) {
  const parentId = tagValue(run.tags, TAG_PARENT_RUN) as RunId | undefined;
  const durationMs =
    run.startMs === undefined || run.endMs === undefined ? undefined : run.endMs - run.startMs;
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
      <Detail name={m.run_status()}>{statusWord(run.status)}</Detail>
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
      <Detail name={m.run_datasets()}>
        {run.datasets.length === 0
          ? undefined
          : run.datasets.map(({ name, digest, context }) => (
              <div key={`${name} ${digest}`}>
                {name} <code>{digest}</code> {context ? `(${context})` : ''}
              </div>
            ))}
      </Detail>
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

function RunLink({ id }: { readonly id: RunId }) {
  const scope = useConnection();
  const run = useQuery(runQuery(scope, id));
  return (
    <a className={css.link} href={runHref(id)}>
      {run.data?.name ?? id}
    </a>
  );
}

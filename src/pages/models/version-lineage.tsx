import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { formatCount, formatValue } from '../../base/format-number.ts';
import type { ModelFile } from '../../domain/registry/model-file.ts';
import type { RegisteredVersion } from '../../domain/registry/registered-model.ts';
import { loggedModelOfVersion, runOfVersion } from '../../domain/registry/version-source.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { gitSourceOf } from '../../domain/runs/reproduce/git-source.ts';
import type { LoggedModelOrigin } from '../../domain/runs/run-details.ts';
import { datasetNames, type Run, type RunId } from '../../domain/runs/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { loggedModelQuery } from '../../queries/registry-queries.ts';
import { experimentQuery, runQuery } from '../../queries/run-queries.ts';
import { runFilesHref, runHref, runsHref } from '../../url/routes.ts';
import { Detail } from './detail.tsx';
import css from './models.module.css';

interface VersionLineageProps {
  readonly version: RegisteredVersion;
  readonly file: Pick<UseQueryResult<ModelFile | null>, 'data' | 'error' | 'isPending' | 'refetch'>;
}

/** What a version was made of: its run, which it names itself, or else its source, its files or its logged model. */
export function VersionLineage({ version, file }: VersionLineageProps) {
  const modelId = loggedModelOfVersion(version);
  const logged = useQuery({
    ...loggedModelQuery(useConnection(), modelId ?? ''),
    enabled: modelId !== undefined,
  });
  const named = runOfVersion(version) ?? file.data?.runId;
  const runId = named ?? logged.data?.runId;
  const by = named === undefined ? m.version_run_by_model() : m.version_run_by_files();
  return (
    <>
      {modelId === undefined ? null : <LoggedModel id={modelId} origin={logged.data} runId={runId} />}
      {runId === undefined ? (
        <NoRun file={file} logged={modelId === undefined ? undefined : logged} />
      ) : (
        <RunLineage runId={runId} by={version.runId === undefined ? by : undefined} />
      )}
    </>
  );
}

interface LoggedModelProps {
  readonly id: string;
  /** Undefined: not known yet, or not at all. */
  readonly origin: LoggedModelOrigin | undefined;
  readonly runId: RunId | undefined;
}

function LoggedModel({ id, origin, runId }: LoggedModelProps) {
  const name = origin?.name || id;
  return (
    <dl className={css.details}>
      <Detail name={m.version_logged_model()}>
        {runId === undefined ? (
          name
        ) : (
          <a className={css.link} href={runFilesHref(runId, `models:/${id}`)}>
            {name}
          </a>
        )}
        {name === id ? null : <code className={css.dim}>{id}</code>}
      </Detail>
      {origin && runId === undefined ? (
        <Detail name={m.run_experiment()}>
          <ExperimentLink id={origin.experimentId} />
        </Detail>
      ) : null}
    </dl>
  );
}

function ExperimentLink({ id }: { readonly id: ExperimentId }) {
  const experiment = useQuery(experimentQuery(useConnection(), id));
  return (
    <a className={css.link} href={runsHref({ ...DEFAULT_WORKSPACE, experimentIds: [id] })}>
      {experiment.data?.name ?? id}
    </a>
  );
}

interface NoRunProps extends Pick<VersionLineageProps, 'file'> {
  /** Undefined: it was made from none. */
  readonly logged: UseQueryResult<LoggedModelOrigin> | undefined;
}

/** A run that is not known may be named where nothing could be read. */
function NoRun({ file, logged }: NoRunProps) {
  if (file.isPending || logged?.isPending) return <p className={css.hint}>{m.loading()}</p>;
  const error = [file.error, logged?.error].find((each) => each && failureOf(each).kind !== 'not-found');
  if (!error || logged?.data) return <p className={css.hint}>{m.version_no_run()}</p>;
  return (
    <>
      <p className={css.hint}>{m.version_origin_unread()}</p>
      <FailureNotice
        failure={failureOf(error)}
        shape="strip"
        onRetry={() => void Promise.all([file.refetch(), logged?.refetch()])}
      />
    </>
  );
}

interface LineageProps {
  readonly runId: RunId;
  /** By what it was found, where the version names no run. */
  readonly by: string | undefined;
}

/** The run, its experiment, data and code. */
function RunLineage({ runId, by }: LineageProps) {
  const scope = useConnection();
  const run = useQuery(runQuery(scope, runId));
  if (run.isPending) return <p className={css.hint}>{m.loading()}</p>;
  if (!run.data) {
    const { kind } = failureOf(run.error);
    return (
      <p className={css.hint}>
        {kind === 'not-found' ? m.version_run_gone() : m.version_run_unread()} <code>{runId}</code>
      </p>
    );
  }
  return <LineageOf run={run.data} by={by} />;
}

function LineageOf({ run, by }: { readonly run: Run } & Pick<LineageProps, 'by'>) {
  const git = gitSourceOf(run.tags);
  const metrics = run.metrics.filter(({ key }) => !key.startsWith('system/'));
  return (
    <dl className={css.details}>
      <Detail name={m.version_run()}>
        <a className={css.link} href={runHref(run.id)}>
          {run.name === '' ? run.id : run.name}
        </a>
        {by === undefined ? null : <span className={css.dim}>{by}</span>}
        {run.lifecycle === 'deleted' ? <span className={css.dim}>{m.experiments_list_deleted()}</span> : null}
      </Detail>
      <Detail name={m.run_experiment()}>
        <ExperimentLink id={run.experimentId} />
      </Detail>
      <Detail name={m.version_datasets()}>{datasetNames(run.datasets)}</Detail>
      <Detail name={m.run_git()}>
        {git?.commit === undefined ? undefined : git.href === undefined ? (
          <code>{git.commit}</code>
        ) : (
          <a className={css.link} href={git.href} target="_blank" rel="noreferrer">
            <code>{git.commit.slice(0, 12)}</code>
          </a>
        )}
      </Detail>
      {metrics.slice(0, MAX_METRICS).map(({ key, value }) => (
        <Detail key={key} name={key}>
          {formatValue(value)}
        </Detail>
      ))}
      {metrics.length > MAX_METRICS ? (
        <Detail name={m.card_more({ count: formatCount(metrics.length - MAX_METRICS) })}>
          <a className={css.link} href={runHref(run.id)}>
            {m.version_run()}
          </a>
        </Detail>
      ) : null}
    </dl>
  );
}

const MAX_METRICS = 8;

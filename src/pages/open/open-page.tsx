import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { formatDateTime } from '../../base/format-time.ts';
import { holderOf, latestVersion, type RegisteredModel } from '../../domain/registry/registered-model.ts';
import { MAX_NAMESAKES } from '../../domain/runs/run.ts';
import { toRunHead } from '../../domain/runs/run-head.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { placeDetail, placeGroup } from '../../parts/place-words.ts';
import { type GoToPlace, listPlaces } from '../../parts/places.ts';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { sourceWord } from '../../parts/wording.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { lookUpQuery, metricKeysQuery, modelVersionsQuery } from '../../queries/finding-queries.ts';
import { registeredModelQuery } from '../../queries/registry-queries.ts';
import { experimentsQuery, modelNamesQuery, runQuery, runsNamedQuery } from '../../queries/run-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { failureOf } from '../../queries/failure.ts';
import type { ModelVersion } from '../../tracking/source.ts';
import { type OpenTarget, parseOpenTarget } from '../../url/mlflow-link.ts';
import {
  experimentsHref,
  modelVersionHref,
  registeredModelHref,
  runHref,
  runsHref,
} from '../../url/routes.ts';
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
  if (target?.kind === 'model') return <OpenModel target={target} text={text} />;
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

type ModelTarget = Extract<OpenTarget, { readonly kind: 'model' }>;

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

/** By name, over everything that has one: where only one thing is called so, that is opened. */
function OpenNamed({ name }: { readonly name: string }) {
  const { places, error, retry } = usePlacesNamed(name);
  const navigateTo = useNavigateTo();
  const exact = places?.filter((place) => place.name === name && place.kind !== 'metric') ?? [];
  const only = exact.length === 1 ? exact[0] : places?.length === 1 ? places[0] : undefined;
  useEffect(() => {
    if (only) navigateTo(only.href, { replace: true });
  }, [only, navigateTo]);
  useInteractive(error !== null || (places !== undefined && !only));
  if (error) return <FailureNotice failure={failureOf(error)} onRetry={retry} />;
  if (!places || only) return <Waiting words={m.open_looking({ text: name })} rows={0} />;
  if (places.length === 0) return <NothingFound text={name} />;
  return <Choose name={name} places={places} />;
}

const MOST = { experiments: 50, runs: MAX_NAMESAKES, models: 20, metrics: 20 };
const NO_VERSIONS: readonly ModelVersion[] = [];
const NO_NAMES: readonly string[] = [];

function usePlacesNamed(name: string) {
  const scope = useConnection();
  const named = useQuery(runsNamedQuery(scope, name));
  const look = useQuery(lookUpQuery(scope, { text: name, limit: MAX_NAMESAKES, viewId: undefined }));
  const all = useQuery(experimentsQuery(scope, 'active'));
  const versions = useQuery(modelVersionsQuery(scope));
  const names = useQuery(modelNamesQuery(scope));
  const metrics = useQuery(metricKeysQuery(scope, name));
  // A registry that refuses, or no metric loaded yet, keeps nobody from a run.
  const isRegistryKnown = !versions.isPending && !names.isPending;
  const isKnown = named.data && look.data && all.data && isRegistryKnown && !metrics.isPending;
  const places = useMemo(() => {
    if (!isKnown || !named.data || !look.data || !all.data) return undefined;
    const heads = [...named.data.map(toRunHead), ...look.data.runs.map(({ head }) => head)];
    const runs = [...new Map(heads.map((head) => [head.id, head])).values()];
    return listPlaces({
      text: name,
      experiments: all.data,
      runs,
      modelNames: names.data ?? NO_NAMES,
      versions: versions.data ?? NO_VERSIONS,
      metricKeys: metrics.data ?? [],
      most: MOST,
    });
  }, [isKnown, name, named.data, look.data, all.data, names.data, versions.data, metrics.data]);
  return {
    places,
    error: named.error ?? look.error ?? all.error,
    retry: () => void Promise.all([named.refetch(), look.refetch(), all.refetch()]),
  };
}

/** `#/models/NAME` of MLflow's own UI, `models:/NAME@alias`, `/3`, `/latest` and `/Production`. */
function OpenModel({ target, text }: { readonly target: ModelTarget; readonly text: string }) {
  const model = useQuery(registeredModelQuery(useConnection(), target.name));
  const navigateTo = useNavigateTo();
  const href = model.data && modelTargetHref(model.data, target);
  useEffect(() => {
    if (href !== undefined) navigateTo(href, { replace: true });
  }, [href, navigateTo]);
  const isMissing = model.data !== undefined && href === undefined;
  useInteractive(model.isError || isMissing);
  if (isMissing || (model.isError && failureOf(model.error).kind === 'not-found'))
    return <NothingFound text={text} />;
  if (model.isError)
    return <FailureNotice failure={failureOf(model.error)} onRetry={() => void model.refetch()} />;
  return <Waiting words={m.open_looking({ text })} rows={0} />;
}

/** Undefined: there is no such version, alias or stage. */
function modelTargetHref(model: RegisteredModel, { version, alias }: ModelTarget): string | undefined {
  if (version === undefined && alias === undefined) return registeredModelHref(model.name);
  const number =
    alias !== undefined
      ? holderOf(model, alias)
      : version === 'latest'
        ? latestVersion(model)
        : /^\d+$/.test(version ?? '')
          ? version
          : model.latest.find(({ stage }) => stage?.toLowerCase() === version?.toLowerCase())?.version;
  return number === undefined ? undefined : modelVersionHref({ model: model.name, version: number });
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

interface ChooseProps {
  readonly name: string;
  readonly places: readonly GoToPlace[];
}

function Choose({ name, places }: ChooseProps) {
  const kinds = [...new Set(places.map(({ kind }) => kind))];
  return (
    <section className={css.choose}>
      <h1 className={css.title}>{m.open_found_title({ text: name })}</h1>
      {kinds.map((kind) => {
        const ofKind = places.filter((place) => place.kind === kind);
        return (
          <section key={kind} aria-label={placeGroup(kind)}>
            <h2 className={css.group}>{placeGroup(kind)}</h2>
            <ul className={css.list}>
              {ofKind.map((place) => (
                <PlaceLine key={`${place.href} ${place.name}`} place={place} />
              ))}
            </ul>
            {kind === 'experiment' && ofKind.length >= MOST.experiments ? (
              <p>
                <a href={experimentsHref({ search: name })}>{m.open_more_experiments()}</a>
              </p>
            ) : null}
            {kind === 'run' && ofKind.length >= MOST.runs ? (
              <p>{m.open_more_runs({ count: formatCount(ofKind.length) })}</p>
            ) : null}
          </section>
        );
      })}
    </section>
  );
}

function PlaceLine({ place }: { readonly place: GoToPlace }) {
  const { run, href, name } = place;
  return (
    <li>
      <a href={href}>
        {run ? <RunStatusDot status={run.status} /> : null} {name}{' '}
        {run ? <code className={css.id}>{run.id}</code> : null}{' '}
        {run?.lifecycle === 'deleted' ? <b>{m.experiments_list_deleted()}</b> : null}{' '}
        <span className={css.detail}>
          {placeDetail(place)} {run?.startMs === undefined ? null : formatDateTime(run.startMs, getLocale())}
        </span>
      </a>
    </li>
  );
}

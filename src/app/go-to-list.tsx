import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useDebouncedValue } from '@mantine/hooks';
import { IconChartLine, IconCube, IconFolder, IconLink } from '@tabler/icons-react';
import { m } from '../paraglide/messages.js';
import { placeDetail, placeGroup } from '../parts/place-words.ts';
import { RunStatusDot } from '../parts/run-status-dot.tsx';
import { useConnection } from '../queries/data-client-context.tsx';
import { lookUpQuery, metricKeysQuery, modelVersionsQuery } from '../queries/finding-queries.ts';
import { experimentsQuery, modelNamesQuery } from '../queries/run-queries.ts';
import { useRoute } from '../state/use-route.ts';
import { useWorkspace } from '../state/workspace-store.tsx';
import { openHref, runsHref } from '../url/routes.ts';
import css from './go-to.module.css';
import { type GoToPlace, linkPlace, listPlaces, type PlaceKind } from '../parts/places.ts';
import { placeKey } from './place-key.ts';

const PAUSE_MS = 200;
const MAX_RUNS = 8;
const FEW = { experiments: 6, runs: MAX_RUNS, models: 4, metrics: 5 };
/** With one letter nearly every run would fit. */
const MIN_LETTERS = 2;

interface GoToListProps {
  readonly text: string;
  readonly listId: string;
  /** Index of the place that Enter goes to; -1: none of them. */
  readonly active: number;
  readonly onPlaces: (places: readonly GoToPlace[]) => void;
  readonly onGo: (href: string) => void;
}

/** What the text may mean, in groups. The field keeps the focus. */
export function GoToList({ text, listId, active, onPlaces, onGo }: GoToListProps) {
  const { places, isLooking } = usePlaces(text);
  useEffect(() => onPlaces(places), [places, onPlaces]);
  useEffect(() => () => onPlaces([]), [onPlaces]);
  return (
    <div
      className={css.panel}
      // The field would lose the focus, and the list with it.
      onMouseDown={(event) => event.preventDefault()}
    >
      <ul id={listId} role="listbox" aria-label={m.goto_label()} className={css.list}>
        {places.map((place, index) => (
          <PlaceLine
            key={placeKey(place)}
            id={`${listId} ${index}`.replaceAll(' ', '-')}
            place={place}
            isFirst={places[index - 1]?.kind !== place.kind}
            isActive={index === active}
            onGo={onGo}
          />
        ))}
      </ul>
      <p className={css.foot} role="status">
        {isLooking ? m.open_looking({ text }) : places.length === 0 ? m.goto_nothing() : m.goto_keys()}{' '}
        {isLooking ? null : (
          <a href={openHref(text)} tabIndex={-1} onClick={() => onGo(openHref(text))}>
            {m.goto_all()}
          </a>
        )}
      </p>
    </div>
  );
}

function usePlaces(text: string) {
  const scope = useConnection();
  const [wanted] = useDebouncedValue(text, PAUSE_MS);
  const isLong = wanted.length >= MIN_LETTERS;
  const experiments = useQuery(experimentsQuery(scope, 'active'));
  const versions = useQuery(modelVersionsQuery(scope));
  const names = useQuery(modelNamesQuery(scope));
  const look = lookUpQuery(scope, { text: wanted, limit: MAX_RUNS, viewId: undefined });
  const runs = useQuery({ ...look, enabled: isLong, placeholderData: (before) => before });
  const metrics = useQuery(metricKeysQuery(scope, wanted));
  const metricHrefOf = useMetricHref();
  const places = useMemo(() => {
    const link = linkPlace(text);
    return link
      ? [link]
      : listPlaces({
          text,
          experiments: experiments.data ?? [],
          runs: text.length >= MIN_LETTERS ? (runs.data?.runs.map(({ head }) => head) ?? []) : [],
          modelNames: names.data ?? [],
          versions: versions.data ?? [],
          metricKeys: metrics.data ?? [],
          most: FEW,
          metricHrefOf,
        });
  }, [text, experiments.data, runs.data, names.data, versions.data, metrics.data, metricHrefOf]);
  const isLooking = wanted !== text || experiments.isLoading || (isLong && runs.isFetching);
  return { places, isLooking };
}

/** In the workspace to the metric's cards there, else to all runs that logged it. */
function useMetricHref(): ((key: string) => string) | undefined {
  const { page } = useRoute();
  const { workspace } = useWorkspace();
  return useMemo(
    () => (page === 'runs' ? (key) => runsHref({ ...workspace, tab: 'charts', find: key }) : undefined),
    [page, workspace],
  );
}

interface PlaceLineProps {
  readonly id: string;
  readonly place: GoToPlace;
  /** Of its kind: the kind's name stands before it. */
  readonly isFirst: boolean;
  readonly isActive: boolean;
  readonly onGo: (href: string) => void;
}

function PlaceLine({ id, place, isFirst, isActive, onGo }: PlaceLineProps) {
  const { kind, href, name, run } = place;
  return (
    <>
      {isFirst ? (
        <li role="presentation" className={css.group}>
          {placeGroup(kind)}
        </li>
      ) : null}
      <li
        id={id}
        role="option"
        aria-selected={isActive}
        className={css.place}
        data-kind={kind}
        ref={isActive ? scrollIntoSight : undefined}
      >
        <a
          href={href}
          tabIndex={-1}
          title={name}
          onClick={(event) => {
            // Another tab is the browser's own matter.
            if (event.ctrlKey || event.metaKey || event.shiftKey) return;
            event.preventDefault();
            onGo(href);
          }}
        >
          <span className={css.icon}>
            {run ? <RunStatusDot status={run.status} /> : <KindIcon kind={kind} />}
          </span>
          <span className={css.name}>{name}</span>
          {run?.lifecycle === 'deleted' ? (
            <span className={css.deleted}>{m.experiments_list_deleted()}</span>
          ) : null}
          <span className={css.detail}>{placeDetail(place)}</span>
        </a>
      </li>
    </>
  );
}

function scrollIntoSight(element: Element | null): void {
  element?.scrollIntoView({ block: 'nearest' });
}

function KindIcon({ kind }: { readonly kind: PlaceKind }) {
  const Icon = {
    link: IconLink,
    experiment: IconFolder,
    run: IconLink,
    model: IconCube,
    metric: IconChartLine,
  }[kind];
  return <Icon size={14} stroke={1.7} aria-hidden="true" />;
}

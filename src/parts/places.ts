import type { Experiment, ExperimentId } from '../domain/runs/experiment.ts';
import { findExperiments } from '../domain/runs/find-experiments.ts';
import type { RunHead } from '../domain/runs/run-head.ts';
import { holdsText } from '../domain/runs/search-text.ts';
import type { ModelVersion } from '../tracking/source.ts';
import { metricHref } from '../url/named-links.ts';
import { openHref, registeredModelHref, runHref, runsHref } from '../url/routes.ts';

export type PlaceKind = 'link' | 'experiment' | 'run' | 'model' | 'metric';

/** Somewhere to go. */
export interface GoToPlace {
  readonly kind: PlaceKind;
  readonly href: string;
  readonly name: string;
  /** Tells it apart from others of the name. */
  readonly detail: string;
  readonly run?: RunHead | undefined;
}

export interface PlacesFound {
  readonly text: string;
  readonly experiments: readonly Experiment[];
  readonly runs: readonly RunHead[];
  /** Of models, those without a version too. */
  readonly modelNames: readonly string[];
  readonly versions: readonly ModelVersion[];
  readonly metricKeys: readonly string[];
  /** Where a metric leads; undefined: to the runs of all experiments that logged it. */
  readonly metricHrefOf?: ((key: string) => string) | undefined;
  /** So many of each at most. */
  readonly most: Readonly<Record<'experiments' | 'runs' | 'models' | 'metrics', number>>;
}

/** A link is the one place that it names. */
export function linkPlace(text: string): GoToPlace | undefined {
  return isLink(text) ? { kind: 'link', href: openHref(text), name: text, detail: '' } : undefined;
}

/** What fits the text, a few of each kind; the first ones are those whose name is the text. */
export function listPlaces({
  text,
  experiments,
  runs,
  modelNames,
  versions,
  metricKeys,
  most,
  metricHrefOf = metricHref,
}: PlacesFound): readonly GoToPlace[] {
  const names = new Map<ExperimentId, string>(experiments.map(({ id, name }) => [id, name]));
  const found = findExperiments(experiments, text, { columnId: 'created', isDescending: true });
  return [
    ...exactFirst(found, text, ({ name }) => name)
      .slice(0, most.experiments)
      .map(({ id, name }) => ({
        kind: 'experiment' as const,
        href: runsHref({ experimentIds: [id] }),
        name,
        detail: id,
      })),
    ...exactFirst(runs, text, ({ name }) => name)
      .slice(0, most.runs)
      .map((run) => ({
        kind: 'run' as const,
        href: runHref(run.id),
        name: run.name === '' ? run.id : run.name,
        detail: names.get(run.experimentId) ?? run.experimentId,
        run,
      })),
    ...modelPlaces(modelNames, versions, text).slice(0, most.models),
    ...exactFirst(
      metricKeys.filter((key) => holdsText(key, text)),
      text,
      (key) => key,
    )
      .slice(0, most.metrics)
      .map((key) => ({
        kind: 'metric' as const,
        href: metricHrefOf(key),
        name: key,
        detail: '',
      })),
  ];
}

function isLink(text: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(text) || /^\/?#\//.test(text);
}

function modelPlaces(
  modelNames: readonly string[],
  versions: readonly ModelVersion[],
  text: string,
): readonly GoToPlace[] {
  const counts = new Map<string, number>();
  for (const name of modelNames) if (holdsText(name, text)) counts.set(name, 0);
  for (const { model } of versions) {
    if (holdsText(model, text)) counts.set(model, (counts.get(model) ?? 0) + 1);
  }
  return exactFirst([...counts], text, ([name]) => name).map(([name, count]) => ({
    kind: 'model',
    href: registeredModelHref(name),
    name,
    detail: String(count),
  }));
}

function exactFirst<Item>(
  items: readonly Item[],
  text: string,
  nameOf: (item: Item) => string,
): readonly Item[] {
  const isExact = (item: Item) => nameOf(item).toLowerCase() === text.toLowerCase();
  return [...items.filter(isExact), ...items.filter((item) => !isExact(item))];
}

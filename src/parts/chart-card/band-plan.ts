import { type BandView, defaultBandView } from '../../domain/charts/band-view.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import type { ChartGroups } from '../../worker/charts/chart-protocol.ts';
import { type CardLine, memberLabel, type ShownCard } from '../charts-panel/shown-cards.ts';
import type { ShownGroup } from '../charts-panel/use-run-groups.ts';

export interface BandPlan {
  /** Undefined: there is nothing to reduce. */
  readonly view: BandView | undefined;
  /** The members of a family are one value in each run. */
  readonly isFamilyReduced: boolean;
}

export function planBand(
  { id, family, metrics }: ShownCard,
  cardBands: ChartSettings['cardBands'],
  groupBand: BandView,
  isGrouped: boolean,
): BandPlan {
  const own = Object.hasOwn(cardBands, id) ? cardBands[id] : undefined;
  const isFamily = family !== undefined && metrics.length > 1;
  if (isGrouped) {
    const isFamilyReduced = isFamily && (own?.isOn ?? family.isOnByDefault);
    return { view: own ?? groupBand, isFamilyReduced };
  }
  const view = family && (own ?? defaultBandView(family));
  return { view: view && { ...view, isOn: view.isOn && isFamily }, isFamilyReduced: isFamily };
}

/** Lines that stand for others, with those: for each its runs, and of each run its places in the list. */
export interface GroupedLines {
  readonly places: ChartGroups['runs'];
  readonly lines: readonly CardLine[];
}

/** The lines of each run as one group of one family. */
export function groupByRun(lines: readonly CardLine[]): GroupedLines {
  const places = new Map<string, number[]>();
  const firsts: CardLine[] = [];
  for (const [index, line] of lines.entries()) {
    const known = places.get(line.run.id);
    if (known) known.push(index);
    else {
      places.set(line.run.id, [index]);
      firsts.push({ ...line, member: 0, words: '', label: bandLabel(line) });
    }
  }
  return { places: [...places.values()].map((one) => [one]), lines: firsts };
}

/** Without what tells its members apart. */
function bandLabel({ run, label, words }: CardLine): string {
  return words === '' ? label : label.replace(`${run.name} · ${words}`, () => run.name);
}

/**
 * A line for each group of runs, and one for the baseline, be it in a group or in none; for each of their
 * metrics, where they are not reduced.
 */
export function groupRunLines(
  card: ShownCard,
  lines: readonly CardLine[],
  groups: readonly ShownGroup[],
  isFamilyReduced: boolean,
): GroupedLines {
  const linesOf = new Map<RunId, number[]>();
  for (const [index, { run }] of lines.entries()) {
    const known = linesOf.get(run.id);
    if (known) known.push(index);
    else linesOf.set(run.id, [index]);
  }
  const members = isFamilyReduced ? [undefined] : card.metrics.map((_, member) => member);
  const made = groups.flatMap((group) =>
    members.flatMap((member) => {
      const runs = placesOf(group.runIds, linesOf, (index) => isOf(lines[index], member));
      const first = lines[runs[0]?.[0] ?? -1];
      if (!first) return [];
      const words = member === undefined ? '' : memberLabel(card, member);
      const label = words === '' ? group.label : `${group.label} · ${words}`;
      const line = { ...first, member: member ?? 0, label, words, group, isBaseline: group.isBaseline };
      return [{ runs, line }];
    }),
  );
  const baseline = members.flatMap((member) => {
    const places = [...lines.keys()].filter(
      (index) => lines[index]?.isBaseline && isOf(lines[index], member),
    );
    const first = lines[places[0] ?? -1];
    if (!first) return [];
    const line = member === undefined ? { ...first, member: 0, words: '', label: bandLabel(first) } : first;
    return [{ runs: [places], line }];
  });
  const all: readonly { readonly runs: readonly (readonly number[])[]; readonly line: CardLine }[] = [
    ...made,
    ...baseline,
  ];
  return { places: all.map(({ runs }) => runs), lines: all.map(({ line }) => line) };
}

/** Most of thousands of runs have no line: nothing is made for them. */
function placesOf(
  runIds: readonly RunId[],
  linesOf: ReadonlyMap<RunId, readonly number[]>,
  isWanted: (index: number) => boolean,
): readonly (readonly number[])[] {
  const runs: (readonly number[])[] = [];
  for (const id of runIds) {
    const places = linesOf.get(id)?.filter(isWanted);
    if (places && places.length > 0) runs.push(places);
  }
  return runs;
}

function isOf(line: CardLine | undefined, member: number | undefined): boolean {
  return member === undefined || line?.member === member;
}

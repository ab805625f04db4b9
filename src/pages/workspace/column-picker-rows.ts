import { isUniquePerRun } from '../../domain/runs/default-columns.ts';
import type { MetricFamily } from '../../domain/statistics/families.ts';
import {
  buildKeyTree,
  filterKeyTree,
  type KeyGroup,
  type KeyLeaf,
  type KeyTree,
  listTreeRows,
  matchesSearch,
  toSearchText,
  toSearchWords,
} from '../../domain/runs/key-tree.ts';
import { PLAIN_STATISTICS, type PlainStatisticName } from '../../domain/statistics/metric-statistic.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import type { ParametrisedName } from './statistic-input.tsx';

export const SECTIONS = ['metrics', 'params', 'unique', 'attributes', 'tags'] as const;
export type SectionId = (typeof SECTIONS)[number];
type KeySection = Exclude<SectionId, 'attributes'>;

/** The keys of the picker as trees, made once for each catalogue. */
export type PickerTrees = Readonly<Record<KeySection, KeyTree<KeyInfo>>>;

/** A line of the picker. `depth`: how far it is set in. */
export type PickerRow =
  | {
      readonly kind: 'section';
      readonly id: SectionId;
      readonly count: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'group';
      readonly foldId: string;
      readonly label: string;
      /** How many columns `columnsOf` gives. */
      readonly count: number;
      readonly columnsOf: () => readonly RunColumn[];
      readonly depth: number;
      readonly isOpen: boolean;
    }
  | {
      readonly kind: 'column';
      readonly column: RunColumn;
      /** Undefined: the column has words of its own. */
      readonly label: string | undefined;
      readonly info: KeyInfo | undefined;
      readonly depth: number;
      /** Of a metric: whether its statistics stand below. */
      readonly isOpen: boolean | undefined;
    }
  | {
      readonly kind: 'statistic';
      readonly key: string;
      readonly name: PlainStatisticName | ParametrisedName;
      readonly depth: number;
    }
  /** Whether the metric is drawn small in each row. */
  | { readonly kind: 'spark'; readonly key: string; readonly depth: number }
  /** Keys with one value everywhere that are left out. */
  | { readonly kind: 'folded'; readonly count: number };

export interface PickerView {
  readonly search: string;
  readonly isVaryingOnly: boolean;
  /** Sections, groups and metrics that were opened or folded by hand: the other way than they begin. */
  readonly turned: ReadonlySet<string>;
  readonly attributes: readonly { readonly column: RunColumn; readonly words: string }[];
  /** Families among the metrics. */
  readonly families?: readonly MetricFamily[] | undefined;
}

const KIND_OF: Readonly<Record<KeySection, 'metric' | 'param' | 'tag'>> = {
  metrics: 'metric',
  params: 'param',
  unique: 'param',
  tags: 'tag',
};
/** Sections with more keys begin with their groups folded; what a search finds is looked at more closely. */
const MANY_KEYS = 40;
const MANY_FOUND = 200;
const STATISTICS: readonly (PlainStatisticName | ParametrisedName)[] = [
  ...PLAIN_STATISTICS,
  'mean',
  'at',
  'at_best',
];

export function buildPickerTrees(catalogue: KeyCatalogue | undefined): PickerTrees {
  const params = catalogue?.params ?? [];
  return {
    metrics: buildKeyTree(catalogue?.metrics ?? []),
    params: buildKeyTree(params.filter((param) => !isUniquePerRun(param))),
    unique: buildKeyTree(params.filter(isUniquePerRun)),
    tags: buildKeyTree(catalogue?.tags ?? []),
  };
}

/** The lines from top to bottom. A search opens the sections, and the groups unless it finds many keys. */
export function listPickerRows(trees: PickerTrees, view: PickerView): readonly PickerRow[] {
  const words = toSearchWords(view.search);
  let folded = 0;
  const rows = SECTIONS.flatMap((id): readonly PickerRow[] => {
    if (id === 'attributes') return attributeRows(view, words);
    const found =
      words.length === 0
        ? trees[id]
        : filterKeyTree(trees[id], ({ searched }) => matchesSearch(searched, words));
    const shown = view.isVaryingOnly ? filterKeyTree(found, ({ info }) => info.isVarying) : found;
    folded += found.keys.length - shown.keys.length;
    const keys = keyRows(id, shown, view, words.length > 0);
    return id === 'metrics' ? withFamilies(keys, trees.metrics, view, words) : keys;
  });
  return folded === 0 ? rows : [...rows, { kind: 'folded', count: folded }];
}

function keyRows(
  id: KeySection,
  tree: KeyTree<KeyInfo>,
  view: PickerView,
  isSearch: boolean,
): readonly PickerRow[] {
  if (tree.keys.length === 0) return [];
  const isOpen = isSearch || isTurned(view, id) !== opensFirst(id);
  const section: PickerRow = { kind: 'section', id, count: tree.keys.length, isOpen };
  if (!isOpen) return [section];
  const begin = tree.keys.length <= (isSearch ? MANY_FOUND : MANY_KEYS);
  const lines = listTreeRows(tree, (group) => isTurned(view, foldIdOf(id, group)) !== begin);
  return [
    section,
    ...lines.flatMap((line): readonly PickerRow[] =>
      line.kind === 'group'
        ? [groupRow(id, line.group, line.depth, line.isOpen)]
        : leafRows(id, line.leaf, line.depth, view),
    ),
  ];
}

/** Under the heading of the metrics: those whose mean means something, others where somebody looks for them. */
function withFamilies(
  [section, ...keys]: readonly PickerRow[],
  tree: KeyTree<KeyInfo>,
  { families = [] }: PickerView,
  words: readonly string[],
): readonly PickerRow[] {
  const found = families.filter(({ template, isOnByDefault }) =>
    words.length === 0 ? isOnByDefault : matchesSearch(toSearchText(template), words),
  );
  const isFolded = section?.kind === 'section' && !section.isOpen;
  if (found.length === 0 || isFolded || tree.keys.length === 0) return section ? [section, ...keys] : [];
  return [
    section ?? { kind: 'section', id: 'metrics', count: found.length, isOpen: true },
    ...found.map(
      ({ template }): PickerRow => ({
        kind: 'column',
        column: { kind: 'family', key: template, part: 'mean' },
        label: undefined,
        info: undefined,
        depth: 0,
        isOpen: undefined,
      }),
    ),
    ...keys,
  ];
}

function groupRow(id: KeySection, group: KeyGroup<KeyInfo>, depth: number, isOpen: boolean): PickerRow {
  const kind = KIND_OF[id];
  return {
    kind: 'group',
    foldId: foldIdOf(id, group),
    label: group.label,
    count: group.keys.length,
    columnsOf: () => group.keys.map(({ info }) => ({ kind, key: info.key })),
    depth,
    isOpen,
  };
}

function leafRows(
  id: KeySection,
  { info, label }: KeyLeaf<KeyInfo>,
  depth: number,
  view: PickerView,
): readonly PickerRow[] {
  const { key } = info;
  const isOpen = id === 'metrics' ? isTurned(view, statisticsFoldId(key)) : undefined;
  const column: PickerRow = {
    kind: 'column',
    column: { kind: KIND_OF[id], key },
    label,
    info,
    depth,
    isOpen,
  };
  if (!isOpen) return [column];
  const below = depth + 1;
  return [
    column,
    { kind: 'spark', key, depth: below },
    ...STATISTICS.map((name): PickerRow => ({ kind: 'statistic', key, name, depth: below })),
  ];
}

function attributeRows(view: PickerView, words: readonly string[]): readonly PickerRow[] {
  const found = view.attributes.filter((attribute) =>
    matchesSearch(toSearchText(`${attribute.words} ${attribute.column.key}`), words),
  );
  if (found.length === 0) return [];
  const isOpen = words.length > 0 || isTurned(view, 'attributes') !== opensFirst('attributes');
  const section: PickerRow = { kind: 'section', id: 'attributes', count: found.length, isOpen };
  if (!isOpen) return [section];
  return [
    section,
    ...found.map(
      ({ column }): PickerRow => ({
        kind: 'column',
        column,
        label: undefined,
        info: undefined,
        depth: 0,
        isOpen: undefined,
      }),
    ),
  ];
}

/** Ids of runs and MLflow's own tags are looked for, not looked through. */
function opensFirst(id: SectionId): boolean {
  return id !== 'unique' && id !== 'tags';
}

function isTurned(view: PickerView, foldId: string): boolean {
  return view.turned.has(foldId);
}

function foldIdOf(id: KeySection, group: KeyGroup<KeyInfo>): string {
  return `${id} ${group.path}`;
}

export function statisticsFoldId(key: string): string {
  return `statistics ${key}`;
}

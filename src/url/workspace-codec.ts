import { isCardId } from '../domain/charts/chart-cards.ts';
import { type Baseline, formatBaseline, parseBaseline } from '../domain/runs/baseline.ts';
import type { ExperimentId } from '../domain/runs/experiment.ts';
import { formatRunColumn, parseRunColumn, type RunSort } from '../domain/runs/run-sort.ts';
import { DEFAULT_WORKSPACE, type Workspace, WORKSPACE_TABS } from '../domain/workspace.ts';
import { formatCompareSet, parseCompareSet } from './compare-set-text.ts';
import { FACT_NAMES, formatFacts, type LinkFacts, NO_FACTS, parseFacts } from './link-facts.ts';
import { packId, unpackId } from './id-text.ts';
import { decodePacked, encodePacked, type PackedFields, packRest, unpackRest } from './packed-rest.ts';
import { formatViewRef, parseViewRef } from './view-ref.ts';
import {
  enumField,
  formatList,
  formatSearch,
  parseList,
  parseSearch,
  type SearchEntry,
  type SearchField,
  textField,
} from './search-field.ts';
import { CURRENT_VERSION, upgradeEntries } from './workspace-upgraders.ts';

type FieldName = 'view' | 'e' | 'q' | 'sort' | 'tab' | 'set' | 'find' | 'card' | 'path' | 'base';
type FieldKey =
  | 'view'
  | 'experimentIds'
  | 'filter'
  | 'sort'
  | 'tab'
  | 'set'
  | 'find'
  | 'card'
  | 'path'
  | 'baseline';

interface BoundField {
  readonly name: FieldName;
  readonly parse: (text: string) => Partial<Workspace> | undefined;
  /** Undefined: equal to the default, left out. */
  readonly format: (workspace: Workspace) => string | undefined;
}

/** In the order in which they are written. */
const FIELDS: readonly BoundField[] = [
  bind('e', 'experimentIds', {
    defaultValue: DEFAULT_WORKSPACE.experimentIds,
    parse: (text) => (text === 'all' ? 'all' : ([...new Set(parseList(text))] as ExperimentId[])),
    format: (ids) => (ids === 'all' ? 'all' : formatExperimentIds(ids)),
  }),
  bind('view', 'view', { defaultValue: DEFAULT_WORKSPACE.view, parse: parseViewRef, format: formatViewRef }),
  bind('q', 'filter', textField()),
  bind('sort', 'sort', { defaultValue: DEFAULT_WORKSPACE.sort, parse: parseSort, format: formatSort }),
  bind('tab', 'tab', enumField(WORKSPACE_TABS, DEFAULT_WORKSPACE.tab)),
  bind('set', 'set', {
    defaultValue: DEFAULT_WORKSPACE.set,
    parse: parseCompareSet,
    format: formatCompareSet,
  }),
  bind('find', 'find', textField()),
  bind('card', 'card', {
    defaultValue: DEFAULT_WORKSPACE.card,
    parse: (text) => (isCardId(text) ? text : undefined),
    format: (id) => id ?? '',
  }),
  bind('path', 'path', textField()),
  bind('base', 'baseline', {
    defaultValue: DEFAULT_WORKSPACE.baseline,
    parse: parseBaselineText,
    format: formatBaselineText,
  }),
];

const KNOWN_NAMES = new Set<string>([...FIELDS.map(({ name }) => name), 'v', 'w', ...FACT_NAMES]);

/** What a link says that this version does not understand; written back unchanged. */
export interface UnknownParams {
  readonly entries: readonly SearchEntry[];
  readonly packed: PackedFields;
}

export const NO_UNKNOWN_PARAMS: UnknownParams = { entries: [], packed: {} };

/** A parameter whose value means nothing (`w.columns`: a part of the packed ones); it has its default. */
export interface ParamProblem {
  readonly param: string;
  /** Its text in the link; for a part of `w`, none. */
  readonly text: string | undefined;
}

export interface ParsedWorkspace {
  readonly workspace: Workspace;
  /** What it says of the data that it was made for. */
  readonly facts: LinkFacts;
  readonly unknown: UnknownParams;
  readonly problems: readonly ParamProblem[];
}

/** Never fails: each field is read alone, and one bad value drops no other. Of a repeated name the first counts. */
export function parseWorkspace(search: string): ParsedWorkspace {
  const { entries, problem } = upgradeEntries(parseSearch(search));
  const values = new Map(entries.toReversed());
  const problems: ParamProblem[] = problem === undefined ? [] : [{ param: 'v', text: problem }];
  let workspace = DEFAULT_WORKSPACE;
  for (const { name, parse } of FIELDS) {
    const text = values.get(name);
    if (text === undefined) continue;
    const change = parse(text);
    if (change) workspace = { ...workspace, ...change };
    else problems.push({ param: name, text });
  }
  const rest = parseRest(values.get('w'));
  const { facts, problems: badFacts } = parseFacts(values);
  problems.push(...badFacts.map((param) => ({ param, text: values.get(param) })));
  return {
    workspace: { ...workspace, ...rest.part },
    facts,
    unknown: {
      // A newer version stays in the link: what this one leaves alone keeps its meaning.
      entries: entries.filter(([name]) => !KNOWN_NAMES.has(name) || (name === 'v' && problem !== undefined)),
      packed: rest.unknown,
    },
    problems: [...problems, ...rest.problems],
  };
}

/** `?e=1,2&sort=…`, with what differs from the default; an empty text for the default itself. */
export function formatWorkspace(
  workspace: Workspace,
  unknown: UnknownParams = NO_UNKNOWN_PARAMS,
  facts: LinkFacts = NO_FACTS,
): string {
  const packed = encodePacked(packRest(workspace, unknown.packed));
  const entries: (readonly [string, string | undefined])[] = [
    ...FIELDS.map(({ name, format }) => [name, format(workspace)] as const),
    ['v', CURRENT_VERSION === 1 ? undefined : String(CURRENT_VERSION)],
    ['w', packed === '' ? undefined : packed],
    ...formatFacts(facts),
    ...unknown.entries,
  ];
  return formatSearch(entries.filter((entry): entry is SearchEntry => entry[1] !== undefined));
}

function parseRest(text: string | undefined) {
  const packed = text === undefined || text === '' ? {} : decodePacked(text);
  const { part, unknown, problems } = unpackRest(packed ?? {});
  const parts = problems.map((name): ParamProblem => ({ param: `w.${name}`, text: undefined }));
  return { part, unknown, problems: packed ? parts : [{ param: 'w', text }] };
}

function bind<Key extends FieldKey>(
  name: FieldName,
  key: Key,
  field: SearchField<Workspace[Key]>,
): BoundField {
  const defaultText = field.format(field.defaultValue);
  return {
    name,
    parse: (text) => {
      const value = field.parse(text);
      return value === undefined ? undefined : { [key]: value };
    },
    format: (workspace) => {
      const text = field.format(workspace[key]);
      return text === defaultText ? undefined : text;
    },
  };
}

function formatExperimentIds(ids: readonly ExperimentId[]): string {
  const text = formatList(ids);
  return text === 'all' ? '%61ll' : text;
}

/** `metrics.val/loss`, descending with a leading minus. */
function formatSort({ column, isDescending }: RunSort): string {
  return `${isDescending ? '-' : ''}${formatRunColumn(column)}`;
}

function parseSort(text: string): RunSort | undefined {
  const isDescending = text.startsWith('-');
  const column = parseRunColumn(isDescending ? text.slice(1) : text);
  return column && { column, isDescending };
}

function formatBaselineText(baseline: Baseline | undefined): string {
  if (!baseline) return '';
  return baseline.kind === 'run' ? packId(baseline.id) : formatBaseline(baseline);
}

function parseBaselineText(text: string): Baseline | undefined {
  return parseBaseline(unpackId(text));
}

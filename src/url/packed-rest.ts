import { type BandView, formatBandView, parseBandView } from '../domain/charts/band-view.ts';
import type { ChartLayout } from '../domain/charts/chart-layout.ts';
import { packLayout, unpackLayout } from '../domain/charts/chart-layout-text.ts';
import {
  AXIS_KINDS,
  CARD_COLUMNS,
  DEFAULT_WORKSPACE,
  type ChartSettings,
  SHADINGS,
  type Workspace,
} from '../domain/workspace.ts';
import {
  formatAxis,
  formatClipping,
  formatSmoothing,
  packCards,
  packRange,
  packReferences,
  readAxis,
  readCards,
  readClipping,
  readLevel,
  readManualRange,
  readMeasure,
  readReferences,
  readSmoothing,
  readWindow,
} from './packed-recipe.ts';
import { packId, unpackId } from './id-text.ts';
import { squeezeText, unsqueezeText } from './packed-text.ts';
import { TABLE_DELTAS, type TableDelta } from '../domain/statistics/table-delta.ts';
import { packFilesView, readFilesView } from '../domain/artifacts/compare/files-view.ts';
import { packDiffView, readDiffView } from '../domain/comparison/diff-view.ts';
import { packParallelView, readParallelView } from '../domain/comparison/parallel/parallel-view.ts';
import { packHeatmapView, readHeatmapView } from '../domain/comparison/heatmap-view.ts';
import { packBarsView, readBarsView } from '../domain/comparison/bars/bars-view.ts';
import { packScatterView, readScatterView } from '../domain/comparison/scatter/scatter-view.ts';
import { packTree, readTree } from '../domain/runs/tree-view.ts';
import type { Lifecycle } from '../domain/runs/experiment.ts';
import { isJoinColumn } from '../domain/runs/join-column.ts';
import type { RunId } from '../domain/runs/run.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../domain/runs/run-sort.ts';

/** The `w` parameter: JSON, holding only what differs from the default, by these names. */
export type PackedFields = Readonly<Record<string, unknown>>;

/** The part of the workspace that travels in `w`. */
export type PackedPart = Pick<Workspace, PackedKey>;
type PackedKey =
  | 'lifecycle'
  | 'tableDelta'
  | 'addedRuns'
  | 'columns'
  | 'columnWidths'
  | 'pinnedColumns'
  | 'directions'
  | 'shading'
  | 'columnShadings'
  | 'sparkline'
  | 'sameKeys'
  | 'isKeptSorted'
  | 'isMattersShown'
  | 'tree'
  | 'openGroups'
  | 'judgedBy'
  | 'diff'
  | 'parallel'
  | 'heatmap'
  | 'scatter'
  | 'bars'
  | 'filesOf'
  | 'files'
  | 'chart';

interface PackedField {
  readonly name: string;
  /** Undefined: equal to the default, left out. */
  readonly pack: (part: PackedPart) => unknown;
  /** Undefined: not understood. */
  readonly unpack: (json: unknown, part: PackedPart) => PackedPart | undefined;
}

const FIELDS: readonly PackedField[] = [
  {
    name: 'columns',
    pack: ({ columns }) => columns?.map(formatRunColumn),
    unpack: (json, part) => {
      const columns = readTexts(json)?.map(parseRunColumn);
      return columns?.every((column): column is RunColumn => column !== undefined)
        ? { ...part, columns }
        : undefined;
    },
  },
  {
    name: 'widths',
    pack: ({ columnWidths }) => (Object.keys(columnWidths).length === 0 ? undefined : columnWidths),
    unpack: (json, part) => {
      const columnWidths = readWidths(json);
      return columnWidths && { ...part, columnWidths };
    },
  },
  plainField('list', 'lifecycle', (lifecycle) => lifecycle, readLifecycle),
  plainField('pinned', 'pinnedColumns', (texts) => texts, readTexts),
  plainField('better', 'directions', (directions) => directions, readDirections),
  plainField('delta', 'tableDelta', (delta) => delta, readTableDelta),
  plainField('added', 'addedRuns', (ids) => ids, readRunIds),
  plainField('shading', 'shading', (shading) => shading, readShading),
  plainField('shades', 'columnShadings', (shadings) => shadings, readShadings),
  plainField('spark', 'sparkline', (key) => key, readText),
  plainField('same', 'sameKeys', (groups) => groups, readGroups),
  plainField('tree', 'tree', (tree) => tree && packTree(tree), readTree),
  plainField('keep', 'isKeptSorted', (isKept) => isKept, readTrue),
  plainField('opengroups', 'openGroups', (ids) => ids, readTexts),
  plainField('judge', 'judgedBy', (text) => text, readText),
  plainField('matters', 'isMattersShown', (isShown) => isShown, readTrue),
  plainField('diff', 'diff', packDiffView, readDiffView),
  plainField('parallel', 'parallel', packParallelView, readParallelView),
  plainField('heatmap', 'heatmap', packHeatmapView, readHeatmapView),
  plainField('scatter', 'scatter', packScatterView, readScatterView),
  plainField('bars', 'bars', packBarsView, readBarsView),
  plainField('files', 'files', packFilesView, readFilesView),
  plainField('filesof', 'filesOf', (id) => id, readRunId),
  chartField('x', 'xKind', (kind) => kind, readAxisKind),
  chartField('y', 'yKind', (kind) => kind, readAxisKind),
  chartField('axis', 'axis', formatAxis, readAxis),
  chartField('smooth', 'smoothing', (rule) => rule && formatSmoothing(rule), readSmoothing),
  chartField('zoom', 'xWindow', (range) => range && [range.min, range.max], readWindow),
  chartField('zoomsystem', 'systemWindow', (range) => range && [range.min, range.max], readWindow),
  chartField('xrange', 'xRange', packRange, readManualRange),
  chartField('yrange', 'yRange', packRange, readManualRange),
  chartField('asof', 'asOfMs', (timeMs) => timeMs, readTime),
  chartField('clip', 'clipping', (rule) => rule && formatClipping(rule), readClipping),
  chartField('measure', 'yMeasure', (measure) => measure, readMeasure),
  chartField('level', 'baselineLevel', (level) => level, readLevel),
  chartField('refs', 'references', packReferences, readReferences),
  chartField('sharey', 'isYShared', (isShared) => isShared, readTrue),
  chartField('axes', 'cards', packCards, readCards),
  chartField('pin', 'pinned', packPinned, readPinned),
  chartField('legend', 'legend', (legend) => legend || undefined, readText),
  chartField('fields', 'tooltipFields', (texts) => texts, readTexts),
  chartField('join', 'joinBy', (text) => text, readJoinColumn),
  chartField('cards', 'cardColumns', (count) => count, readCardColumns),
  chartField('layout', 'layout', packLayout, readLayout),
  chartField('bands', 'cardBands', packBandViews, readBandViews),
  chartField('group', 'groupBy', (texts) => texts, readTexts),
  chartField('groupbut', 'groupAllBut', (texts) => texts, readTexts),
  chartField('groupband', 'groupBand', formatBandView, readBandView),
  chartField('folded', 'collapsedSections', (prefixes) => prefixes, readTexts),
];

const KNOWN_NAMES = new Set(FIELDS.map(({ name }) => name));

/** The fields that differ from the default, with those that a newer Runlens put there. */
export function packRest(part: PackedPart, unknown: PackedFields): PackedFields {
  const known = FIELDS.map(({ name, pack }) => [name, pack(part)] as const);
  return Object.fromEntries([...known, ...Object.entries(unknown)].filter(([, json]) => json !== undefined));
}

export interface UnpackedRest {
  readonly part: PackedPart;
  /** Fields of names that this version does not know. */
  readonly unknown: PackedFields;
  /** Names of the fields that were not understood and have their default. */
  readonly problems: readonly string[];
}

/** Each field is read alone. */
export function unpackRest(packed: PackedFields): UnpackedRest {
  let part: PackedPart = DEFAULT_WORKSPACE;
  const problems: string[] = [];
  for (const { name, unpack } of FIELDS) {
    if (!Object.hasOwn(packed, name)) continue;
    const next = unpack(packed[name], part);
    if (next) part = next;
    else problems.push(name);
  }
  const unknown = Object.fromEntries(Object.entries(packed).filter(([name]) => !KNOWN_NAMES.has(name)));
  return { part: pickPacked(part), unknown, problems };
}

function pickPacked(part: PackedPart): PackedPart {
  const { lifecycle, columns, columnWidths, pinnedColumns, directions, sparkline, sameKeys, chart } = part;
  const { shading, columnShadings, isKeptSorted, tree, tableDelta, addedRuns, openGroups, judgedBy } = part;
  const { isMattersShown, diff, parallel, heatmap, scatter, bars, filesOf, files } = part;
  return {
    lifecycle,
    columns,
    columnWidths,
    pinnedColumns,
    directions,
    tableDelta,
    addedRuns,
    shading,
    columnShadings,
    sparkline,
    sameKeys,
    isKeptSorted,
    isMattersShown,
    tree,
    openGroups,
    judgedBy,
    diff,
    parallel,
    heatmap,
    scatter,
    bars,
    filesOf,
    files,
    chart,
  };
}

/** Before what `squeezeText` made; base64 of an object begins with an `e`. */
const SQUEEZED = 'z';

/** Empty text for no fields. */
export function encodePacked(packed: PackedFields): string {
  if (Object.keys(packed).length === 0) return '';
  const json = JSON.stringify(packed, (_, value: unknown) =>
    typeof value === 'string' ? packId(value) : value,
  );
  return `${SQUEEZED}${squeezeText(json)}`;
}

/** Undefined for what is no packed object. Takes plain base64url of JSON too: what links held once. */
export function decodePacked(text: string): PackedFields | undefined {
  try {
    const json = text.startsWith(SQUEEZED)
      ? readSqueezed(text.slice(SQUEEZED.length))
      : (JSON.parse(fromBase64(text)) as unknown);
    return isRecord(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function readSqueezed(text: string): unknown {
  return JSON.parse(unsqueezeText(text) ?? '', (_, value: unknown) =>
    typeof value === 'string' ? unpackId(value) : value,
  );
}

function fromBase64(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
  return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
}

function plainField<Key extends Exclude<PackedKey, 'chart'>>(
  name: string,
  key: Key,
  pack: (value: PackedPart[Key]) => unknown,
  unpack: (json: unknown) => PackedPart[Key] | undefined,
): PackedField {
  const defaultText = JSON.stringify(pack(DEFAULT_WORKSPACE[key]));
  return {
    name,
    pack: (part) => {
      const json = pack(part[key]);
      return JSON.stringify(json) === defaultText ? undefined : json;
    },
    unpack: (json, part) => {
      const value = unpack(json);
      return value === undefined ? undefined : { ...part, [key]: value };
    },
  };
}

function chartField<Key extends keyof ChartSettings>(
  name: string,
  key: Key,
  pack: (value: ChartSettings[Key]) => unknown,
  unpack: (json: unknown) => ChartSettings[Key] | undefined,
): PackedField {
  const defaultText = JSON.stringify(pack(DEFAULT_WORKSPACE.chart[key]));
  return {
    name,
    pack: ({ chart }) => {
      const json = pack(chart[key]);
      return JSON.stringify(json) === defaultText ? undefined : json;
    },
    unpack: (json, part) => {
      const value = unpack(json);
      return value === undefined ? undefined : { ...part, chart: { ...part.chart, [key]: value } };
    },
  };
}

/** What of it is not understood is left out; undefined where that is all. */
function readLayout(json: unknown): ChartLayout | undefined {
  return isRecord(json) ? unpackLayout(json).layout : undefined;
}

function readLifecycle(json: unknown): Lifecycle | undefined {
  return json === 'deleted' ? json : undefined;
}

function readTableDelta(json: unknown): TableDelta | undefined {
  return TABLE_DELTAS.find((delta) => delta === json);
}

function readRunId(json: unknown): RunId | undefined {
  return readText(json) as RunId | undefined;
}

function readRunIds(json: unknown): readonly RunId[] | undefined {
  const texts = readTexts(json);
  return texts?.every((text) => text !== '') ? (texts as readonly RunId[]) : undefined;
}

function readShading(json: unknown) {
  return SHADINGS.find((shading) => shading === json);
}

function readShadings(json: unknown): PackedPart['columnShadings'] | undefined {
  if (!isRecord(json)) return undefined;
  const entries = Object.entries(json);
  return entries.every(isShading) ? Object.fromEntries(entries) : undefined;
}

function isShading(entry: [string, unknown]): entry is [string, PackedPart['shading']] {
  return readShading(entry[1]) !== undefined;
}

function packBandViews(views: ChartSettings['cardBands']) {
  return Object.fromEntries(Object.entries(views).map(([id, view]) => [id, formatBandView(view)]));
}

function readBandViews(json: unknown): ChartSettings['cardBands'] | undefined {
  if (!isRecord(json)) return undefined;
  const entries = Object.entries(json).map(([id, text]) => [id, readBandView(text)] as const);
  return entries.every(isViewOfCard) ? Object.fromEntries(entries) : undefined;
}

function readBandView(json: unknown): BandView | undefined {
  return typeof json === 'string' ? parseBandView(json) : undefined;
}

function isViewOfCard(entry: readonly [string, BandView | undefined]): entry is readonly [string, BandView] {
  return entry[1] !== undefined;
}

function readText(json: unknown): string | undefined {
  return typeof json === 'string' && json !== '' ? json : undefined;
}

function readJoinColumn(json: unknown): string | undefined {
  return typeof json === 'string' && isJoinColumn(json) ? json : undefined;
}

function readDirections(json: unknown): PackedPart['directions'] | undefined {
  if (!isRecord(json)) return undefined;
  const entries = Object.entries(json);
  return entries.every(isDirection) ? Object.fromEntries(entries) : undefined;
}

function isDirection(entry: [string, unknown]): entry is [string, 'lower' | 'higher'] {
  return entry[1] === 'lower' || entry[1] === 'higher';
}

/** One key alone is the same as nothing. */
function readGroups(json: unknown): PackedPart['sameKeys'] | undefined {
  if (!Array.isArray(json)) return undefined;
  const groups = (json as readonly unknown[]).map(readTexts);
  return groups.every((group): group is readonly string[] => group !== undefined && group.length > 1)
    ? groups
    : undefined;
}

/** Only what differs from the default travels. */
function readTrue(json: unknown): true | undefined {
  return json === true ? true : undefined;
}

function readAxisKind(json: unknown) {
  return AXIS_KINDS.find((kind) => kind === json);
}

function readCardColumns(json: unknown) {
  return CARD_COLUMNS.find((count) => count === json);
}

function packPinned(pinned: ChartSettings['pinned']): unknown {
  return pinned && [pinned.x, pinned.axis, ...(pinned.run === undefined ? [] : [pinned.run])];
}

function readPinned(json: unknown): ChartSettings['pinned'] {
  if (!Array.isArray(json) || json.length < 2 || json.length > 3) return undefined;
  const [x, axis, run] = json as readonly unknown[];
  if (!isFiniteNumber(x) || typeof axis !== 'string') return undefined;
  if (run === undefined) return { axis, x };
  return typeof run === 'string' ? { axis, x, run: run as RunId } : undefined;
}

function readTexts(json: unknown): readonly string[] | undefined {
  if (!Array.isArray(json)) return undefined;
  const items: readonly unknown[] = json;
  return items.every((item) => typeof item === 'string') ? items : undefined;
}

function readWidths(json: unknown): Readonly<Record<string, number>> | undefined {
  if (!isRecord(json)) return undefined;
  const entries = Object.entries(json);
  return entries.every(isWidth) ? Object.fromEntries(entries) : undefined;
}

function isWidth(entry: [string, unknown]): entry is [string, number] {
  return isFiniteNumber(entry[1]) && entry[1] > 0;
}

function readTime(json: unknown): number | undefined {
  return Number.isSafeInteger(json) ? Number(json) : undefined;
}

function isFiniteNumber(json: unknown): json is number {
  return typeof json === 'number' && Number.isFinite(json);
}

function isRecord(json: unknown): json is Readonly<Record<string, unknown>> {
  return typeof json === 'object' && json !== null && !Array.isArray(json);
}

import { useCallback, useMemo, useState } from 'react';
import {
  aliasesOf,
  type RegisteredModel,
  type RegisteredVersion,
} from '../../domain/registry/registered-model.ts';
import { compileVersionFilter, type VersionFilter } from '../../domain/registry/version-filter.ts';
import { sortVersions, type VersionRow } from '../../domain/registry/version-rows.ts';
import { withRun } from '../../domain/registry/version-source.ts';
import { keyMetrics } from '../../domain/runs/default-columns.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { usePatternEngine } from '../../parts/charts-panel/use-pattern-engine.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { useVersionRuns, type VersionRuns } from '../../queries/use-version-runs.ts';
import { useSearchText } from '../../state/use-search-text.ts';
import type { VersionRun } from '../../worker/registry/registry-protocol.ts';
import { useSortText } from './use-sort-text.ts';

/** Runs are read for so many rows at once, those on screen among them. */
const ROWS_PER_PAGE = 100;
const MAX_KEY_METRICS = 3;
const NEWEST = { columnId: 'version', isDescending: true };

export interface ShownVersion extends VersionRow {
  readonly run: VersionRun | undefined;
}

export interface VersionTable {
  readonly rows: readonly ShownVersion[];
  /** By its number, those that the filter leaves out, too. */
  readonly rowOf: (version: string) => ShownVersion | undefined;
  readonly all: readonly ShownVersion[];
  readonly runs: VersionRuns;
  readonly filterText: string;
  readonly setFilter: (text: string) => void;
  readonly filter: VersionFilter;
  readonly sort: { readonly columnId: string; readonly isDescending: boolean };
  readonly onSort: (columnId: string) => void;
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly setColumns: (columns: {
    readonly metrics: readonly string[];
    readonly params: readonly string[];
  }) => void;
  readonly onVisible: (start: number, end: number) => void;
  /** Their runs are wanted wherever the rows are. */
  readonly onPreview: (versions: readonly string[]) => void;
}

/** The versions of a model with what their runs logged, filtered and sorted; what of it is chosen is in the address. */
export function useVersionTable(
  model: RegisteredModel,
  listed: readonly RegisteredVersion[],
  more: {
    /** A metric that is needed of every version. */
    readonly plotted: string | undefined;
    readonly ticked: ReadonlySet<string>;
  },
): VersionTable {
  const versions = useMemo(() => listed.map(withRun), [listed]);
  const [filterText, setFilter] = useSearchText('q');
  const [sort, onSort] = useSortText(NEWEST);
  const [columnsText, setColumnsText] = useSearchText('cols');
  const [page, setPage] = useState({ start: 0, end: ROWS_PER_PAGE });
  const [previewed, setPreviewed] = useState(NO_KEYS);
  const filter = useVersionFilter(filterText);
  const chosen = useMemo(() => parseColumns(columnsText), [columnsText]);
  const [known, setKnown] = useState<readonly string[]>([]);
  const metrics = useMemo(() => chosen?.metrics ?? keyMetrics(known, MAX_KEY_METRICS), [chosen, known]);
  const params = chosen?.params ?? NO_KEYS;
  const needsAll =
    filter.metrics.length + filter.params.length > 0 ||
    more.plotted !== undefined ||
    /^(metrics|params)\./.test(sort.columnId);
  const sorted = sort.columnId.replace(/^(metrics|params)\./, '');
  const asked = useMemo(
    () => ({
      metrics: unique([
        ...metrics,
        ...filter.metrics,
        ...(more.plotted === undefined ? [] : [more.plotted]),
        ...(sort.columnId.startsWith('metrics.') ? [sorted] : []),
      ]),
      params: unique([...params, ...filter.params, ...(sort.columnId.startsWith('params.') ? [sorted] : [])]),
    }),
    [metrics, params, filter, more.plotted, sort, sorted],
  );
  const order = useCallback(
    (rows: readonly ShownVersion[]) => sortVersions(filter.select(rows), sort),
    [filter, sort],
  );
  // Without a word about runs the order is known before these are.
  const early = useMemo(
    () => (needsAll ? [] : order(new RowShelf().rowsOf(model, versions, undefined))),
    [needsAll, order, model, versions],
  );
  const ids = useMemo(
    () =>
      needsAll
        ? versions.flatMap(({ runId }) => runId ?? [])
        : wantedIds(model, versions, early.slice(page.start, page.end), [...more.ticked, ...previewed]),
    [needsAll, versions, model, early, page, more.ticked, previewed],
  );
  const runs = useVersionRuns(useConnection(), ids, asked.metrics, asked.params);
  if (runs.metricKeys.length > known.length) setKnown(runs.metricKeys);
  const [shelf] = useState(() => new RowShelf());
  const all = useMemo(() => shelf.rowsOf(model, versions, runs), [shelf, model, versions, runs]);
  const rows = useMemo(() => order(all), [order, all]);
  const byVersion = useMemo(() => new Map(all.map((row) => [row.version.version, row])), [all]);
  const onVisible = useCallback((start: number, end: number) => {
    const first = Math.floor(start / ROWS_PER_PAGE) * ROWS_PER_PAGE;
    // An empty table, whose rows have not come yet, shows none of them.
    const last = Math.max(first + ROWS_PER_PAGE, Math.ceil(end / ROWS_PER_PAGE) * ROWS_PER_PAGE);
    setPage((before) =>
      before.start === first && before.end === last ? before : { start: first, end: last },
    );
  }, []);
  return {
    rows,
    all,
    rowOf: (version) => byVersion.get(version),
    runs,
    filterText,
    setFilter,
    filter,
    sort,
    onSort,
    metrics,
    params,
    setColumns: (columns) => setColumnsText(formatColumns(columns)),
    onVisible,
    onPreview: setPreviewed,
  };
}

function useVersionFilter(text: string): VersionFilter {
  const [mayHavePatterns, setMayHavePatterns] = useState(false);
  const { engine } = usePatternEngine(mayHavePatterns);
  const [openedMs] = useState(() => Date.now());
  const filter = useMemo(
    () => compileVersionFilter(text, { nowMs: openedMs, regex: engine }),
    [text, openedMs, engine],
  );
  if (filter.hasPatterns && !mayHavePatterns) setMayHavePatterns(true);
  return filter;
}

const NO_KEYS: readonly string[] = [];

/** Makes rows, and the same ones again where nothing of them changed: a row that is another is drawn anew. */
class RowShelf {
  private kept = new Map<string, ShownVersion>();
  private columns = '';

  rowsOf(
    model: RegisteredModel,
    versions: readonly RegisteredVersion[],
    runs: VersionRuns | undefined,
  ): readonly ShownVersion[] {
    const columns = JSON.stringify([runs?.metrics, runs?.params]);
    const before = columns === this.columns ? this.kept : new Map<string, ShownVersion>();
    const metricAt = new Map(runs?.metrics.map((key, index) => [key, index]));
    const paramAt = new Map(runs?.params.map((key, index) => [key, index]));
    const rows = versions.map((version) => {
      const run = version.runId === undefined ? undefined : runs?.runs.get(version.runId);
      const aliases = aliasesOf(model, version.version);
      const known = before.get(version.version);
      if (known?.version === version && known.run === run && known.aliases.join() === aliases.join())
        return known;
      return {
        version,
        aliases,
        run,
        metric: (key: string) => run?.metrics[metricAt.get(key) ?? -1],
        param: (key: string) => run?.params[paramAt.get(key) ?? -1],
      };
    });
    this.kept = new Map(rows.map((row) => [row.version.version, row]));
    this.columns = columns;
    return rows;
  }
}

function wantedIds(
  model: RegisteredModel,
  versions: readonly RegisteredVersion[],
  shown: readonly ShownVersion[],
  more: readonly string[],
): readonly RunId[] {
  const wanted = new Set([...model.aliases.map(({ version }) => version), ...more]);
  const apart = versions.filter(({ version }) => wanted.has(version));
  return [...apart, ...shown.map(({ version }) => version)].flatMap(({ runId }) => runId ?? []);
}

function parseColumns(text: string) {
  if (text === '') return undefined;
  const columns = text.split(',').map(decode);
  const of = (kind: string) =>
    columns.filter((each) => each.startsWith(kind)).map((each) => each.slice(kind.length));
  return { metrics: of('metrics.'), params: of('params.') };
}

/** Commas part them: those of a key are written as `%2C`. No column at all is a choice, too. */
function formatColumns(columns: {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
}): string {
  const ids = [
    ...columns.metrics.map((key) => `metrics.${key}`),
    ...columns.params.map((key) => `params.${key}`),
  ];
  return ids.length === 0 ? '-' : ids.map((id) => id.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

function decode(text: string): string {
  return text.replaceAll('%2C', ',').replaceAll('%25', '%');
}

function unique(keys: readonly string[]): readonly string[] {
  return [...new Set(keys)];
}

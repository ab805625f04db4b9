import {
  formatCount,
  formatFullValue,
  formatWith,
  type Precision,
  precisionFor,
} from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { buildCheckColumn, buildNumberColumn, buildTextColumn } from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import { modelVersionHref } from '../../url/routes.ts';
import { menuColumn, startOf, tagWords, timeColumn } from './model-columns.tsx';
import css from './models.module.css';
import { stageWord, versionStatusWord } from '../../parts/registry/registry-words.ts';
import type { ShownVersion } from './use-version-table.ts';

type Column = GridColumn<ShownVersion>;

interface VersionColumnsContext {
  /** One for each metric. */
  readonly precisions: readonly Precision[];
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly hasStages: boolean;
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (row: ShownVersion, isRange: boolean) => void;
}

export function buildVersionColumns(context: VersionColumnsContext): readonly Column[] {
  const { precisions, metrics, params, hasStages, ticked, onTick } = context;
  return [
    buildCheckColumn<ShownVersion>({
      id: 'tick',
      header: m.versions_tick(),
      isPinned: true,
      isChecked: ({ version }) => ticked.has(version.version),
      label: ({ version }) => m.versions_tick_one({ version: version.version }),
      onToggle: onTick,
    }),
    {
      ...buildTextColumn<ShownVersion>({
        id: 'version',
        header: m.versions_version(),
        widthPx: 92,
        align: 'right',
        isPinned: true,
        text: ({ version }) => version.version,
        href: ({ version }) => modelVersionHref(version),
      }),
    },
    menuColumn(({ version }) => m.row_menu({ name: m.version_name({ version: version.version }) })),
    aliasesColumn(),
    ...(hasStages ? [stageColumn()] : []),
    ...metrics.map((key, index) => metricColumn(key, precisions[index] ?? WHOLE)),
    ...params.map(paramColumn),
    buildTextColumn<ShownVersion>({
      id: 'tags',
      header: m.models_tags(),
      widthPx: 180,
      text: ({ version: { tags } }) => (tags.length === 0 ? undefined : tags.map(tagWords).join(', ')),
    }),
    buildTextColumn<ShownVersion>({
      id: 'status',
      header: m.versions_status(),
      widthPx: 96,
      text: ({ version }) => versionStatusWord(version.status),
    }),
    buildTextColumn<ShownVersion>({
      id: 'user',
      header: m.versions_user(),
      widthPx: 110,
      text: ({ version, run }) => version.user ?? run?.user,
    }),
    timeColumn('created', m.models_created(), ({ version }) => version.createdMs),
    {
      ...buildTextColumn<ShownVersion>({
        id: 'description',
        header: m.models_description(),
        widthPx: 240,
        text: ({ version }) => startOf(version.description),
      }),
      canGrow: true,
    },
  ];
}

function aliasesColumn(): Column {
  return {
    ...buildTextColumn<ShownVersion>({
      id: 'aliases',
      header: m.models_aliases(),
      widthPx: 170,
      text: ({ aliases }) => (aliases.length === 0 ? undefined : aliases.join(', ')),
    }),
    cell: ({ aliases }) =>
      aliases.map((alias) => (
        <span key={alias} className={css.chip}>
          {alias}
        </span>
      )),
  };
}

function stageColumn(): Column {
  return buildTextColumn<ShownVersion>({
    id: 'stage',
    header: m.versions_stage(),
    widthPx: 96,
    text: ({ version: { stage } }) => (stage === undefined ? undefined : stageWord(stage)),
  });
}

const WHOLE: Precision = { notation: 'fixed', decimals: 0 };

/** What the numbers of each metric share. */
export function precisionsOf(
  rows: readonly ShownVersion[],
  metrics: readonly string[],
): readonly Precision[] {
  return metrics.map((key) => precisionFor(rows.flatMap((row) => row.metric(key) ?? [])));
}

function metricColumn(key: string, precision: Precision): Column {
  return buildNumberColumn<ShownVersion>({
    id: `metrics.${key}`,
    header: key,
    widthPx: 110,
    value: (row) => row.metric(key),
    format: (value) => formatWith(value, precision),
    formatFull: formatFullValue,
  });
}

function paramColumn(key: string): Column {
  return buildTextColumn<ShownVersion>({
    id: `params.${key}`,
    header: key,
    widthPx: 110,
    text: (row) => row.param(key),
  });
}

/** `12 of 2,000 versions`. */
export function versionCountWords(found: number, total: number, isComplete: boolean): string {
  if (!isComplete && total === 0) return m.versions_waiting();
  if (!isComplete) return m.versions_loading({ count: formatCount(total) });
  if (found < total) return m.versions_found({ found: formatCount(found), total: formatCount(total) });
  return m.versions_count({ count: total, text: formatCount(total) });
}

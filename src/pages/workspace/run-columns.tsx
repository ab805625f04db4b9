import { unreachable } from '../../base/assert.ts';
import { formatDayTime, formatDuration, formatFullDateTime } from '../../base/format-time.ts';
import { isMetric } from '../../domain/runs/default-columns.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { formatRunColumn, parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { shadingOf, type Workspace } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { RunStatusDot } from '../../parts/run-status-dot.tsx';
import { SilentRun } from '../../parts/silent-run.tsx';
import type { RunStyle } from '../../parts/run-styles.ts';
import { columnWord, silentWords, statusWord } from '../../parts/wording.ts';
import { buildCheckColumn, buildTextColumn, buildTimeColumn } from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import { runHref } from '../../url/routes.ts';
import type { ColumnSummary, RunCell, RunRow } from '../../worker/runs/runs-protocol.ts';
import { BranchCount, BranchMark, branchPx } from './branch-mark.tsx';
import { buildKeyColumn, type KeyColumn, type ShownDelta } from './key-columns.tsx';
import { BaselineButton, BaselineFlag, RowMenuButton } from './row-buttons.tsx';
import css from './run-columns.module.css';
import type { ColumnFormat } from './use-column-formats.ts';

export interface RunColumnsContext {
  /** Pinned ones first. */
  readonly columns: readonly RunColumn[];
  readonly pinned: readonly string[];
  readonly formats: ReadonlyMap<string, ColumnFormat>;
  readonly summaries: ReadonlyMap<string, ColumnSummary>;
  readonly directions: Readonly<Record<string, Direction>>;
  readonly shadings: Pick<Workspace, 'shading' | 'columnShadings'>;
  readonly sameKeys: Workspace['sameKeys'];
  readonly experimentNames: ReadonlyMap<ExperimentId, string> | undefined;
  readonly styleOf: (id: RunId) => RunStyle | undefined;
  readonly onToggle: (row: RunRow, isRange: boolean) => void;
  readonly baseline: RunId | undefined;
  /** How cells stand to it. */
  readonly delta: ShownDelta | undefined;
  /** The run becomes the baseline; the one that is it is it no more. */
  readonly onBaseline: (row: RunRow) => void;
  /** The runs below it are shown, or hidden. */
  readonly onBranch: (row: RunRow) => void;
  readonly onMenu: (row: RunRow, anchor: DOMRect) => void;
  readonly starred: ReadonlySet<RunId>;
}

type RunGridColumn = GridColumn<RunRow>;

/** Swatch, status and the gaps after them. */
const NAME_LEAD_PX = 44;
/** Of a run below its group. */
const INDENT_PX = 22;
/** The mark of the baseline and the gap before it. */
const FLAG_PX = 18;
/** The star and the gap before it. */
const STAR_PX = 17;
/** Some twelve letters: names are still told apart by their ends. */
const NARROW_NAME_PX = 144;
const WIDE_NAME_PX = 400;

/** The grid's columns: box and name stay in place, then the shown ones in their order. */
export function buildRunColumns(context: RunColumnsContext): readonly RunGridColumn[] {
  const keptIndex = context.columns.findIndex(isMetric);
  return [
    buildCheckColumn<RunRow>({
      id: 'compared',
      header: m.runs_column_compared(),
      isPinned: true,
      isChecked: boxOf,
      label: (row) => m.row_compare({ name: row.name }),
      onToggle: context.onToggle,
    }),
    nameColumn(context),
    ...(context.experimentNames ? [experimentColumn(context.experimentNames)] : []),
    ...context.columns.map((column, index) => ({
      ...shownColumn(column, index, context),
      isKept: index === keptIndex,
    })),
  ];
}

/** Of a run of a tree its box stands for the runs below it too. */
function boxOf({ isCompared, branch }: RunRow): boolean | 'mixed' {
  if (!branch || branch.childCount === 0) return isCompared;
  const tickedCount = branch.comparedBelowCount + Number(isCompared);
  if (tickedCount === 0) return false;
  return tickedCount === branch.descendantCount + Number(!branch.isContext) ? true : 'mixed';
}

function shownColumn(column: RunColumn, index: number, context: RunColumnsContext): RunGridColumn {
  const id = formatRunColumn(column);
  const built =
    column.kind === 'attribute'
      ? attributeColumn(column, index)
      : buildKeyColumn(keyColumn(column, index, context));
  return { ...built, canMove: true, hasMenu: true, isPinned: context.pinned.includes(id) };
}

function keyColumn(column: KeyColumn['column'], index: number, context: RunColumnsContext): KeyColumn {
  const id = formatRunColumn(column);
  return {
    column,
    index,
    format: context.formats.get(id),
    summary: context.summaries.get(id),
    directions: context.directions,
    shading: shadingOf(id, context.shadings),
    delta: context.delta,
    sameAs: (context.sameKeys.find((texts) => texts.includes(id)) ?? [])
      .filter((text) => text !== id)
      .map((text) => parseRunColumn(text)?.key ?? text),
  };
}

function experimentColumn(names: ReadonlyMap<ExperimentId, string>): RunGridColumn {
  return buildTextColumn<RunRow>({
    id: 'experiment',
    header: m.runs_column_experiment(),
    widthPx: 140,
    canSort: false,
    text: (row) => names.get(row.experimentId) ?? row.experimentId,
  });
}

/** A swatch looks as the run's line does: dashes are part of telling runs apart. */
export function swatchOf(style: RunStyle | undefined): string | undefined {
  if (!style) return undefined;
  return style.dash.length === 0
    ? style.color
    : `repeating-linear-gradient(90deg, ${style.color} 0 4px, transparent 4px 6px)`;
}

type NameContext = Pick<
  RunColumnsContext,
  'styleOf' | 'baseline' | 'onBaseline' | 'onBranch' | 'onMenu' | 'starred'
>;

function nameColumn({
  styleOf,
  baseline,
  onBaseline,
  onBranch,
  onMenu,
  starred,
}: NameContext): RunGridColumn {
  const isBaseline = (row: RunRow) => row.id === baseline;
  const built = buildTextColumn<RunRow>({
    id: 'name',
    header: m.runs_column_name(),
    widthPx: 224,
    isPinned: true,
    text: (row) => row.name,
    href: (row) => runHref(row.id),
    leadPx: (row) =>
      NAME_LEAD_PX +
      (isBaseline(row) ? FLAG_PX : 0) +
      (starred.has(row.id) ? STAR_PX : 0) +
      branchPx(row.branch) +
      indentOf(row),
    lead: (row) => (
      <>
        {row.branch ? <BranchMark name={row.name} branch={row.branch} onOpen={() => onBranch(row)} /> : null}
        <span
          className={css['lead']}
          style={row.isInGroup ? { marginLeft: INDENT_PX } : undefined}
          title={row.branch?.isContext ? m.tree_context() : undefined}
        >
          <span
            className={css['swatch']}
            style={{ background: row.isCompared || isBaseline(row) ? swatchOf(styleOf(row.id)) : undefined }}
          />
          {row.silentSinceMs === undefined || row.isGone ? (
            <RunStatusDot status={row.status} isGone={row.isGone} />
          ) : (
            <SilentRun id={row.id} name={row.name} sinceMs={row.silentSinceMs} isInGrid />
          )}
          {isBaseline(row) ? <BaselineFlag /> : null}
          {starred.has(row.id) ? (
            <span className={css['star']} role="img" aria-label={m.row_starred()} title={m.row_starred()}>
              ★
            </span>
          ) : null}
        </span>
        {row.branch ? <BranchCount branch={row.branch} /> : null}
        <RowMenuButton name={row.name} onMenu={(anchor) => onMenu(row, anchor)} />
        <BaselineButton isBaseline={isBaseline(row)} onBaseline={() => onBaseline(row)} />
      </>
    ),
  });
  return {
    ...built,
    cellLabel: (row) => (isBaseline(row) ? `${row.name} ${m.baseline_suffix()}` : row.name),
    canGrow: true,
    widestPx: WIDE_NAME_PX,
    narrowPx: NARROW_NAME_PX,
    hasMenu: true,
  };
}

function indentOf(row: RunRow): number {
  return row.isInGroup ? INDENT_PX : 0;
}

/** @param index of its cells, where a row has none of the attribute by itself */
function attributeColumn(column: Extract<RunColumn, { kind: 'attribute' }>, index: number): RunGridColumn {
  const { key } = column;
  const basics = { id: key, header: columnWord(column) };
  switch (key) {
    case 'start_time':
      return momentColumn(basics, (row) => row.startMs);
    case 'end_time':
      return momentColumn(basics, ({ cells }) => {
        const cell = cells[index];
        return typeof cell === 'number' ? cell : undefined;
      });
    case 'duration':
      return buildTimeColumn<RunRow>({
        ...basics,
        widthPx: 84,
        timeMs: (row) => row.durationMs,
        format: (durationMs) => formatDuration(durationMs, getLocale()),
        formatFull: (durationMs) => formatDuration(durationMs, getLocale()),
      });
    case 'name':
      return buildTextColumn<RunRow>({ ...basics, text: (row) => row.name });
    case 'status':
      return buildTextColumn<RunRow>({
        ...basics,
        widthPx: 92,
        text: stateWords,
      });
    case 'user':
      return buildTextColumn<RunRow>({ ...basics, widthPx: 100, text: (row) => row.user });
    case 'run_id':
      return buildTextColumn<RunRow>({ ...basics, widthPx: 130, text: (row) => row.id });
    case 'dataset.name':
      return buildTextColumn<RunRow>({ ...basics, widthPx: 130, text: ({ cells }) => textOf(cells[index]) });
    default:
      return unreachable(key);
  }
}

/** What became of a run. */
function stateWords({ status, silentSinceMs, isGone }: RunRow): string {
  if (isGone) return m.run_gone();
  return silentSinceMs === undefined ? statusWord(status) : silentWords(silentSinceMs);
}

function momentColumn(
  basics: { readonly id: string; readonly header: string },
  timeMs: (row: RunRow) => number | undefined,
): RunGridColumn {
  return buildTimeColumn<RunRow>({
    ...basics,
    widthPx: getLocale() === 'ko' ? 116 : 104,
    timeMs,
    format: (ms) => formatDayTime(ms, Date.now(), getLocale()),
    formatFull: (ms) => formatFullDateTime(ms, getLocale()),
  });
}

function textOf(cell: RunCell): string | undefined {
  return typeof cell === 'string' ? cell : undefined;
}

import {
  IconChevronDown,
  IconChevronRight,
  IconDots,
  IconFolder,
  IconStar,
  IconStarFilled,
} from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import type { ExperimentRow } from '../../domain/runs/experiment-folders.ts';
import type { LastActivity } from '../../domain/runs/find-experiments.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { ageWords } from '../../parts/wording.ts';
import {
  buildNumberColumn,
  buildTextColumn,
  buildTimeColumn,
  CheckBox,
} from '../../tables/column-builders.tsx';
import type { GridColumn } from '../../tables/grid-column.ts';
import { cutToWidth } from '../../ui/cut-to-width.ts';
import { runsHref } from '../../url/routes.ts';
import css from './experiment-columns.module.css';
import { plainText } from '../../base/plain-text.ts';
import { nameOfView } from '../../parts/views/view-words.ts';
import { isOwnTag, noteOf, tagWords, viewsOf } from './experiment-tags.ts';

export interface ExperimentColumnsContext {
  readonly ticked: ReadonlySet<string>;
  readonly onTick: (row: ExperimentRow) => void;
  readonly starred: ReadonlySet<string>;
  readonly onStar: (experiment: Experiment) => void;
  readonly lastActivity: LastActivity;
  /** Of a deleted one the server tells when it was deleted as the time of its last change. */
  readonly isOfDeleted: boolean;
  /** Some experiment keeps saved views. */
  readonly hasViews: boolean;
}

type Column = GridColumn<ExperimentRow>;

/** Columns whose cells open an editor or a menu. */
export const CELL_COLUMNS = { note: 'note', tags: 'tags', views: 'views', menu: 'menu' } as const;

const LEVEL_PX = 18;
/** The folder's or the missing chevron's room. */
const LEAD_PX = 20;
const COUNT_PX = 44;

export function buildExperimentColumns(context: ExperimentColumnsContext): readonly Column[] {
  const { isOfDeleted, hasViews } = context;
  return [
    tickColumn(context),
    starColumn(context),
    nameColumn(),
    menuColumn(),
    activityColumn(context.lastActivity),
    buildTextColumn<ExperimentRow>({
      id: CELL_COLUMNS.note,
      header: m.run_note(),
      widthPx: 240,
      canSort: false,
      text: (row) => ofExperiment(row, (experiment) => plainText(noteOf(experiment))),
    }),
    buildTextColumn<ExperimentRow>({
      id: CELL_COLUMNS.tags,
      header: m.experiments_column_tags(),
      widthPx: 220,
      canSort: false,
      text: (row) => ofExperiment(row, tagsText),
    }),
    ...(hasViews ? [viewsColumn()] : []),
    timeColumn('created', m.experiments_column_created(), ({ createdMs }) => createdMs),
    timeColumn(
      'updated',
      isOfDeleted ? m.experiments_column_deleted() : m.experiments_column_updated(),
      ({ createdMs, updatedMs }) => (updatedMs === createdMs ? undefined : updatedMs),
    ),
    buildTextColumn<ExperimentRow>({
      id: 'id',
      header: m.experiments_column_id(),
      widthPx: 90,
      text: (row) => ofExperiment(row, ({ id }) => id),
    }),
  ];
}

function viewsColumn(): Column {
  return buildTextColumn<ExperimentRow>({
    id: CELL_COLUMNS.views,
    header: m.views_button(),
    widthPx: 180,
    canSort: false,
    text: (row) => ofExperiment(row, viewsText),
  });
}

function tickColumn({ ticked, onTick }: ExperimentColumnsContext): Column {
  return {
    id: 'tick',
    header: m.experiments_column_tick(),
    headerCell: <span className="visually-hidden">{m.experiments_column_tick()}</span>,
    align: 'left',
    widthPx: 30,
    minWidthPx: 30,
    canSort: false,
    canResize: false,
    isPinned: true,
    cell: (row) => (
      <CheckBox isChecked={isTicked(row, ticked)} label={m.experiments_tick({ name: nameOf(row) })} />
    ),
    onToggle: onTick,
  };
}

function isTicked(row: ExperimentRow, ticked: ReadonlySet<string>): boolean | 'mixed' {
  if (row.kind === 'experiment') return ticked.has(row.experiment.id);
  const count = row.experiments.filter(({ id }) => ticked.has(id)).length;
  return count === row.experiments.length ? true : count > 0 && 'mixed';
}

function starColumn({ starred, onStar }: ExperimentColumnsContext): Column {
  return {
    id: 'star',
    header: m.experiments_column_star(),
    headerCell: <span className="visually-hidden">{m.experiments_column_star()}</span>,
    align: 'left',
    widthPx: 30,
    minWidthPx: 30,
    canSort: false,
    canResize: false,
    isPinned: true,
    cell: (row) => {
      if (row.kind === 'folder') return undefined;
      const isStarred = starred.has(row.experiment.id);
      const Star = isStarred ? IconStarFilled : IconStar;
      return (
        <span
          role="checkbox"
          aria-checked={isStarred}
          aria-label={m.experiments_star({ name: row.experiment.name })}
          className={css['star']}
        >
          <Star size={14} aria-hidden="true" />
        </span>
      );
    },
    onToggle: (row) => {
      if (row.kind === 'experiment') onStar(row.experiment);
    },
  };
}

function nameColumn(): Column {
  return {
    id: 'name',
    header: m.experiments_column_name(),
    align: 'left',
    widthPx: 340,
    minWidthPx: 140,
    canSort: true,
    isPinned: true,
    canGrow: true,
    widestPx: 560,
    narrowPx: 220,
    cell: (row, roomPx) => <NameCell row={row} roomPx={roomPx} />,
    cellTitle: nameOf,
    cellLabel: labelOf,
    copyText: nameOf,
  };
}

/** Whole names; of a folder what all names in it begin with. */
export function nameOf(row: ExperimentRow): string {
  return row.kind === 'folder' ? row.path : row.experiment.name;
}

function labelOf(row: ExperimentRow): string {
  if (row.kind === 'experiment') return row.experiment.name;
  const words = { name: row.path, count: row.experiments.length };
  return row.isOpen ? m.experiments_folder_open(words) : m.experiments_folder_closed(words);
}

function NameCell({ row, roomPx }: { readonly row: ExperimentRow; readonly roomPx: number }) {
  const indentPx = row.depth * LEVEL_PX;
  const leftPx = roomPx - indentPx - LEAD_PX;
  if (row.kind === 'folder') {
    const Chevron = row.isOpen ? IconChevronDown : IconChevronRight;
    return (
      <span className={css['folder']} style={{ paddingLeft: indentPx }} data-folder={row.path}>
        <Chevron size={14} aria-hidden="true" />
        <IconFolder size={14} aria-hidden="true" />
        {cutToWidth(row.label, leftPx - LEAD_PX - COUNT_PX)}
        <span className={css['count']}>{formatCount(row.experiments.length)}</span>
      </span>
    );
  }
  const { experiment, label } = row;
  const cut = cutToWidth(label, leftPx);
  return (
    <span className={css['name']} style={{ paddingLeft: indentPx + (row.depth > 0 ? LEAD_PX : 0) }}>
      <a
        className={css['link']}
        href={runsHref({ experimentIds: [experiment.id] })}
        tabIndex={-1}
        aria-label={cut === experiment.name ? undefined : experiment.name}
      >
        {cut}
      </a>
    </span>
  );
}

function activityColumn(lastActivity: LastActivity): Column {
  const lastOf = ({ id }: Experiment) => lastActivity.get(id);
  const nowMs = Date.now();
  const built = buildNumberColumn<ExperimentRow>({
    id: 'activity',
    header: m.experiments_column_activity(),
    title: m.experiments_column_activity_hint(),
    widthPx: 120,
    value: (row) =>
      row.kind === 'experiment'
        ? lastOf(row.experiment)
        : newest(
            row.experiments.map(({ id }) => id),
            lastActivity,
          ),
    format: (timeMs) => ageWords(timeMs, nowMs),
    formatFull: (timeMs) => formatFullDateTime(timeMs, getLocale()),
  });
  return {
    ...built,
    cellLook: (row) =>
      row.kind === 'experiment' && !lastActivity.has(row.experiment.id) ? { tone: 'pending' } : undefined,
  };
}

/** Undefined as long as one of them is not known: another may be newer. */
function newest(ids: readonly ExperimentId[], lastActivity: LastActivity): number | undefined {
  if (!ids.every((id) => lastActivity.has(id))) return undefined;
  return Math.max(0, ...ids.map((id) => lastActivity.get(id) ?? 0)) || undefined;
}

function menuColumn(): Column {
  return {
    id: CELL_COLUMNS.menu,
    header: m.experiments_column_menu(),
    headerCell: <span className="visually-hidden">{m.experiments_column_menu()}</span>,
    align: 'left',
    widthPx: 38,
    minWidthPx: 38,
    canSort: false,
    canResize: false,
    isPinned: true,
    cell: (row) =>
      row.kind === 'folder' ? undefined : (
        <button
          type="button"
          tabIndex={-1}
          className={css['menu']}
          aria-label={m.experiments_menu({ name: row.experiment.name })}
          aria-haspopup="menu"
        >
          <IconDots size={15} aria-hidden="true" />
        </button>
      ),
  };
}

function timeColumn(
  id: string,
  header: string,
  timeMs: (experiment: Experiment) => number | undefined,
): Column {
  return buildTimeColumn<ExperimentRow>({
    id,
    header,
    widthPx: 150,
    timeMs: (row) => ofExperiment(row, timeMs),
    format: (time) => formatDateTime(time, getLocale()),
    formatFull: (time) => formatFullDateTime(time, getLocale()),
  });
}

function ofExperiment<Value>(
  row: ExperimentRow,
  read: (experiment: Experiment) => Value | undefined,
): Value | undefined {
  return row.kind === 'experiment' ? read(row.experiment) : undefined;
}

function tagsText({ tags }: Experiment): string | undefined {
  const own = tags.filter(isOwnTag);
  return own.length === 0 ? undefined : own.map(tagWords).join(', ');
}

function viewsText(experiment: Experiment): string | undefined {
  const views = viewsOf(experiment);
  return views.length === 0 ? undefined : views.map(nameOfView).join(', ');
}

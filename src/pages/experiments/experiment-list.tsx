import { type MouseEvent, useCallback, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import type { ExperimentRow } from '../../domain/runs/experiment-folders.ts';
import { DEFAULT_EXPERIMENTS_VIEW, type ExperimentsView } from '../../domain/runs/experiments-view.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { toggleStar, useRememberedExperiments } from '../../state/remembered-experiments.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { DataGrid } from '../../tables/data-grid.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { runsHref } from '../../url/routes.ts';
import { ChangeNotice } from './change-notice.tsx';
import { buildExperimentColumns, CELL_COLUMNS } from './experiment-columns.tsx';
import type { EditKind, OpenedEditor } from './experiment-editor.tsx';
import { tagWords, viewsOf } from './experiment-tags.ts';
import { ExperimentsBar } from './experiments-bar.tsx';
import css from './experiments-page.module.css';
import { TickedBar } from './ticked-bar.tsx';
import { type useActivity, useActivityOf } from './use-activity.ts';
import { useExperimentChanges } from './use-experiment-changes.ts';
import { useExperimentRows } from './use-experiment-rows.ts';
import { useWriteRights } from './write-rights.ts';

const { Component: ExperimentEditor } = createLazyComponent(
  async () => (await import('./experiment-editor.tsx')).ExperimentEditor,
  () => null,
);

/** For a sort by the last activity so many are asked for one by one; the rest stands behind them. */
const MAX_READ_FOR_SORT = 1_000;

interface ExperimentListProps {
  readonly experiments: readonly Experiment[];
  readonly isComplete: boolean;
  readonly view: ExperimentsView;
  /** The view as the list has it: its search follows the typing when there is time. */
  readonly shown: ExperimentsView;
  readonly onView: (change: Partial<ExperimentsView>) => void;
  readonly activity: ReturnType<typeof useActivity>;
}

export function ExperimentList(props: ExperimentListProps) {
  const { experiments, isComplete, view, shown, onView, activity } = props;
  const { sourceKey } = useConnection();
  const remembered = useRememberedExperiments(sourceKey);
  const changes = useExperimentChanges();
  const [ticked, setTicked] = useState<ReadonlySet<string>>(NOTHING);
  const [visible, setVisible] = useState<readonly ExperimentId[]>([]);
  const isByActivity = shown.sort.columnId === 'activity';
  const wanted = useMemo(
    () =>
      isByActivity && isComplete ? experiments.slice(0, MAX_READ_FOR_SORT).map(({ id }) => id) : visible,
    [isByActivity, isComplete, experiments, visible],
  );
  const isListed = shown.list !== 'deleted';
  const known = useActivityOf(isListed ? wanted : NO_IDS, activity.running.data, activity.ended.data);
  // Rows keep their places while the times that they are sorted by come in.
  const [settled, setSettled] = useState(known.lastActivity);
  if (!known.isReading && settled !== known.lastActivity) setSettled(known.lastActivity);
  const { found, rows } = useExperimentRows(
    experiments,
    shown,
    remembered,
    isByActivity ? settled : NO_TIMES,
  );
  const tick = useCallback((row: ExperimentRow) => setTicked((before) => withTick(before, row)), []);
  const starred = useMemo(() => new Set(remembered.starred), [remembered.starred]);
  // An empty column would take the room of the others.
  const hasViews = useMemo(
    () => experiments.some((experiment) => viewsOf(experiment).length > 0),
    [experiments],
  );
  const columns = useMemo(
    () =>
      buildExperimentColumns({
        ticked,
        onTick: tick,
        starred,
        onStar: ({ id }) => toggleStar(sourceKey, id),
        lastActivity: known.lastActivity,
        isOfDeleted: !isListed,
        hasViews,
      }),
    [ticked, tick, starred, sourceKey, known.lastActivity, isListed, hasViews],
  );
  const tickedOnes = useMemo(() => found.filter(({ id }) => ticked.has(id)), [found, ticked]);
  const readCount = wanted.filter((id) => known.lastActivity.has(id)).length;
  return (
    <>
      <ExperimentsBar
        view={view}
        onView={onView}
        experiments={experiments}
        words={
          isByActivity && known.isReading
            ? m.experiments_reading_activity({
                done: formatCount(readCount),
                total: formatCount(wanted.length),
              })
            : countWords(found.length, experiments.length, isComplete)
        }
      />
      {tickedOnes.length > 0 ? (
        <TickedBar ticked={tickedOnes} changes={changes} onClear={() => setTicked(NOTHING)} />
      ) : null}
      <ChangeNotice changes={changes} />
      {rows.length === 0 ? (
        <NoRows {...props} />
      ) : (
        <Grid
          rows={rows}
          columns={columns}
          isComplete={isComplete}
          view={shown}
          onView={onView}
          changes={changes}
          onTick={tick}
          onStar={({ id }) => toggleStar(sourceKey, id)}
          onVisible={setVisible}
        />
      )}
    </>
  );
}

const NOTHING: ReadonlySet<string> = new Set();
const NO_IDS: readonly ExperimentId[] = [];
const NO_TIMES: ReadonlyMap<ExperimentId, number | undefined> = new Map();

/** A folder's box ticks all that is in it, or takes all ticks away where all had one. */
function withTick(before: ReadonlySet<string>, row: ExperimentRow): ReadonlySet<string> {
  const ids = (row.kind === 'folder' ? row.experiments : [row.experiment]).map(({ id }) => id);
  const next = new Set(before);
  const isOn = ids.every((id) => before.has(id));
  for (const id of ids) {
    if (isOn) next.delete(id);
    else next.add(id);
  }
  return next;
}

function countWords(found: number, total: number, isComplete: boolean): string {
  if (!isComplete) return m.loading_experiments({ count: formatCount(total) });
  if (found < total) return m.experiments_found({ found: formatCount(found), total: formatCount(total) });
  return m.experiments_count({ count: total, text: formatCount(total) });
}

interface GridProps {
  readonly rows: readonly ExperimentRow[];
  readonly columns: ReturnType<typeof buildExperimentColumns>;
  readonly isComplete: boolean;
  readonly view: ExperimentsView;
  readonly onView: (change: Partial<ExperimentsView>) => void;
  readonly changes: ReturnType<typeof useExperimentChanges>;
  readonly onTick: (row: ExperimentRow) => void;
  readonly onStar: (experiment: Experiment) => void;
  readonly onVisible: (ids: readonly ExperimentId[]) => void;
}

function Grid(props: GridProps) {
  const { rows, columns, isComplete, view, onView, changes } = props;
  const [opened, setOpened] = useState<OpenedEditor>();
  const rights = useWriteRights();
  const navigateTo = useNavigateTo();
  const { onVisible } = props;
  // Told anew only where the rows are others.
  const tellVisible = useCallback(
    (start: number, end: number) => onVisible(visibleIds(rows, start, end)),
    [rows, onVisible],
  );
  const open = (row: ExperimentRow) => {
    if (row.kind === 'folder') onView({ toggled: toggledWith(view.toggled, row.path) });
    else navigateTo(runsHref({ experimentIds: [row.experiment.id] }));
  };
  const edit = (kind: EditKind, row: ExperimentRow, target: Element | null) => {
    const cell = target?.closest('[data-column]');
    if (row.kind !== 'experiment' || !cell) return false;
    const isDeleted = row.experiment.lifecycle === 'deleted';
    if (kind === 'views' && viewsOf(row.experiment).length === 0) return false;
    if (kind !== 'menu' && kind !== 'views' && (rights.writes === 'none' || isDeleted)) return false;
    setOpened({ kind, experiment: row.experiment, anchor: cell.getBoundingClientRect(), returnTo: cell });
    return true;
  };
  const onRowKey = (row: ExperimentRow, key: string) => {
    const cell = document.activeElement;
    const column = cell?.getAttribute('data-column') ?? '';
    const kind = editOf(key, column);
    if (kind) return edit(kind, row, cell);
    if (row.kind === 'folder') return onFolderKey(row, key, column, () => open(row));
    if (key === 's') props.onStar(row.experiment);
    else if (key === 'x') props.onTick(row);
    else return false;
    return true;
  };
  return (
    <div className={css.grid}>
      <DataGrid<ExperimentRow>
        label={m.experiments_title()}
        columns={columns}
        rowCount={rows.length}
        ariaRowCount={isComplete ? rows.length : -1}
        getRow={(index) => rows[index]}
        getRowId={(row) => row.id}
        onVisibleRange={tellVisible}
        sort={view.list === 'recent' && view.search === '' ? undefined : view.sort}
        onSort={(columnId) => onView({ sort: sortBy(view.sort, columnId) })}
        resetKey={`${view.list} ${view.search} ${view.sort.columnId} ${view.sort.isDescending}`}
        onRowClick={(row, event) => onClick(row, event, open, edit)}
        onRowActivate={(row) => {
          if (row.kind === 'experiment' && row.experiment.lifecycle === 'active') open(row);
        }}
        onRowKey={onRowKey}
      />
      {opened ? (
        <ExperimentEditor
          key={`${opened.experiment.id} ${opened.kind}`}
          opened={opened}
          rights={rights}
          onKind={(kind) => setOpened({ ...opened, kind })}
          onChange={(made) => changes.make(made.map((change) => ({ name: opened.experiment.name, change })))}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </div>
  );
}

function onClick(
  row: ExperimentRow,
  event: MouseEvent,
  open: (row: ExperimentRow) => void,
  edit: (kind: EditKind, row: ExperimentRow, target: Element | null) => boolean,
): void {
  const target = event.target instanceof Element ? event.target : null;
  // The second click of a double one would take the first one back.
  if (event.detail > 1 || target?.closest('a')) return;
  const column = target?.closest('[data-column]')?.getAttribute('data-column') ?? '';
  const kind = editOf('Enter', column);
  if (kind) edit(kind, row, target);
  else if (row.kind === 'folder') open(row);
}

/** What a key means on a cell. */
function editOf(key: string, column: string): EditKind | undefined {
  if (key === 'F2') return 'rename';
  if (key === 'Delete') return 'delete';
  if (key !== 'Enter' && !(key === ' ' && column === CELL_COLUMNS.menu)) return undefined;
  return column === 'note' || column === 'tags' || column === 'views' || column === 'menu'
    ? column
    : undefined;
}

function onFolderKey(
  row: Extract<ExperimentRow, { kind: 'folder' }>,
  key: string,
  column: string,
  toggle: () => void,
): boolean {
  const isToggle =
    key === 'Enter' ||
    (column === 'name' && key === ' ') ||
    (column === 'name' && key === (row.isOpen ? 'ArrowLeft' : 'ArrowRight'));
  if (isToggle) toggle();
  return isToggle;
}

function toggledWith(toggled: readonly string[], path: string): readonly string[] {
  return toggled.includes(path) ? toggled.filter((other) => other !== path) : [...toggled, path];
}

function sortBy(before: ExperimentsView['sort'], columnId: string): ExperimentsView['sort'] {
  const isDescending = before.columnId === columnId ? !before.isDescending : columnId !== 'name';
  return { columnId, isDescending };
}

function visibleIds(rows: readonly ExperimentRow[], start: number, end: number): readonly ExperimentId[] {
  return rows.slice(start, end).flatMap((row) => (row.kind === 'experiment' ? [row.experiment.id] : []));
}

/** Why the list is empty, and the way back. */
function NoRows({ experiments, isComplete, view, onView }: ExperimentListProps) {
  if (!isComplete) return <Waiting words={m.loading_experiments({ count: 0 })} rows={8} />;
  const { list, search, tags } = view;
  const isSearched = search.trim() !== '' || tags.length > 0;
  if (isSearched) {
    return (
      <EmptyState
        title={m.experiments_nomatch_title({ text: search || tags.map(tagWords).join(', ') })}
        body={m.experiments_nomatch_body()}
      >
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => onView({ search: '', tags: DEFAULT_EXPERIMENTS_VIEW.tags })}
        >
          {m.clear_search()}
        </Button>
      </EmptyState>
    );
  }
  if (list === 'deleted' || experiments.length === 0)
    return <EmptyState title={m.experiments_deleted_none()} body={m.experiments_deleted_none_body()} />;
  return list === 'starred' ? (
    <EmptyState title={m.experiments_starred_none()} body={m.experiments_starred_none_body()} />
  ) : (
    <EmptyState title={m.experiments_recent_none()} body={m.experiments_recent_none_body()} />
  );
}

import { type Dispatch, type SetStateAction, useCallback, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { hasCutTags, type RegisteredModel } from '../../domain/registry/registered-model.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import { m } from '../../paraglide/messages.js';
import { useChanges } from '../../parts/changes/changes.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { problemWords } from '../../parts/filter-field/problem-words.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { DataGrid } from '../../tables/data-grid.tsx';
import { WAITING_ROWS } from '../../tables/waiting-rows.ts';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { modelVersionHref, runsHref } from '../../url/routes.ts';
import type { OpenedAlias } from './alias-dialog.tsx';
import { MENU_COLUMN } from './model-columns.tsx';
import { cutWords } from './models-page.tsx';
import css from './models.module.css';
import { SignatureDialog } from './signature-dialog.tsx';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';
import type { RegistryRights } from '../../parts/registry/use-registry-rights.ts';
import type { ShownVersion, VersionTable } from './use-version-table.ts';
import { buildVersionColumns, precisionsOf, versionCountWords } from './version-columns.tsx';
import {
  type OpenedVersionMenu,
  VersionDialogs,
  VersionMenu,
  type VersionDialogKind,
} from './version-menu.tsx';

type SetTicked = Dispatch<SetStateAction<ReadonlySet<string>>>;

interface VersionsTableProps {
  readonly model: RegisteredModel;
  readonly table: VersionTable;
  readonly total: number;
  readonly isComplete: boolean;
  readonly rights: RegistryRights;
  readonly ticked: ReadonlySet<string>;
  readonly onTicked: SetTicked;
  readonly move: MoveAliases;
  readonly onAlias: (opened: OpenedAlias) => void;
}

/** Versions with what their runs logged beside them. */
export function VersionsTable(props: VersionsTableProps) {
  const { model, table, total, isComplete, rights, ticked, onTicked, move, onAlias } = props;
  const { rows, runs } = table;
  const [opened, setOpened] = useState<OpenedVersionMenu>();
  const [dialog, setDialog] = useState<{ readonly kind: VersionDialogKind; readonly row: ShownVersion }>();
  const navigateTo = useNavigateTo();
  const { tell } = useChanges();
  const onTick = useTicks(rows, onTicked);
  const hasStages = table.all.some(({ version }) => version.stage !== undefined);
  const { metrics, params } = table;
  // With the same precision the columns stay the same ones, and with them all cells.
  const shared = useMemo(() => JSON.stringify(precisionsOf(table.all, metrics)), [table.all, metrics]);
  const columns = useMemo(() => {
    const precisions = JSON.parse(shared) as ReturnType<typeof precisionsOf>;
    return buildVersionColumns({ precisions, metrics, params, hasStages, ticked, onTick });
  }, [shared, metrics, params, hasStages, ticked, onTick]);
  const openMenu = (row: ShownVersion, anchor: DOMRect) => {
    setOpened({ row, anchor, returnTo: document.activeElement ?? undefined });
    return true;
  };
  return (
    <div className={css.versions}>
      <VersionsBar {...props} />
      {runs.failure ? <FailureNotice failure={runs.failure} shape="strip" /> : null}
      {rows.length === 0 && isComplete ? (
        <NoVersions isEmpty={total === 0} table={table} />
      ) : (
        <div className={css.grid}>
          <DataGrid<ShownVersion>
            label={m.versions_title()}
            columns={columns}
            rowCount={total === 0 && !isComplete ? WAITING_ROWS : rows.length}
            ariaRowCount={isComplete ? rows.length : -1}
            getRow={(index) => rows[index]}
            getRowId={({ version }) => version.version}
            onVisibleRange={table.onVisible}
            sort={table.sort}
            onSort={table.onSort}
            resetKey={`${table.filterText} ${table.sort.columnId} ${table.sort.isDescending}`}
            rowState={({ version }) => ({ isCompared: ticked.has(version.version) })}
            onRowActivate={({ version }) => navigateTo(modelVersionHref(version))}
            onRowClick={(row, event) => {
              const cell = event.target instanceof Element ? event.target.closest('[data-column]') : null;
              if (cell?.getAttribute('data-column') === MENU_COLUMN)
                openMenu(row, cell.getBoundingClientRect());
            }}
            onRowMenu={openMenu}
            onRowKey={(row, key) => {
              if (key !== 'a') return false;
              if (!rights.update.canWrite) tell(rights.update.reason ?? '');
              else onAlias({ kind: 'set', version: row.version.version });
              return true;
            }}
          />
        </div>
      )}
      {opened ? (
        <VersionMenu
          opened={opened}
          rights={rights}
          move={move}
          onAlias={onAlias}
          onDialog={(kind) => setDialog({ kind, row: opened.row })}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {dialog ? (
        <VersionDialogs
          kind={dialog.kind}
          model={model}
          version={dialog.row.version}
          move={move}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
    </div>
  );
}

/** Shift ticks all from the last one that was ticked. */
function useTicks(rows: readonly ShownVersion[], onTicked: SetTicked) {
  const last = useRef<string>(undefined);
  return useCallback(
    (row: ShownVersion, isRange: boolean) => {
      const name = row.version.version;
      const places = [last.current, name].map((each) =>
        rows.findIndex(({ version }) => version.version === each),
      );
      const [start = -1, end = -1] = places.toSorted((left, right) => left - right);
      const range = isRange && start >= 0 ? rows.slice(start, end + 1) : [row];
      last.current = name;
      onTicked((ticked) => {
        const next = new Set(ticked);
        const isOn = !ticked.has(name);
        for (const { version } of range) {
          if (isOn) next.add(version.version);
          else next.delete(version.version);
        }
        return next;
      });
    },
    [rows, onTicked],
  );
}

function VersionsBar({ table, total, isComplete, ticked, onTicked, model }: VersionsTableProps) {
  const { filterText, setFilter, filter } = table;
  const isCut = filterText !== '' && table.all.some(({ version }) => hasCutTags(version));
  const isOperator = /[=<>~]/.test(filterText);
  return (
    <div className={css.bar}>
      <TextField
        type="search"
        width={320}
        label={m.versions_filter()}
        placeholder={m.versions_filter_hint()}
        value={filterText}
        onChange={setFilter}
      />
      <ColumnsPanel table={table} />
      {ticked.size > 0 ? (
        <TickedActions table={table} ticked={ticked} onTicked={onTicked} model={model} />
      ) : null}
      <span className={css.count} role="status">
        {versionCountWords(table.rows.length, total, isComplete)}
        {table.runs.isReading ? ` · ${m.versions_reading_runs()}` : ''}
        {filter.problem && isOperator ? ` · ${m.versions_plain()} (${problemWords(filter.problem)})` : ''}
        {isCut ? ` · ${cutWords()}` : ''}
      </span>
    </div>
  );
}

function ColumnsPanel({ table }: { readonly table: VersionTable }) {
  const { metrics, params, runs } = table;
  const choices = [
    ...runs.metricKeys.map((key) => ({ kind: 'metrics' as const, key, isChosen: metrics.includes(key) })),
    ...runs.paramKeys.map((key) => ({ kind: 'params' as const, key, isChosen: params.includes(key) })),
  ].map((each) => ({ ...each, id: `${each.kind}.${each.key}`, text: `${each.kind}.${each.key}` }));
  return (
    <PanelPopover
      side="start"
      width={320}
      paddingPx={10}
      renderTarget={({ toggle: open }) => (
        <Button size="compact-sm" variant="default" onClick={open}>
          {m.versions_columns()}
        </Button>
      )}
    >
      <ChoiceList
        label={m.versions_columns_search()}
        choices={choices}
        isMeant={({ text }, typed) => holdsText(text, typed)}
        hasFocus
        noneText={() => m.versions_columns_none()}
        moreText={(count) => m.versions_columns_more({ count })}
        onChoose={({ kind, key }) =>
          table.setColumns({
            metrics: kind === 'metrics' ? toggle(metrics, key) : metrics,
            params: kind === 'params' ? toggle(params, key) : params,
          })
        }
      />
    </PanelPopover>
  );
}

function toggle(keys: readonly string[], key: string): readonly string[] {
  return keys.includes(key) ? keys.filter((each) => each !== key) : [...keys, key];
}

type TickedActionsProps = Pick<VersionsTableProps, 'table' | 'ticked' | 'onTicked' | 'model'>;

/** What can be done with the ticked ones: their runs side by side, their signatures. */
function TickedActions({ table, ticked, onTicked }: TickedActionsProps) {
  const [isOpen, setOpen] = useState(false);
  const rows = [...ticked].flatMap((version) => table.rowOf(version) ?? []);
  const runs = rows.flatMap(({ run }) => run ?? []);
  const runIds = [...new Set(runs.map(({ id }) => id))];
  const href = runsHref({
    ...DEFAULT_WORKSPACE,
    experimentIds: [...new Set(runs.map(({ experimentId }) => experimentId))],
    set: { kind: 'these', runIds },
  });
  return (
    <>
      {runIds.length > 1 ? (
        <Button size="compact-sm" component="a" href={href}>
          {m.versions_compare({ count: runIds.length })}
        </Button>
      ) : null}
      {rows.length > 1 ? (
        <Button size="compact-sm" variant="default" onClick={() => setOpen(true)}>
          {m.versions_signatures()}
        </Button>
      ) : null}
      <Button size="compact-sm" variant="default" onClick={() => onTicked(new Set())}>
        {m.versions_untick()}
      </Button>
      {isOpen ? <SignatureDialog rows={rows} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function NoVersions({ isEmpty, table }: { readonly isEmpty: boolean; readonly table: VersionTable }) {
  if (isEmpty) return <EmptyState title={m.versions_empty_title()} body={m.versions_empty_body()} />;
  return (
    <EmptyState title={m.versions_nofit_title()} body={m.versions_nofit_body()}>
      <Button size="compact-sm" variant="default" onClick={() => table.setFilter('')}>
        {m.models_clear_search()}
      </Button>
    </EmptyState>
  );
}

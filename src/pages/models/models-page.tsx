import { useDeferredValue, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import {
  DEFAULT_MODEL_SORT,
  findModels,
  type ModelSort,
  sortModels,
} from '../../domain/registry/find-models.ts';
import {
  hasCutTags,
  LISTED_VALUE_CHARS,
  type RegisteredModel,
} from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive, useMark } from '../../parts/mark.ts';
import { WaitingWords } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { registeredModelsQuery } from '../../queries/registry-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { useSearchText } from '../../state/use-search-text.ts';
import { DataGrid } from '../../tables/data-grid.tsx';
import { WAITING_ROWS } from '../../tables/waiting-rows.ts';
import { AnchoredMenu, closeTo, useCloseOnScroll } from '../../ui/menu-anchor.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { registeredModelHref } from '../../url/routes.ts';
import { Cannot } from './cannot.tsx';
import { buildModelColumns, MENU_COLUMN } from './model-columns.tsx';
import { CreateModelDialog, ModelDialog, type ModelDialogKind } from './model-dialogs.tsx';
import css from './models.module.css';
import { useRegistryRights } from '../../parts/registry/use-registry-rights.ts';
import { useSortText } from './use-sort-text.ts';

const NONE: readonly RegisteredModel[] = [];

/** All registered models, found by name, description, tag or alias. */
export function ModelsPage() {
  useCrumbs([{ text: m.models_title() }]);
  const scope = useConnection();
  const [soFar, setSoFar] = useState(NONE);
  const query = useQuery(registeredModelsQuery(scope, setSoFar));
  const models = query.data ?? soFar;
  const isShown = query.data !== undefined || soFar.length > 0;
  useInteractive(isShown || query.isError);
  useMark('runlens:view-ready', isShown, 'models');
  const readAgain = () => void query.refetch();
  if (query.isError && !query.isFetching && !isShown)
    return <RegistryFailed error={query.error} onRetry={readAgain} />;
  return (
    <div className={css.page}>
      {query.isError ? (
        <FailureNotice failure={failureOf(query.error)} shape="strip" onRetry={readAgain} />
      ) : null}
      <ModelList models={isShown ? models : undefined} isComplete={query.data !== undefined} />
    </div>
  );
}

export function isWithoutRegistry(error: unknown): boolean {
  return failureOf(error).cause === 'no-registry';
}

/** A server without a registry is no failure that one could mend here. */
export function RegistryFailed(props: { readonly error: unknown; readonly onRetry: () => void }) {
  const failure = failureOf(props.error);
  if (!isWithoutRegistry(props.error)) return <FailureNotice failure={failure} onRetry={props.onRetry} />;
  return (
    <EmptyState title={m.registry_none_title()} body={m.registry_none_body()}>
      <Button size="compact-sm" variant="default" onClick={props.onRetry}>
        {m.retry()}
      </Button>
    </EmptyState>
  );
}

interface ModelListProps {
  /** Undefined: none has come yet; the table stands, so that rows need nothing but themselves. */
  readonly models: readonly RegisteredModel[] | undefined;
  readonly isComplete: boolean;
}

function ModelList({ models: known, isComplete }: ModelListProps) {
  const models = known ?? NONE;
  const [search, setSearch] = useSearchText('q');
  const [sort, onSort] = useSortText(DEFAULT_MODEL_SORT);
  const shown = useDeferredValue(search);
  const rows = useMemo(() => sortModels(findModels(models, shown), sort), [models, shown, sort]);
  const isCut = useMemo(() => models.some(hasCutTags), [models]);
  const waiting = m.models_loading({ count: formatCount(models.length) });
  return (
    <>
      <div className={css.bar}>
        <h1 className={css.heading}>{m.models_title()}</h1>
        <TextField type="search" width={300} label={m.models_search()} value={search} onChange={setSearch} />
        <span className={css.count} role="status" aria-busy={!isComplete}>
          {isComplete ? (
            <>
              {countWords(rows.length, models.length)}
              {shown !== '' && isCut ? ` · ${cutWords()}` : ''}
            </>
          ) : (
            <WaitingWords key={waiting}>{waiting}</WaitingWords>
          )}
        </span>
        <NewModel />
      </div>
      {known && rows.length === 0 ? (
        <NoModels isEmpty={models.length === 0} search={shown} onClear={() => setSearch('')} />
      ) : (
        <ModelGrid
          rows={known ? rows : undefined}
          isComplete={isComplete}
          sort={sort}
          onSort={onSort}
          resetKey={shown}
        />
      )}
    </>
  );
}

/** What is searched of tags whose values are not whole. */
export function cutWords(): string {
  return m.registry_values_cut({ chars: formatCount(LISTED_VALUE_CHARS) });
}

function countWords(found: number, total: number): string {
  if (found < total) return m.models_found({ found: formatCount(found), total: formatCount(total) });
  return m.models_count({ count: total, text: formatCount(total) });
}

function NewModel() {
  const [isOpen, setOpen] = useState(false);
  const { canWrite, reason } = useRegistryRights('').create;
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlus size={14} />}
        disabled={!canWrite}
        title={reason}
        onClick={() => setOpen(true)}
      >
        {m.models_new()}
      </Button>
      {isOpen ? <CreateModelDialog onClose={() => setOpen(false)} /> : null}
    </>
  );
}

interface NoModelsProps {
  readonly isEmpty: boolean;
  readonly search: string;
  readonly onClear: () => void;
}

function NoModels({ isEmpty, search, onClear }: NoModelsProps) {
  if (isEmpty) return <EmptyState title={m.models_empty_title()} body={m.models_empty_body()} />;
  return (
    <EmptyState title={m.models_nofit_title({ text: search })} body={m.models_nofit_body()}>
      <Button size="compact-sm" variant="default" onClick={onClear}>
        {m.models_clear_search()}
      </Button>
    </EmptyState>
  );
}

interface ModelGridProps {
  readonly rows: readonly RegisteredModel[] | undefined;
  readonly isComplete: boolean;
  readonly sort: ModelSort;
  readonly onSort: (columnId: string) => void;
  readonly resetKey: string;
}

interface OpenedMenu {
  readonly model: RegisteredModel;
  readonly anchor: DOMRect;
  readonly returnTo: Element | undefined;
}

function ModelGrid({ rows: known, isComplete, sort, onSort, resetKey }: ModelGridProps) {
  const rows = known ?? NONE;
  const hasStages = useMemo(
    () => rows.some(({ latest }) => latest.some(({ stage }) => stage !== undefined)),
    [rows],
  );
  const columns = useMemo(() => buildModelColumns(hasStages), [hasStages]);
  const navigateTo = useNavigateTo();
  const [opened, setOpened] = useState<OpenedMenu>();
  const [dialog, setDialog] = useState<{ readonly kind: ModelDialogKind; readonly model: RegisteredModel }>();
  const openMenu = (model: RegisteredModel, anchor: DOMRect) => {
    setOpened({ model, anchor, returnTo: document.activeElement ?? undefined });
    return true;
  };
  return (
    <div className={css.grid}>
      <DataGrid<RegisteredModel>
        label={m.models_title()}
        columns={columns}
        rowCount={known ? rows.length : WAITING_ROWS}
        ariaRowCount={isComplete ? rows.length : -1}
        getRow={(index) => rows[index]}
        getRowId={({ name }) => name}
        sort={sort}
        onSort={onSort}
        resetKey={`${resetKey} ${sort.columnId} ${sort.isDescending}`}
        onRowActivate={({ name }) => navigateTo(registeredModelHref(name))}
        onRowClick={(model, event) => {
          const cell = event.target instanceof Element ? event.target.closest('[data-column]') : null;
          if (cell?.getAttribute('data-column') === MENU_COLUMN)
            openMenu(model, cell.getBoundingClientRect());
        }}
        onRowMenu={openMenu}
        onRowKey={(model, key) => {
          if (key !== 'f2') return false;
          setDialog({ kind: 'rename', model });
          return true;
        }}
      />
      {opened ? (
        <ModelMenu
          opened={opened}
          onDialog={(kind) => setDialog({ kind, model: opened.model })}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
      {dialog ? <ModelDialog {...dialog} onClose={() => setDialog(undefined)} /> : null}
    </div>
  );
}

interface ModelMenuProps {
  readonly opened: OpenedMenu;
  readonly onDialog: (kind: ModelDialogKind) => void;
  readonly onClose: () => void;
}

function ModelMenu({ opened, onDialog, onClose }: ModelMenuProps) {
  const { name } = opened.model;
  useCloseOnScroll(onClose);
  return (
    <AnchoredMenu
      rect={opened.anchor}
      label={m.row_menu({ name })}
      widthPx={220}
      onClose={closeTo(onClose, opened.returnTo)}
    >
      <Menu.Item component="a" href={registeredModelHref(name)}>
        {m.models_open()}
      </Menu.Item>
      <Menu.Divider />
      <ModelActionItems name={name} onDialog={onDialog} />
    </AnchoredMenu>
  );
}

interface ModelActionItemsProps {
  readonly name: string;
  readonly onDialog: (kind: ModelDialogKind) => void;
}

/** What can be done with a model as a whole; shown as not possible, with the reason, where it is not. */
export function ModelActionItems({ name, onDialog }: ModelActionItemsProps) {
  const rights = useRegistryRights(name);
  const item = (kind: ModelDialogKind, words: string, { canWrite, reason } = rights.update) => (
    <Menu.Item disabled={!canWrite} title={reason} onClick={() => onDialog(kind)}>
      {words}
    </Menu.Item>
  );
  return (
    <>
      {item('rename', m.models_rename())}
      {item('describe', m.models_describe())}
      {item('tags', m.models_edit_tags())}
      {item('delete', m.models_delete(), rights.delete)}
      <Cannot rights={rights} />
    </>
  );
}

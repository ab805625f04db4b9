import { type ComponentProps, useDeferredValue, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { isRecordKey } from '../../domain/registry/alias-history.ts';
import type { RegisteredModel } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive, useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { registeredModelQuery } from '../../queries/registry-queries.ts';
import { type ReadVersions, useModelVersions } from '../../queries/use-model-versions.ts';
import { useSearchText } from '../../state/use-search-text.ts';
import { tabPanelProps, TabsBar } from '../../ui/tabs-bar.tsx';
import { modelsHref } from '../../url/routes.ts';
import { AliasBoard } from './alias-board.tsx';
import { AliasDialog, type OpenedAlias } from './alias-dialog.tsx';
import { AliasHistory } from './alias-history.tsx';
import { Description } from './description.tsx';
import { ModelDialog, type ModelDialogKind } from './model-dialogs.tsx';
import css from './models.module.css';
import { isWithoutRegistry, ModelActionItems, RegistryFailed } from './models-page.tsx';
import { StagesDialog } from './stages-dialog.tsx';
import { useAliasWork } from '../../parts/registry/use-alias-work.ts';
import { useRegistryRights } from '../../parts/registry/use-registry-rights.ts';
import { useVersionTable } from './use-version-table.ts';
import { VersionPlot } from './version-plot.tsx';
import { VersionsTable } from './versions-table.tsx';

/** One registered model: where its aliases are, its versions, and what was changed. */
export function ModelPage({ name }: { readonly name: string }) {
  useCrumbs([{ text: m.models_title(), href: modelsHref() }, { text: name }]);
  const scope = useConnection();
  const model = useQuery(registeredModelQuery(scope, name));
  const { read, query } = useModelVersions(name, model.data);
  const unknown = useMemo((): RegisteredModel => ({ ...UNKNOWN, name }), [name]);
  const isShown = read.isComplete || read.versions.length > 0;
  const failed = [model, query].find(({ isError, isFetching }) => isError && !isFetching);
  const readAgain = () => void Promise.all([model.refetch(), query.refetch()]);
  useInteractive((isShown && model.data !== undefined) || failed !== undefined);
  useMark('runlens:view-ready', isShown && model.data !== undefined, 'versions');
  if (failed && (!model.data || !isShown)) {
    if (failureOf(failed.error).kind === 'not-found' && !isWithoutRegistry(failed.error))
      return <NoModel name={name} />;
    return <RegistryFailed error={failed.error} onRetry={readAgain} />;
  }
  // The page stands before what it shows: answers need nothing but their rows then.
  const isKnown = model.data !== undefined;
  return (
    <div className={css.page} inert={!isKnown} aria-busy={!isKnown}>
      {failed ? <FailureNotice failure={failureOf(failed.error)} shape="strip" onRetry={readAgain} /> : null}
      <LoadedModel model={model.data ?? unknown} isKnown={isKnown} read={read} />
    </div>
  );
}

export function NoModel({ name }: { readonly name: string }) {
  return (
    <EmptyState title={m.model_none_title({ name })} body={m.model_none_body()}>
      <Button size="compact-sm" component="a" href={modelsHref()}>
        {m.models_back()}
      </Button>
    </EmptyState>
  );
}

const UNKNOWN: RegisteredModel = {
  name: '',
  createdMs: undefined,
  updatedMs: undefined,
  description: '',
  tags: [],
  aliases: [],
  latest: [],
};

interface LoadedModelProps {
  readonly model: RegisteredModel;
  /** False: nothing but its name is. */
  readonly isKnown: boolean;
  readonly read: ReadVersions;
}

const NOTHING_YET: ReadVersions = { versions: [], isComplete: false, gone: [], unread: [] };

const TABS = ['versions', 'plot', 'history'] as const;

function LoadedModel({ model, isKnown, read }: LoadedModelProps) {
  const { versions, isComplete } = useInPieces(isKnown ? read : NOTHING_YET);
  const [tabText, setTab] = useSearchText('tab');
  const tab = TABS.find((each) => each === tabText) ?? 'versions';
  const [metricText, setMetric] = useSearchText('metric');
  const [ticked, setTicked] = useState<ReadonlySet<string>>(NOTHING);
  const [opened, setOpened] = useState<OpenedAlias>();
  const move = useAliasWork(model.name);
  const [plotted, setPlotted] = useState<string>();
  const table = useVersionTable(model, versions, {
    plotted: tab === 'plot' ? plotted : undefined,
    ticked,
  });
  const metric = metricText === '' ? table.metrics[0] : metricText;
  if (tab === 'plot' && plotted !== metric) setPlotted(metric);
  const rights = useRegistryRights(model.name);
  return (
    <>
      <ModelHeader model={model} versions={versions} move={move} />
      {isKnown ? (
        <ModelFacts
          {...{ model, table, rights, move }}
          gone={read.gone}
          unread={read.unread}
          onOpen={setOpened}
        />
      ) : (
        <div className={css.board}>
          <Waiting words={m.model_loading({ name: model.name })} rows={3} />
        </div>
      )}
      <TabsBar
        label={m.model_tabs()}
        tabs={[
          { id: 'versions', label: m.versions_title() },
          { id: 'plot', label: m.model_plot() },
          { id: 'history', label: m.model_history() },
        ]}
        idPrefix="model"
        selected={tab}
        onSelect={(next) => setTab(next === 'versions' ? '' : next)}
      />
      <div className={css.body} {...tabPanelProps('model', tab)}>
        {tab === 'versions' ? (
          <VersionsTable
            model={model}
            table={table}
            total={versions.length}
            isComplete={isComplete}
            rights={rights}
            ticked={ticked}
            onTicked={setTicked}
            move={move}
            onAlias={setOpened}
          />
        ) : null}
        {tab === 'plot' && isKnown ? (
          <VersionPlot
            model={model}
            table={table}
            isComplete={isComplete}
            metric={metric}
            onMetric={setMetric}
          />
        ) : null}
        {tab === 'history' && isKnown ? (
          <AliasHistory model={model} rights={rights} onOpen={setOpened} />
        ) : null}
      </div>
      {opened ? (
        <AliasDialog
          model={model}
          table={table}
          isComplete={isComplete}
          opened={opened}
          move={move}
          onClose={() => setOpened(undefined)}
        />
      ) : null}
    </>
  );
}

const NOTHING: ReadonlySet<string> = new Set();

/** The first screen comes at once; a table of thousands of rows is made in pieces, which leave time for clicks. */
function useInPieces(read: ReadVersions): ReadVersions {
  const deferred = useDeferredValue(read, NOTHING_YET);
  const first = useMemo(
    (): ReadVersions =>
      read.versions.length <= FIRST_SCREEN
        ? read
        : { ...read, versions: read.versions.slice(0, FIRST_SCREEN), isComplete: false },
    [read],
  );
  return deferred === NOTHING_YET ? first : deferred;
}

/** As many as the first answer brings. */
const FIRST_SCREEN = 100;

/** What is said of it, and where its aliases are. */
function ModelFacts(props: ComponentProps<typeof AliasBoard>) {
  const { model, rights } = props;
  const tags = useMemo(() => model.tags.filter(({ key }) => !isRecordKey(key)), [model.tags]);
  return (
    <>
      <Description
        description={model.description}
        tags={tags}
        rights={rights}
        changeOf={{
          describe: (text) => ({ kind: 'describe-model', model: model.name, text }),
          set: (key, value) => ({ kind: 'set-model-tag', model: model.name, key, value }),
          remove: (key) => ({ kind: 'delete-model-tag', model: model.name, key }),
        }}
      />
      <AliasBoard {...props} />
    </>
  );
}

interface ModelHeaderProps extends Pick<ReadVersions, 'versions'> {
  readonly model: RegisteredModel;
  readonly move: ReturnType<typeof useAliasWork>;
}

function ModelHeader({ model, versions, move }: ModelHeaderProps) {
  const [dialog, setDialog] = useState<ModelDialogKind | 'stages'>();
  const { canWrite, reason } = useRegistryRights(model.name).update;
  const hasStages = versions.some(({ stage }) => stage !== undefined);
  const label = m.row_menu({ name: model.name });
  return (
    <header className={css.header}>
      <h1 className={css.title} title={model.name}>
        {model.name}
      </h1>
      <span className={css.space} />
      {hasStages ? (
        <Button
          size="compact-sm"
          variant="default"
          disabled={!canWrite}
          title={reason}
          onClick={() => setDialog('stages')}
        >
          {m.stages_turn()}
        </Button>
      ) : null}
      <Menu position="bottom-end" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className={css.icon} aria-label={label} title={label}>
            <IconDots size={16} stroke={1.8} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <ModelActionItems name={model.name} onDialog={setDialog} />
        </Menu.Dropdown>
      </Menu>
      {dialog === 'stages' ? (
        <StagesDialog model={model} versions={versions} move={move} onClose={() => setDialog(undefined)} />
      ) : null}
      {dialog !== undefined && dialog !== 'stages' ? (
        <ModelDialog kind={dialog} model={model} onClose={() => setDialog(undefined)} />
      ) : null}
    </header>
  );
}

import { useMemo, useState } from 'react';
import { useQueries, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import type { Experiment, ExperimentId } from '../../domain/runs/experiment.ts';
import {
  defaultViewId,
  type ReadableView,
  readViews,
  type SavedView,
  type ViewRef,
} from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentQuery, experimentsQuery } from '../../queries/run-queries.ts';
import { viewTextQuery } from '../../queries/view-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { runsHref } from '../../url/routes.ts';
import { hrefOfSaved, parseSavedWorkspace } from '../../url/saved-workspace.ts';
import { type SetOnScreen, useLiveLink } from '../share/use-live-link.ts';
import { CurrentViewBox } from './current-view-box.tsx';
import { NewViewForm } from './new-view-form.tsx';
import type { CurrentView } from './use-current-view.ts';
import { useViewWork } from './use-view-work.ts';
import { ViewFiles } from './view-files.tsx';
import { ViewRow } from './view-row.tsx';
import { ViewWorkNotice } from './view-work-notice.tsx';
import css from './views-panel.module.css';

interface ViewsPanelProps {
  readonly experimentIds: readonly ExperimentId[];
  readonly current: CurrentView | undefined;
  readonly set: SetOnScreen;
  readonly onSavePage: () => void;
  readonly onClose: () => void;
}

export interface ListedView {
  readonly ref: ViewRef;
  readonly experimentName: string;
  readonly view: SavedView;
  readonly isDefault: boolean;
}

/** All saved views of the experiments, and what can be done to them. */
export function ViewsPanel({ experimentIds, current, set, onSavePage, onClose }: ViewsPanelProps) {
  const experiments = useExperiments(experimentIds);
  const listed = useMemo(() => listViews(experiments), [experiments]);
  const work = useViewWork(set.columns);
  const formatLongLink = useLiveLink(set);
  const [isNew, setNew] = useState(false);
  const [failed, setFailed] = useState<ListedView>();
  const openView = useOpenView();
  const { workspace } = useWorkspace();
  const navigateTo = useNavigateTo();
  const open = async (item: ListedView) => {
    const isOpened = item.view.state === 'readable' && (await openView(item.ref, item.view));
    setFailed(isOpened ? undefined : item);
    if (isOpened) onClose();
  };
  return (
    <div className={css['panel']}>
      {current ? <CurrentViewBox current={current} work={work} /> : null}
      <ViewWorkNotice {...{ work, formatLongLink }} onSaveAs={() => setNew(true)} />
      {isNew ? (
        <NewViewForm {...{ experiments, work, formatLongLink }} onClose={() => setNew(false)} />
      ) : (
        <Button
          size="compact-sm"
          variant={current ? 'default' : 'filled'}
          onClick={() => {
            work.reset();
            setNew(true);
          }}
        >
          {m.views_save_as()}
        </Button>
      )}
      <section className={css['list']} aria-label={m.views_list()}>
        <h3 className={css['heading']}>{m.views_list()}</h3>
        {listed.length === 0 ? <p className={css['hint']}>{m.views_none()}</p> : null}
        <ul>
          {listed.map((item) => (
            <ViewRow
              key={`${item.ref.experimentId} ${item.view.key}`}
              item={item}
              isCurrent={current?.ref.id === item.view.id}
              hasSeveral={experiments.length > 1}
              isUnread={failed?.view.key === item.view.key}
              work={work}
              onOpen={() => void open(item)}
            />
          ))}
        </ul>
        {(current ?? experiments.some(({ tags }) => defaultViewId(tags) !== undefined)) ? (
          <button
            type="button"
            className={css['plain']}
            onClick={() => {
              navigateTo(runsHref({ experimentIds: workspace.experimentIds, view: 'none' }));
              onClose();
            }}
          >
            {m.views_plain()}
          </button>
        ) : null}
      </section>
      <ViewFiles columns={set.columns} {...{ current, onSavePage, onClose }} />
    </div>
  );
}

function useExperiments(ids: readonly ExperimentId[]): readonly Experiment[] {
  const scope = useConnection();
  const { workspace } = useWorkspace();
  const isAll = workspace.experimentIds === 'all';
  const all = useQuery({ ...experimentsQuery(scope, 'active'), enabled: isAll });
  const some = useQueries({
    queries: (isAll ? [] : ids).map((id) => experimentQuery(scope, id)),
    combine: (results) => results.flatMap(({ data }) => data ?? []),
  });
  return isAll ? (all.data ?? []) : some;
}

function listViews(experiments: readonly Experiment[]): readonly ListedView[] {
  return experiments.flatMap((experiment) => {
    const first = defaultViewId(experiment.tags);
    return readViews(experiment.tags).map((view) => ({
      ref: { experimentId: experiment.id, id: view.id ?? '' },
      experimentName: experiment.name,
      view,
      isDefault: view.id !== undefined && view.id === first,
    }));
  });
}

/** False: what it holds is none of a view. */
function useOpenView(): (ref: ViewRef, view: ReadableView) => Promise<boolean> {
  const queryClient = useQueryClient();
  const navigateTo = useNavigateTo();
  return async (ref, view) => {
    const text = await queryClient.fetchQuery(viewTextQuery(view));
    const saved = text === null ? undefined : parseSavedWorkspace(text, ref);
    if (saved) navigateTo(hrefOfSaved(saved));
    return saved !== undefined;
  };
}

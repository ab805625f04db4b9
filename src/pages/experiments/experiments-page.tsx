import { useDeferredValue, useEffect, useMemo, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { DEFAULT_EXPERIMENT_SORT, findExperiments } from '../../domain/runs/find-experiments.ts';
import { DEFAULT_WORKSPACE } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { afterPaint, useInteractive, useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { experimentsQuery } from '../../queries/run-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { DataGrid } from '../../tables/data-grid.tsx';
import { failureOf } from '../../queries/failure.ts';
import { useSearchText } from '../../state/use-search-text.ts';
import { TextField } from '../../ui/text-field.tsx';
import { runsHref } from '../../url/routes.ts';
import { buildExperimentColumns } from './experiment-columns.tsx';
import css from './experiments-page.module.css';

const NONE: readonly Experiment[] = [];

interface ExperimentsPageProps {
  /** In the frame after the first experiments are on screen. */
  readonly onShown: () => void;
}

export function ExperimentsPage({ onShown }: ExperimentsPageProps) {
  useCrumbs([{ text: m.nav_experiments() }]);
  const scope = useConnection();
  const [soFar, setSoFar] = useState<readonly Experiment[]>(NONE);
  const query = useQuery(experimentsQuery(scope, 'active', setSoFar));
  const all = query.data ?? soFar;
  const isShown = query.data !== undefined || soFar.length > 0;
  useInteractive(isShown || query.isError);
  useMark('runlens:view-ready', isShown, 'experiments');
  useEffect(() => {
    if (isShown) afterPaint(() => setTimeout(onShown, 200));
  }, [isShown, onShown]);

  if (query.isError && !query.isFetching && !isShown) {
    return <FailureNotice failure={failureOf(query.error)} onRetry={() => void query.refetch()} />;
  }
  if (!isShown) return <Waiting words={m.loading_experiments({ count: 0 })} rows={12} />;
  if (query.data?.length === 0) {
    return <EmptyState title={m.experiments_empty_title()} body={m.experiments_empty_body()} />;
  }
  return (
    <div className={css.page}>
      {query.isError ? (
        <FailureNotice failure={failureOf(query.error)} shape="strip" onRetry={() => void query.refetch()} />
      ) : null}
      <ExperimentList experiments={all} isComplete={query.data !== undefined} />
    </div>
  );
}

interface ExperimentListProps {
  readonly experiments: readonly Experiment[];
  readonly isComplete: boolean;
}

function ExperimentList({ experiments, isComplete }: ExperimentListProps) {
  const [search, setSearch] = useSearchText('q');
  const wanted = useDeferredValue(search);
  const [sort, setSort] = useState(DEFAULT_EXPERIMENT_SORT);
  const navigateTo = useNavigateTo();
  const columns = useMemo(() => buildExperimentColumns(), []);
  const found = useMemo(() => findExperiments(experiments, wanted, sort), [experiments, wanted, sort]);
  return (
    <>
      <div className={css.bar}>
        <h1 className={css.title}>{m.experiments_title()}</h1>
        <TextField
          type="search"
          width={320}
          label={m.experiments_search()}
          value={search}
          onChange={setSearch}
        />
        <span className={css.count} role="status">
          {countWords(found.length, experiments.length, isComplete)}
        </span>
      </div>
      {found.length === 0 ? (
        <EmptyState title={m.experiments_nomatch_title({ text: search })} body={m.experiments_nomatch_body()}>
          <Button size="compact-sm" variant="default" onClick={() => setSearch('')}>
            {m.clear_search()}
          </Button>
        </EmptyState>
      ) : (
        <DataGrid<Experiment>
          label={m.experiments_title()}
          columns={columns}
          rowCount={found.length}
          ariaRowCount={isComplete ? found.length : -1}
          getRow={(index) => found[index]}
          getRowId={(experiment) => experiment.id}
          sort={sort}
          onSort={(columnId) =>
            setSort((before) => ({
              columnId,
              isDescending: before.columnId === columnId ? !before.isDescending : columnId !== 'name',
            }))
          }
          onRowActivate={({ id }) => navigateTo(runsHref({ ...DEFAULT_WORKSPACE, experimentIds: [id] }))}
        />
      )}
    </>
  );
}

function countWords(found: number, total: number, isComplete: boolean): string {
  if (!isComplete) return m.loading_experiments({ count: formatCount(total) });
  if (found < total) return m.experiments_found({ found: formatCount(found), total: formatCount(total) });
  return m.experiments_count({ count: total, text: formatCount(total) });
}

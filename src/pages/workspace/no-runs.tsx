import { useQueries } from '@tanstack/react-query';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { tracesQuery } from '../../queries/run-queries.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { experimentsHref } from '../../url/routes.ts';

interface NoMatchesProps {
  /** Undefined: the server alone was asked. */
  readonly loaded: number | undefined;
  /** Runs of which it is not known yet. */
  readonly undecided: number;
  readonly onClear: () => void;
}

/** Runs are there, and none of them passes the filter. */
export function NoMatches({ loaded, undecided, onClear }: NoMatchesProps) {
  if (undecided > 0) {
    return (
      <EmptyState
        title={m.runs_undecided_title()}
        body={m.runs_undecided_body({ count: formatCount(undecided) })}
      />
    );
  }
  return (
    <EmptyState
      title={m.runs_no_match_title()}
      body={
        loaded === undefined ? m.runs_no_match_server() : m.runs_no_match_body({ count: formatCount(loaded) })
      }
    >
      <Button size="compact-sm" onClick={onClear}>
        {m.runs_clear_filter()}
      </Button>
    </EmptyState>
  );
}

/** Nothing of these experiments is deleted, or what was has been cleared away. */
export function NoDeletedRuns() {
  const { dispatch } = useWorkspace();
  return (
    <EmptyState title={m.deleted_runs_none()} body={m.deleted_runs_none_body()}>
      <Button size="compact-sm" onClick={() => dispatch({ type: 'set-lifecycle', lifecycle: 'active' })}>
        {m.deleted_runs_back()}
      </Button>
    </EmptyState>
  );
}

/** An experiment without runs says so; one that holds only traces leads to MLflow's own UI. */
export function NoRuns({ experimentIds }: { readonly experimentIds: readonly ExperimentId[] }) {
  const scope = useConnection();
  const { dispatch } = useWorkspace();
  // One question each; with more than five experiments the answer would name none of them.
  const traces = useQueries({
    queries: experimentIds.slice(0, 5).map((id) => tracesQuery(scope, id)),
  });
  const withTraces = experimentIds[traces.findIndex((query) => query.data === true)];
  if (withTraces === undefined) {
    const title = experimentIds.length === 1 ? m.runs_empty_title() : m.runs_empty_title_many();
    return (
      <EmptyState title={title} body={m.runs_empty_body()}>
        <Button size="compact-sm" component="a" href={experimentsHref()}>
          {m.back_to_experiments()}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          title={m.deleted_runs_hint()}
          onClick={() => dispatch({ type: 'set-lifecycle', lifecycle: 'deleted' })}
        >
          {m.deleted_runs()}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState title={m.runs_traces_title()} body={m.runs_traces_body()}>
      {scope.mlflowUi ? (
        <Button
          size="compact-sm"
          component="a"
          href={`${scope.mlflowUi}/#/experiments/${withTraces}/traces`}
          target="_blank"
          rel="noreferrer"
        >
          {m.open_in_mlflow()}
        </Button>
      ) : null}
      <Button size="compact-sm" variant="default" component="a" href={experimentsHref()}>
        {m.back_to_experiments()}
      </Button>
    </EmptyState>
  );
}

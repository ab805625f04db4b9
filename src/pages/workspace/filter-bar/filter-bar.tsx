import { type ReactNode, useCallback, useEffect, useId, useMemo, useState } from 'react';
import { IconArrowBackUp, IconFilter, IconX } from '@tabler/icons-react';
import type { ExpressionProblem } from '../../../domain/expression/ast.ts';
import type { ExperimentId } from '../../../domain/runs/experiment.ts';
import { m } from '../../../paraglide/messages.js';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import type { KeyCatalogue, RunsSnapshot } from '../../../worker/runs/runs-protocol.ts';
import type { ChangeFilter } from './chip.tsx';
import { CopyPython } from './copy-python.tsx';
import css from './filter-bar.module.css';
import { FilterChips } from './filter-chips.tsx';
import { splitClauses } from './filter-clauses.ts';
import { FilterField, type FilterWords } from '../../../parts/filter-field/filter-field.tsx';
import { FilterReportLine } from './filter-report.tsx';
import { RecentFilters } from './recent-filters.tsx';
import { useFilterDraft, useRecentFilters } from './use-filter-draft.ts';

export interface FilterBarProps {
  readonly viewId: string;
  readonly experimentIds: readonly ExperimentId[];
  readonly snapshot: RunsSnapshot;
  readonly catalogue: KeyCatalogue | undefined;
  /** The rows are on screen: what is heavy, the editor, may come. */
  readonly isTablePainted: boolean;
  /** Stands before the filter. */
  readonly leading?: ReactNode;
  /** Stands behind the filter. */
  readonly trailing?: ReactNode;
}

/** Which runs are shown: the filter's text, quick chips that write it, and what became of it in one line. */
export function FilterBar(props: FilterBarProps) {
  const { viewId, experimentIds, snapshot, catalogue, isTablePainted, leading, trailing } = props;
  const reportId = useId();
  const draft = useFilterDraft();
  const { text, applied, apply } = draft;
  const [typed, setTyped] = useState<ExpressionProblem>();
  const isChanged = text !== applied;
  const typedProblem = useSettled(isChanged ? typed : undefined);
  const words = useFilterWords(viewId, catalogue);
  useRecentFilters(applied, snapshot.filter);
  // A text that cannot be changed (a quote is open) gives way to what is in force.
  const base = [text, applied].find((one) => splitClauses(one) !== undefined) ?? snapshot.filter.text;
  const change: ChangeFilter = (edit) => {
    const next = edit(base);
    if (next !== undefined) apply(next);
  };
  const problem = isChanged ? typedProblem : snapshot.filter.problem;
  return (
    <div role="search" aria-label={m.filter_toolbar()} className={css.bar}>
      <div className={css.top}>
        {leading}
        <div className={css.field} data-invalid={problem !== undefined || undefined}>
          <IconFilter size={14} className={css.icon} aria-hidden="true" />
          <FilterField
            label={m.filter_label()}
            placeholder={m.filter_placeholder()}
            describedBy={reportId}
            isInvalid={problem !== undefined}
            text={text}
            onText={draft.setText}
            onApply={apply}
            isDraft={isChanged}
            mayLoad={isTablePainted}
            problem={isChanged ? undefined : snapshot.filter.problem}
            onProblem={setTyped}
            words={words}
            grammar="filter"
          />
          {isChanged && applied !== '' ? (
            <button
              type="button"
              className={css.iconButton}
              aria-label={m.filter_revert()}
              title={m.filter_revert_hint({ text: applied })}
              onClick={draft.revert}
            >
              <IconArrowBackUp size={14} aria-hidden="true" />
            </button>
          ) : null}
          {isChanged ? (
            <button
              type="button"
              className={css.apply}
              title={m.filter_apply_hint()}
              onClick={() => apply(text)}
            >
              {m.filter_apply()}
            </button>
          ) : null}
          {text === '' && applied === '' ? null : (
            <button
              type="button"
              className={css.iconButton}
              aria-label={m.filter_clear()}
              title={m.filter_clear()}
              onClick={() => apply('')}
            >
              <IconX size={14} aria-hidden="true" />
            </button>
          )}
          <RecentFilters onApply={apply} />
        </div>
        <CopyPython
          viewId={viewId}
          experimentIds={experimentIds}
          filter={snapshot.filter.text}
          matched={snapshot.matched}
        />
        {trailing}
      </div>
      <div className={css.bottom}>
        <FilterChips viewId={viewId} text={base} counts={snapshot.statusCounts} change={change} />
        <FilterReportLine
          viewId={viewId}
          id={reportId}
          applied={applied}
          text={text}
          snapshot={snapshot}
          catalogue={catalogue}
          typedProblem={typedProblem}
          onApply={apply}
        />
      </div>
    </div>
  );
}

const SETTLE_MS = 600;

/** Words about what is being typed wait for a pause; what is right again is said at once. */
function useSettled(problem: ExpressionProblem | undefined): ExpressionProblem | undefined {
  const [settled, setSettled] = useState<ExpressionProblem>();
  useEffect(() => {
    if (problem === undefined) return undefined;
    const timer = setTimeout(setSettled, SETTLE_MS, problem);
    return () => clearTimeout(timer);
  }, [problem]);
  return problem === undefined ? undefined : settled === problem ? problem : undefined;
}

function useFilterWords(viewId: string, catalogue: KeyCatalogue | undefined): FilterWords {
  const client = useDataClient();
  const loadValues = useCallback<FilterWords['loadValues']>(
    (kind, key) => client.call('runs.values', { viewId, kind, key }),
    [client, viewId],
  );
  return useMemo(() => ({ catalogue, loadValues }), [catalogue, loadValues]);
}

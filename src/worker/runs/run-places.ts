import { compileFilter } from '../../domain/expression/evaluate.ts';
import type { EvaluationContext } from '../../domain/expression/evaluation-context.ts';
import type { FilterExpression } from '../../domain/expression/ast.ts';
import { formatFilter } from '../../domain/expression/format.ts';
import { statisticsOfFilter } from '../../domain/expression/statistics-of.ts';
import type { ExcludingClause, RunPlace } from '../../domain/runs/run-absence.ts';
import { appendRuns, createRunFrame } from '../../domain/runs/run-frame.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { Run } from '../../domain/runs/run.ts';
import type { RunsView } from './view-of-runs.ts';

export interface PlacesOptions {
  readonly view: RunsView;
  /** Of the view's rows, keys that count as one merged. */
  readonly context: EvaluationContext;
  readonly contextOf: (frame: RunFrame) => EvaluationContext;
}

/** Where runs are in a view, and what keeps those out that are not among its rows. */
export function findPlaces(
  runs: readonly Run[],
  { view, context, contextOf }: PlacesOptions,
): readonly RunPlace[] {
  const clauses = clausesOf(view.filter.expression);
  const others = createRunFrame();
  appendRuns(others, runs);
  const isTaken = {
    row: testsOf(clauses, context),
    other: testsOf(clauses, contextOf(others)),
  };
  const isWhole = view.isWhole();
  return runs.map((run, index) => {
    const row = view.table.frame.rowOf.get(run.id);
    const failed = clauses.filter((_, place) =>
      row === undefined ? !isTaken.other[place]?.(index) : !isTaken.row[place]?.(row),
    );
    // In a tree the place of a run that is not there is that of its nearest ancestor.
    const isNowhere = view.query.tree !== undefined && (failed.length > 0 || row === undefined);
    return {
      isExperimentOpen: view.query.experimentIds.includes(run.experimentId),
      isAdded: view.query.addedRuns?.includes(run.id) ?? false,
      isLoaded: row !== undefined,
      isWhole,
      rank: isNowhere ? undefined : view.rankOf(run.id),
      isCompared: view.isCompared(run.id),
      isRuled: view.isRuled(run.id),
      excludedBy: failed.map((clause) => describe(clause, view.filter.text, row === undefined)),
      filterWithout: formatAll(clauses.filter((clause) => !failed.includes(clause))),
      foldedParents: failed.length > 0 ? [] : view.foldedParents(run.id),
      foldedGroup: failed.length > 0 ? undefined : view.foldedGroup(run.id),
    };
  });
}

function clausesOf(filter: FilterExpression | undefined): readonly FilterExpression[] {
  if (!filter) return [];
  return filter.kind === 'and' ? filter.parts : [filter];
}

function testsOf(clauses: readonly FilterExpression[], context: EvaluationContext) {
  return clauses.map((clause) => compileFilter(clause, context));
}

function describe(clause: FilterExpression, text: string, isOutside: boolean): ExcludingClause {
  return {
    text: text.slice(clause.span.start, clause.span.end),
    isUndecided: isOutside && statisticsOfFilter(clause).length > 0,
  };
}

function formatAll(parts: readonly FilterExpression[]): string {
  const [first] = parts;
  if (!first) return '';
  return formatFilter(parts.length === 1 ? first : { kind: 'and', parts, span: first.span });
}

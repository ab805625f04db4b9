import { useMemo, useRef, useState } from 'react';
import { MAX_DIFF_KEYS, MAX_DIFF_RUNS } from '../../../domain/comparison/diff-view.ts';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { runOfBaseline } from '../../../domain/runs/baseline.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { useMark } from '../../../parts/mark.ts';
import { useRunStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { DataGrid, type RevealedRow } from '../../../tables/data-grid.tsx';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import tabCss from '../tab-panel.module.css';
import css from './diff.module.css';
import { DiffByRun } from './diff-by-run.tsx';
import { diffColumns } from './diff-columns.tsx';
import { baselineFirst, nextPlace } from './diff-order.ts';
import { DiffToolbar } from './diff-toolbar.tsx';
import type { ExperimentNames } from './diff-words.ts';
import { ModelsRemark } from './models-remark.tsx';
import { useDiff } from './use-diff.ts';
import { useLitRun } from './use-lit-run.ts';
import { createCutter } from '../../../ui/cut-apart.ts';
import { useDiffTexts } from './use-diff-texts.ts';

interface DiffOfSetProps {
  readonly viewId: string;
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
  readonly experimentNames: ExperimentNames;
}

/** What the runs of the compare set have, side by side. */
export function DiffOfSet(props: DiffOfSetProps) {
  if (props.compared.length >= 2) return <Diff {...props} />;
  return <p className={tabCss.words}>{props.compared.length === 0 ? m.diff_no_runs() : m.diff_one_run()}</p>;
}

/** Read when the first values are opened. */
const { Component: ValueDialog } = createLazyComponent(
  async () => (await import('./value-dialog.tsx')).ValueDialog,
  () => null,
);

/** The lines that are columns where runs are rows: with heads of kinds between them. */
const KEYS = { start: 0, end: MAX_DIFF_KEYS } as const;
const NO_STATUSES: readonly undefined[] = [];

function Diff({ viewId, compared, rowsVersion, experimentNames: names }: DiffOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const { diff: view, directions } = workspace;
  // A group as the baseline has no column of its own: runs are compared with each other.
  const baselineId = runOfBaseline(workspace.baseline);
  const runs = useMemo(
    () => baselineFirst(compared, baselineId).slice(0, MAX_DIFF_RUNS),
    [compared, baselineId],
  );
  const styles = useRunStyles(compared);
  const baseline = runs[0]?.id === baselineId ? 0 : undefined;
  const [modelsAttempt, setModelsAttempt] = useState(0);
  const question = {
    viewId,
    runIds: runs.map(({ id }) => id),
    baseline: baseline === undefined ? undefined : baselineId,
    view,
    modelsAttempt,
  };
  const { reply, getRow, onVisibleRange } = useDiff(question, rowsVersion, view.isByRun ? KEYS : undefined);
  const statuses = reply?.statuses ?? NO_STATUSES;
  const statusText = statuses.join(' ');
  const input = useMemo(
    () => ({ runs, statuses, styles, baseline, directions, names, cutName: cutterOf(runs) }),
    // `statusText` stands for `statuses`.
    // oxlint-disable-next-line react/exhaustive-deps
    [runs, statusText, styles, baseline, directions, names],
  );
  const [opened, setOpened] = useState<DiffLine>();
  const columns = useMemo(() => diffColumns(input, setOpened), [input]);
  const [current, setCurrent] = useState<RevealedRow>();
  const step = (direction: 1 | -1) => {
    // Where runs are rows not all lines may be columns.
    const end = view.isByRun ? KEYS.end : Number.POSITIVE_INFINITY;
    const places = (reply?.differing ?? []).filter((place) => place < end);
    const next = nextPlace(places, current?.row, direction);
    if (next !== undefined) setCurrent({ row: next, align: 'in-sight' });
  };
  const grid = useRef<HTMLDivElement>(null);
  const lit = useLitRun(grid, question.runIds, view.isByRun ? 'data-row-id' : 'data-column');
  const none = view.find === '' ? m.diff_all_same() : m.diff_found_none();
  const onKey = (key: string) => {
    if (key !== 'n' && key !== 'p') return false;
    step(key === 'n' ? 1 : -1);
    return true;
  };
  const texts = useDiffTexts(question, runs, names, { baseline, directions });
  useMark('runlens:view-ready', reply !== undefined, 'diff');

  return (
    <section className={tabCss.panel} aria-label={m.tab_diff()}>
      <DiffToolbar
        view={view}
        reply={reply}
        runCount={runs.length}
        hasBaseline={baseline !== undefined}
        cutFrom={compared.length > runs.length ? compared.length : undefined}
        onView={(next) => dispatch({ type: 'set-diff', diff: next })}
        onFind={(find) => dispatch({ type: 'find-in-diff', find })}
        onStep={step}
        getMarkdown={texts.markdown}
        onCsv={() => void texts.saveCsv()}
      />
      {reply ? (
        <ModelsRemark models={reply.models} onRetry={() => setModelsAttempt((before) => before + 1)} />
      ) : null}
      <div ref={grid} className={css.grid} {...lit}>
        {!reply ? (
          <Waiting words={m.diff_reading()} />
        ) : view.isByRun ? (
          <DiffByRun reply={reply} input={input} current={current?.row} onKey={onKey} none={none} />
        ) : (
          <DataGrid<DiffRow>
            label={m.tab_diff()}
            columns={columns}
            rowCount={reply.rowCount}
            ariaRowCount={reply.rowCount}
            getRow={getRow}
            getRowId={idOfRow}
            onVisibleRange={onVisibleRange}
            onRowActivate={(row) => {
              if (!('section' in row)) setOpened(row);
            }}
            revealRow={current}
            rowState={(row) => ({ isFocused: current !== undefined && getRow(current.row) === row })}
            resetKey={`${view.find} ${view.order} ${view.isDifferencesOnly}`}
            onRowKey={(_, key) => onKey(key)}
          >
            {none}
          </DataGrid>
        )}
      </div>
      {opened ? (
        <ValueDialog line={opened} runs={runs} names={names} onClose={() => setOpened(undefined)} />
      ) : null}
    </section>
  );
}

function cutterOf(runs: readonly ComparedRun[]) {
  return createCutter(runs.map(({ name }) => name));
}

function idOfRow(row: DiffRow): string {
  return 'section' in row ? row.section : `${row.kind} ${row.key}`;
}

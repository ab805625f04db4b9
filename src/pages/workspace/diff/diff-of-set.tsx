import { useMemo, useRef, useState } from 'react';
import { MAX_DIFF_KEYS, MAX_DIFF_RUNS } from '../../../domain/comparison/diff-view.ts';
import type { DiffLine } from '../../../domain/comparison/diff-lines.ts';
import { groupOfBaseline, runOfBaseline } from '../../../domain/runs/baseline.ts';
import type { ComparedRun, CompareSet } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { useShownBaseline, withBaseline } from '../../../parts/baseline.tsx';
import { useMark } from '../../../parts/mark.ts';
import { useRunStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import tabCss from '../tab-panel.module.css';
import css from './diff.module.css';
import { DiffByKey } from './diff-by-key.tsx';
import { DiffByRun } from './diff-by-run.tsx';
import { baselineFirst } from './diff-order.ts';
import { DiffToolbar } from './diff-toolbar.tsx';
import { diffWords, type ExperimentNames } from './diff-words.ts';
import { GroupRemark } from './group-remark.tsx';
import { ModelsRemark } from './models-remark.tsx';
import { useDiff } from './use-diff.ts';
import { useDiffTexts } from './use-diff-texts.ts';
import { useLitRun } from './use-lit-run.ts';
import { useSteps } from './use-steps.ts';
import { createCutter } from '../../../ui/cut-apart.ts';

interface DiffOfSetProps {
  readonly viewId: string;
  readonly compared: readonly ComparedRun[];
  readonly rowsVersion: number | undefined;
  /** Runs that may belong to the set are still read for the first time. */
  readonly isReading: boolean;
  readonly experimentNames: ExperimentNames;
}

/** What the runs of the compare set have, side by side, with the baseline, be it one of them or not. */
export function DiffOfSet(props: DiffOfSetProps) {
  const { compared } = props;
  const { workspace } = useWorkspace();
  const baseline = useShownBaseline(runOfBaseline(workspace.baseline), compared);
  const runs = useMemo(() => withBaseline(compared, baseline), [compared, baseline]);
  if (compared.length === 0) return <p className={tabCss.words}>{m.diff_no_runs()}</p>;
  if (runs.length >= 2) return <Diff {...props} compared={runs} />;
  if (baseline?.state === 'reading') return <Waiting words={m.diff_reading()} />;
  return <p className={tabCss.words}>{m.diff_one_run()}</p>;
}

/** Read when the first values are opened. */
const { Component: ValueDialog } = createLazyComponent(
  async () => (await import('./value-dialog.tsx')).ValueDialog,
  () => null,
);

/** The lines that are columns where runs are rows: with heads of kinds between them. */
const KEYS = { start: 0, end: MAX_DIFF_KEYS } as const;
const NO_STATUSES: readonly undefined[] = [];

function Diff({ viewId, compared, rowsVersion, isReading, experimentNames: names }: DiffOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const { diff: view, directions } = workspace;
  const baselineId = runOfBaseline(workspace.baseline);
  const group = groupOfBaseline(workspace.baseline);
  const runs = useMemo(
    () => baselineFirst(compared, baselineId).slice(0, MAX_DIFF_RUNS),
    [compared, baselineId],
  );
  const styles = useRunStyles(compared);
  const baseline = runs[0]?.id === baselineId ? 0 : undefined;
  const words = useMemo(() => diffWords(runs, names), [runs, names]);
  const [modelsAttempt, setModelsAttempt] = useState(0);
  const question = {
    viewId,
    runIds: runs.map(({ id }) => id),
    baseline: baseline === undefined ? undefined : baselineId,
    view,
    words: view.find === '' ? undefined : words,
    modelsAttempt,
    isGrowing: isReading && compared.length < mostColumns(workspace.set),
  };
  const { reply, getRow, onVisibleRange } = useDiff(question, rowsVersion, view.isByRun ? KEYS : undefined);
  const statuses = reply?.statuses ?? NO_STATUSES;
  const statusText = statuses.join(' ');
  const input = useMemo(
    () => ({ runs, statuses, styles, baseline, directions, words, cutName: cutterOf(runs) }),
    // `statusText` stands for `statuses`.
    // oxlint-disable-next-line react/exhaustive-deps
    [runs, statusText, styles, baseline, directions, words],
  );
  const [opened, setOpened] = useState<DiffLine>();
  const arrangement = JSON.stringify([question.runIds, question.baseline, { ...view, isByRun: false }]);
  const { current, step } = useSteps(arrangement);
  const onStep = (direction: 1 | -1) => {
    // Where runs are rows not all lines may be columns.
    const end = view.isByRun ? KEYS.end : Number.POSITIVE_INFINITY;
    step(
      (reply?.differing ?? []).filter((place) => place < end),
      direction,
    );
  };
  const grid = useRef<HTMLDivElement>(null);
  const lit = useLitRun(grid, question.runIds, view.isByRun ? 'data-row-id' : 'data-column');
  const none = view.find === '' ? m.diff_all_same() : m.diff_found_none();
  const onKey = (key: string) => {
    if (key !== 'n' && key !== 'p') return false;
    onStep(key === 'n' ? 1 : -1);
    return true;
  };
  const texts = useDiffTexts(question, runs, words, { baseline, directions });
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
        onStep={onStep}
        getMarkdown={texts.markdown}
        onCsv={() => void texts.saveCsv()}
      />
      {group === undefined ? null : <GroupRemark id={group} />}
      {reply ? (
        <ModelsRemark models={reply.models} onRetry={() => setModelsAttempt((before) => before + 1)} />
      ) : null}
      <div ref={grid} className={css.grid} {...lit}>
        {!reply ? (
          <Waiting words={m.diff_reading()} />
        ) : view.isByRun ? (
          <DiffByRun {...{ reply, input, onKey, none }} current={current?.row} onOpen={setOpened} />
        ) : (
          <DiffByKey
            rowCount={reply.rowCount}
            {...{ input, current, getRow, onVisibleRange, onKey }}
            onOpen={setOpened}
            resetKey={`${view.find} ${view.order} ${view.isDifferencesOnly}`}
          >
            {none}
          </DiffByKey>
        )}
      </div>
      {opened ? (
        <ValueDialog line={opened} runs={runs} words={words} onClose={() => setOpened(undefined)} />
      ) : null}
    </section>
  );
}

function mostColumns(set: CompareSet): number {
  switch (set.kind) {
    case 'all':
      return MAX_DIFF_RUNS;
    case 'top':
      return Math.min(set.count, MAX_DIFF_RUNS);
    case 'these':
      return Math.min(set.runIds.length, MAX_DIFF_RUNS);
  }
}

function cutterOf(runs: readonly ComparedRun[]) {
  return createCutter(runs.map(({ name }) => name));
}

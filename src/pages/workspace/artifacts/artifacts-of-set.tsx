import { type ReactNode, useMemo } from 'react';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import { parsePlace } from '../../../domain/artifacts/artifact-place.ts';
import { runOfBaseline } from '../../../domain/runs/baseline.ts';
import { formatCount } from '../../../base/format-number.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { useFocusedRun, useHighlightStore } from '../../../parts/highlight.tsx';
import { useRunStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { failureOf } from '../../../queries/failure.ts';
import { useLiveRun } from '../../../queries/use-live-run.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { ArtifactsView } from '../../../viewers/pane/artifacts-view.tsx';
import { EmptyState } from '../../../parts/empty-state.tsx';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import { baselineFirst } from '../diff/diff-order.ts';
import tabCss from '../tab-panel.module.css';
import css from './artifacts-of-set.module.css';
import { usePathOfRun } from './use-path-of-run.ts';

interface ArtifactsOfSetProps {
  readonly compared: readonly ComparedRun[];
}

const { Component: CompareFiles } = createLazyComponent(
  async () => (await import('../../../viewers/compare/compare-files.tsx')).CompareFiles,
  () => <Waiting words={m.cmp_reading()} />,
);

/** Files of one of the compared runs at a time: the focused one, or the one that was chosen; the path stays. Or one path of all. */
export function ArtifactsOfSet({ compared }: ArtifactsOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const { focus } = useHighlightStore();
  const focused = useFocusedRun();
  const { files: view } = workspace;
  const baselineId = runOfBaseline(workspace.baseline);
  const ordered = useMemo(() => baselineFirst(compared, baselineId), [compared, baselineId]);
  const chosen =
    compared.find(({ id }) => id === focused) ??
    compared.find(({ id }) => id === workspace.filesOf) ??
    ordered[0];
  const run = useLiveRun(chosen?.id);
  const { path, modelName } = usePathOfRun(workspace.path, run.data);
  if (!chosen) return <p className={tabCss.words}>{m.art_no_runs()}</p>;
  const choose = (id: RunId) => {
    // The focus is where one looks: another one than before would win over the choice.
    if (focused !== undefined) focus(id);
    dispatch({ type: 'set-path', path: workspace.path, filesOf: id });
  };
  return (
    <section className={tabCss.panel} aria-label={m.tab_artifacts()}>
      <RunChoice compared={compared} chosen={chosen} onChoose={choose}>
        {compared.length > 1 ? (
          <ModeSwitch
            isCompared={view.isCompared}
            count={compared.length}
            onTurn={(isCompared) => dispatch({ type: 'set-files', files: { isCompared } })}
          />
        ) : null}
      </RunChoice>
      <div className={css.body}>
        {run.data ? (
          <ArtifactsView
            run={run.data}
            place={path}
            onPlace={(path) => dispatch({ type: 'set-path', path, filesOf: chosen.id })}
            renderPath={
              view.isCompared && compared.length > 1
                ? ({ siblings, onOpenPath }) => {
                    const { root, path } = parsePlace(workspace.path, chosen.id);
                    if (root.kind === 'model' && modelName === undefined)
                      return <EmptyState title={m.cmp_model()} body={m.cmp_model_body()} />;
                    return (
                      <CompareFiles
                        runs={ordered}
                        baselineId={baselineId}
                        path={path}
                        modelName={modelName}
                        siblings={siblings}
                        view={view}
                        onView={(files) => dispatch({ type: 'set-files', files })}
                        onOpenPath={onOpenPath}
                      />
                    );
                  }
                : undefined
            }
          />
        ) : run.isError && !run.isFetching ? (
          <FailureNotice failure={failureOf(run.error)} onRetry={() => void run.refetch()} />
        ) : (
          <Waiting words={m.loading_run()} />
        )}
      </div>
    </section>
  );
}

interface RunChoiceProps {
  readonly compared: readonly ComparedRun[];
  readonly chosen: ComparedRun;
  readonly onChoose: (id: RunId) => void;
  readonly children: ReactNode;
}

function RunChoice({ compared, chosen, onChoose, children }: RunChoiceProps) {
  const styles = useRunStyles(compared);
  const at = compared.indexOf(chosen);
  const step = (direction: 1 | -1) => {
    const next = compared.at((at + direction) % compared.length);
    if (next) onChoose(next.id);
  };
  return (
    <div className={css.bar}>
      {children}
      <span className={css.dot} style={{ background: styles.get(chosen.id)?.color }} aria-hidden="true" />
      <label className={tabCss.field}>
        {m.art_files_of()}
        <select
          className={css.select}
          value={chosen.id}
          onChange={(event) => {
            const next = compared.find(({ id }) => id === event.currentTarget.value);
            if (next) onChoose(next.id);
          }}
        >
          {compared.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      {compared.length > 1 ? (
        <>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={m.art_previous_run()}
            title={m.art_previous_run()}
            onClick={() => step(-1)}
          >
            <IconChevronLeft size={15} />
          </Button>
          <Button
            size="compact-sm"
            variant="subtle"
            aria-label={m.art_next_run()}
            title={m.art_next_run()}
            onClick={() => step(1)}
          >
            <IconChevronRight size={15} />
          </Button>
          <span className={css.count}>{m.art_run_of({ place: at + 1, count: compared.length })}</span>
        </>
      ) : null}
    </div>
  );
}

interface ModeSwitchProps {
  readonly isCompared: boolean;
  readonly count: number;
  readonly onTurn: (isCompared: boolean) => void;
}

function ModeSwitch({ isCompared, count, onTurn }: ModeSwitchProps) {
  return (
    <fieldset className={css.modes}>
      <legend className={css.hidden}>{m.cmp_mode()}</legend>
      {[false, true].map((mode) => (
        <label key={String(mode)} title={mode ? m.cmp_hint({ count: formatCount(count) }) : undefined}>
          <input type="radio" name="files-mode" checked={isCompared === mode} onChange={() => onTurn(mode)} />
          {mode ? m.cmp_all() : m.cmp_one()}
        </label>
      ))}
    </fieldset>
  );
}

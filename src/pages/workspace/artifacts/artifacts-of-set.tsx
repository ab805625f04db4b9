import { useQuery } from '@tanstack/react-query';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { Button } from '@mantine/core';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { useFocusedRun, useHighlightStore } from '../../../parts/highlight.tsx';
import { useRunStyles } from '../../../parts/run-styles.ts';
import { Waiting } from '../../../parts/waiting.tsx';
import { useConnection } from '../../../queries/data-client-context.tsx';
import { failureOf } from '../../../queries/failure.ts';
import { runQuery } from '../../../queries/run-queries.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { ArtifactsView } from '../../../viewers/pane/artifacts-view.tsx';
import tabCss from '../tab-panel.module.css';
import css from './artifacts-of-set.module.css';
import { usePathOfRun } from './use-path-of-run.ts';

interface ArtifactsOfSetProps {
  readonly compared: readonly ComparedRun[];
}

/** Files of one of the compared runs at a time: the focused one, or the one that was chosen; the path stays. */
export function ArtifactsOfSet({ compared }: ArtifactsOfSetProps) {
  const { workspace, dispatch } = useWorkspace();
  const { focus } = useHighlightStore();
  const focused = useFocusedRun();
  const chosen =
    compared.find(({ id }) => id === focused) ??
    compared.find(({ id }) => id === workspace.filesOf) ??
    compared[0];
  const run = useQuery({
    ...runQuery(useConnection(), chosen?.id ?? ('' as RunId)),
    enabled: chosen !== undefined,
  });
  const path = usePathOfRun(workspace.path, run.data);
  if (!chosen) return <p className={tabCss.words}>{m.art_no_runs()}</p>;
  const choose = (id: RunId) => {
    // The focus is where one looks: another one than before would win over the choice.
    if (focused !== undefined) focus(id);
    dispatch({ type: 'set-path', path: workspace.path, filesOf: id });
  };
  return (
    <section className={tabCss.panel} aria-label={m.tab_artifacts()}>
      <RunChoice compared={compared} chosen={chosen} onChoose={choose} />
      <div className={css.body}>
        {run.data ? (
          <ArtifactsView
            run={run.data}
            place={path}
            onPlace={(path) => dispatch({ type: 'set-path', path, filesOf: chosen.id })}
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
}

function RunChoice({ compared, chosen, onChoose }: RunChoiceProps) {
  const styles = useRunStyles(compared);
  const at = compared.indexOf(chosen);
  const step = (direction: 1 | -1) => {
    const next = compared.at((at + direction) % compared.length);
    if (next) onChoose(next.id);
  };
  return (
    <div className={css.bar}>
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

import { Button } from '@mantine/core';
import type { Experiment } from '../../../domain/runs/experiment.ts';
import { type Absence, explainAbsence, type RunPlace } from '../../../domain/runs/run-absence.ts';
import { isPinnedToShow, planToShow } from '../../../domain/show-run.ts';
import { m } from '../../../paraglide/messages.js';
import { useHighlightStore } from '../../../parts/highlight.tsx';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { runHref } from '../../../url/routes.ts';
import type { LookedUpRun } from '../../../worker/runs/finding-protocol.ts';
import { absenceWords } from './absence-words.ts';
import css from './find-run.module.css';
import { FoundLine } from './found-line.tsx';
import { RestoreRun } from './restore-run.tsx';
import { useWantRun } from './wanted-run.tsx';

interface FoundRunProps {
  readonly viewId: string;
  readonly found: LookedUpRun;
  /** Undefined: not known yet. */
  readonly experiment: Experiment | undefined;
  readonly onDone: () => void;
}

/** A run, why it is not on screen, and the click that shows it. */
export function FoundRun({ viewId, found, experiment, onDone }: FoundRunProps) {
  const { head, place } = found;
  const { workspace, dispatch } = useWorkspace();
  const client = useDataClient();
  const want = useWantRun();
  const { focus } = useHighlightStore();
  const absences = place
    ? explainAbsence(
        {
          id: head.id,
          experimentId: head.experimentId,
          isDeleted: head.lifecycle === 'deleted',
          isExperimentDeleted: experiment?.lifecycle === 'deleted',
          isAmongDeleted: workspace.lifecycle === 'deleted',
        },
        place,
      )
    : [];
  const experimentName = experiment?.name ?? head.experimentId;
  const plan = planToShow(head.id, absences, place?.isRuled ?? false);
  const isPinned = isPinnedToShow(absences);
  const show = () => {
    if (plan && plan.length > 0) dispatch({ type: 'together', actions: plan });
    for (const { kind } of absences) {
      const action = CONTROLS.get(kind);
      // What became of it shows in the next snapshot.
      if (action) void client.call('runs.control', { viewId, action }).catch(() => undefined);
    }
    // A run above the rows is none of them: nothing has to be waited for, nor scrolled to.
    if (isPinned || place?.isAdded === true) focus(head.id);
    else want(head.id);
    onDone();
  };
  const action = plan ? (
    <Button
      size="compact-sm"
      variant="default"
      title={isPinned ? m.find_run_pins() : undefined}
      onClick={show}
    >
      {absences.length === 0 ? m.find_run_go() : m.find_run_show()}
    </Button>
  ) : (
    <>
      {absences.some(({ kind }) => kind === 'run-deleted') ? <RestoreRun run={head} /> : null}
      <Button size="compact-sm" variant="default" component="a" href={runHref(head.id)} onClick={onDone}>
        {m.find_run_page()}
      </Button>
    </>
  );
  return (
    <FoundLine head={head} experimentName={experimentName} action={action} onLeave={onDone}>
      <Reasons absences={absences} experimentName={experimentName} place={place} />
    </FoundLine>
  );
}

const CONTROLS: ReadonlyMap<Absence['kind'], 'resume' | 'sort-again'> = new Map([
  ['not-loaded', 'resume'],
  ['waiting', 'sort-again'],
]);

interface ReasonsProps {
  readonly absences: readonly Absence[];
  readonly experimentName: string;
  readonly place: RunPlace | undefined;
}

function Reasons({ absences, experimentName, place }: ReasonsProps) {
  if (absences.length === 0) {
    return (
      <p className={css.reason} data-absence="none">
        {place?.isAdded === true ? m.find_run_above() : m.find_run_here({ row: (place?.rank ?? 0) + 1 })}
      </p>
    );
  }
  return (
    <ul className={css.reasons}>
      {absences.map((absence) => (
        <li key={absence.kind} className={css.reason} data-absence={absence.kind}>
          {absenceWords(absence, experimentName)}
        </li>
      ))}
    </ul>
  );
}

import { Button } from '@mantine/core';
import type { Experiment } from '../../../domain/runs/experiment.ts';
import { type Absence, explainAbsence } from '../../../domain/runs/run-absence.ts';
import type { RunHead } from '../../../domain/runs/run-head.ts';
import { planToShow } from '../../../domain/show-run.ts';
import { m } from '../../../paraglide/messages.js';
import { useChanges } from '../../../parts/changes/changes.tsx';
import { RunStatusDot } from '../../../parts/run-status-dot.tsx';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import { useWrites } from '../../../queries/use-change-runs.ts';
import { useWorkspace } from '../../../state/workspace-store.tsx';
import { runHref } from '../../../url/routes.ts';
import type { LookedUpRun } from '../../../worker/runs/finding-protocol.ts';
import { absenceWords } from './absence-words.ts';
import css from './find-run.module.css';
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
  const absences = place
    ? explainAbsence(
        {
          id: head.id,
          experimentId: head.experimentId,
          isDeleted: head.lifecycle === 'deleted',
          isExperimentDeleted: experiment?.lifecycle === 'deleted',
        },
        place,
      )
    : [];
  const experimentName = experiment?.name ?? head.experimentId;
  const plan = planToShow(head.id, absences, place?.isRuled ?? false, workspace);
  const show = () => {
    for (const action of plan ?? []) dispatch(action);
    for (const { kind } of absences) {
      const action = CONTROLS.get(kind);
      // What became of it shows in the next snapshot.
      if (action) void client.call('runs.control', { viewId, action }).catch(() => undefined);
    }
    want(head.id);
    onDone();
  };
  return (
    <li className={css.run} data-run-id={head.id}>
      <div className={css.head}>
        <RunStatusDot status={head.status} />
        <a className={css.name} href={runHref(head.id)} title={head.name} onClick={onDone}>
          {head.name === '' ? head.id : head.name}
        </a>
        <code className={css.id} title={head.id}>
          {head.id.slice(0, 8)}
        </code>
        <span className={css.experiment} title={experimentName}>
          {experimentName}
        </span>
        {plan ? (
          <Button size="compact-sm" variant="default" onClick={show}>
            {absences.length === 0 ? m.find_run_go() : m.find_run_show()}
          </Button>
        ) : (
          <>
            {absences.some(({ kind }) => kind === 'run-deleted') ? <Restore run={head} /> : null}
            <Button
              size="compact-sm"
              variant="default"
              component="a"
              href={runHref(head.id)}
              onClick={onDone}
            >
              {m.find_run_page()}
            </Button>
          </>
        )}
      </div>
      <Reasons absences={absences} experimentName={experimentName} rank={place?.rank} />
    </li>
  );
}

/** Brings a deleted run back; what keeps it out then is told in place of that. */
function Restore({ run }: { readonly run: RunHead }) {
  const { perform } = useChanges();
  const writes = useWrites();
  const restore = () =>
    void perform('restore', [{ kind: 'restore', id: run.id }], { names: new Map([[run.id, run.name]]) });
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={writes === 'none'}
      title={writes === 'none' ? m.write_none() : undefined}
      onClick={restore}
    >
      {m.experiments_restore()}
    </Button>
  );
}

const CONTROLS: ReadonlyMap<Absence['kind'], 'resume' | 'sort-again'> = new Map([
  ['not-loaded', 'resume'],
  ['waiting', 'sort-again'],
]);

interface ReasonsProps {
  readonly absences: readonly Absence[];
  readonly experimentName: string;
  readonly rank: number | undefined;
}

function Reasons({ absences, experimentName, rank }: ReasonsProps) {
  if (absences.length === 0) {
    return (
      <p className={css.reason} data-absence="none">
        {m.find_run_here({ row: (rank ?? 0) + 1 })}
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

import { createContext, type ReactNode, use, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { RunChange } from '../../domain/runs/run-change.ts';
import { m } from '../../paraglide/messages.js';
import { useWrites } from '../../queries/use-change-runs.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ChangeProgress } from '../../worker/runs/change-protocol.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import type { ChangeAction } from '../changes/change-words.ts';
import { useChanges } from '../changes/changes.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface ActionFormProps {
  readonly title: string;
  readonly action: ChangeAction;
  readonly submitLabel: string;
  readonly runs: readonly RunTarget[];
  /** Undefined: there is nothing to send yet. */
  readonly changes: readonly RunChange[] | undefined;
  readonly widthPx?: number | undefined;
  readonly onClose: () => void;
  readonly children?: ReactNode;
}

/** What chose the runs that a dialog is about; see `OpenedDialog`. */
export const RunScope = createContext<string | undefined>(undefined);

/** Sends changes of some runs. Where all of them were refused it stays, with what was typed and with the reason. */
export function ActionForm(props: ActionFormProps) {
  const { title, action, submitLabel, runs, changes, widthPx, onClose, children } = props;
  const { perform } = useChanges();
  const writes = useWrites();
  const scope = use(RunScope);
  /** Stops what is under way; undefined: nothing is. */
  const [stop, setStop] = useState<AbortController>();
  const [progress, setProgress] = useState<ChangeProgress>();
  const [failure, setFailure] = useState<TrackingFailure>();
  const submit = async (asked: readonly RunChange[]) => {
    const controller = new AbortController();
    setStop(controller);
    setFailure(undefined);
    const names = new Map(runs.map(({ id, name }) => [id, name]));
    const { refused, runCount } = await perform(action, asked, {
      names,
      saysRefusal: true,
      onProgress: setProgress,
      stop: controller,
    });
    setStop(undefined);
    setProgress(undefined);
    if (refused.length < runCount) onClose();
    else setFailure(refused[0]?.failure);
  };
  const isStoppable = stop !== undefined && runs.length > 1;
  return (
    <FormDialog
      title={title}
      widthPx={widthPx}
      submitLabel={submitLabel}
      closeLabel={isStoppable ? m.change_stop() : m.cancel()}
      {...(isStoppable ? { onCancel: () => stop.abort() } : {})}
      onSubmit={changes && changes.length > 0 ? () => void submit(changes) : undefined}
      isBusy={stop !== undefined}
      isGrave={action === 'delete'}
      onClose={onClose}
    >
      {scope === undefined ? null : <p className={css.scope}>{scope}</p>}
      {children}
      {writes === 'memory' ? <p className={css.hint}>{m.connection_memory_long()}</p> : null}
      {progress && progress.total > 1 ? (
        <p className={css.hint} role="status">
          {m.changing_of({ done: formatCount(progress.done), total: formatCount(progress.total) })}
        </p>
      ) : null}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
    </FormDialog>
  );
}

/** The runs by name, so that nobody changes others than they meant. */
export function RunNames({ runs }: { readonly runs: readonly RunTarget[] }) {
  const shown = runs.slice(0, MAX_NAMES);
  const rest = runs.length - shown.length;
  return (
    <ul className={css.names}>
      {shown.map(({ id, name }) => (
        <li key={id} title={id}>
          {name}
        </li>
      ))}
      {rest > 0 ? <li>{m.runs_and_more({ count: rest, text: formatCount(rest) })}</li> : null}
    </ul>
  );
}

/** They scroll. */
const MAX_NAMES = 500;

/** `run 7`, or `12 runs`. */
export function runsWord(runs: readonly RunTarget[]): string {
  const [only] = runs;
  if (runs.length === 1 && only) return only.name;
  return m.run_count({ count: runs.length, text: formatCount(runs.length) });
}

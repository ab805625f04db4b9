import { m } from '../../../paraglide/messages.js';
import { FoundRun } from './found-run.tsx';
import { RunSearch } from './run-search.tsx';

interface FindRunPanelProps {
  readonly viewId: string;
  readonly onDone: () => void;
}

/** Runs by id or part of a name over all experiments, and of each why it is not on screen. */
export function FindRunPanel({ viewId, onDone }: FindRunPanelProps) {
  const words = {
    label: m.find_run(),
    field: m.find_run_field(),
    list: m.find_run_found(),
    note: m.find_run_note(),
  };
  return (
    <RunSearch words={words} viewId={viewId}>
      {(found, experiment) => (
        <FoundRun key={found.head.id} viewId={viewId} found={found} experiment={experiment} onDone={onDone} />
      )}
    </RunSearch>
  );
}

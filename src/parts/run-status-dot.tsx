import type { RunStatus } from '../domain/runs/run.ts';
import { m } from '../paraglide/messages.js';
import { StatusDot, type StatusTone } from '../ui/status-dot.tsx';
import { silentWords, statusWord } from './wording.ts';

const TONES: Readonly<Record<RunStatus, StatusTone>> = {
  RUNNING: 'active',
  SCHEDULED: 'neutral',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warn',
};

interface RunStatusDotProps {
  readonly status: RunStatus;
  /** It counts as running, and has logged nothing since. */
  readonly silentSinceMs?: number | undefined;
  /** It was deleted at the server since it is shown. */
  readonly isGone?: boolean | undefined;
}

/** A run's status by colour and shape, and in words for whoever sees neither. */
export function RunStatusDot({ status, silentSinceMs, isGone = false }: RunStatusDotProps) {
  if (isGone) return <StatusDot tone="neutral" label={m.run_gone()} />;
  if (silentSinceMs !== undefined) return <StatusDot tone="silent" label={silentWords(silentSinceMs)} />;
  return <StatusDot tone={TONES[status]} label={statusWord(status)} />;
}

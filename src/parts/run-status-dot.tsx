import type { RunStatus } from '../domain/runs/run.ts';
import { m } from '../paraglide/messages.js';
import { StatusDot, type StatusTone } from '../ui/status-dot.tsx';
import { statusWord } from './wording.ts';

const TONES: Readonly<Record<RunStatus, StatusTone>> = {
  RUNNING: 'active',
  SCHEDULED: 'neutral',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warn',
};

interface RunStatusDotProps {
  readonly status: RunStatus;
  /** It runs, and logs nothing any more. */
  readonly isSilent?: boolean | undefined;
}

/** A run's status by colour and shape, and in words for whoever sees neither. */
export function RunStatusDot({ status, isSilent = false }: RunStatusDotProps) {
  if (isSilent) return <StatusDot tone="silent" label={m.run_silent()} />;
  return <StatusDot tone={TONES[status]} label={statusWord(status)} />;
}

import type { RunStatus } from '../domain/run.ts';
import { StatusDot, type StatusTone } from '../ui/status-dot.tsx';
import { statusWord } from './wording.ts';

const TONES: Readonly<Record<RunStatus, StatusTone>> = {
  RUNNING: 'active',
  SCHEDULED: 'neutral',
  FINISHED: 'good',
  FAILED: 'bad',
  KILLED: 'warn',
};

/** A run's status by colour and shape, and in words for whoever sees neither. */
export function RunStatusDot({ status }: { readonly status: RunStatus }) {
  return <StatusDot tone={TONES[status]} label={statusWord(status)} />;
}

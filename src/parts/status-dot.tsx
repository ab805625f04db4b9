import type { RunStatus } from '../domain/run.ts';
import css from './status-dot.module.css';
import { statusWord } from './wording.ts';

/** A run's status by colour and shape, and in words for whoever sees neither. */
export function StatusDot({ status }: { readonly status: RunStatus }) {
  const word = statusWord(status);
  return <span className={css.dot} data-status={status} role="img" aria-label={word} title={word} />;
}

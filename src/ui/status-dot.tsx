import styles from './status-dot.module.css';

export type StatusTone = 'good' | 'bad' | 'warn' | 'active' | 'silent' | 'neutral';

export interface StatusDotProps {
  readonly tone: StatusTone;
  /** What the colour means: shown on hover and read aloud. */
  readonly label: string;
}

/** Shape as well as colour: `active` is a ring, `silent` a dotted one, `bad` a square, `neutral` hollow. */
export function StatusDot({ tone, label }: StatusDotProps) {
  return <span role="img" aria-label={label} title={label} className={styles['dot']} data-tone={tone} />;
}

import styles from './swatch.module.css';

export interface SwatchProps {
  /** Any CSS colour. */
  readonly color: string;
  /** Drawn as a dashed line in charts. */
  readonly isDashed?: boolean | undefined;
}

/** The colour of a thing beside its name. Decoration: the name says it. */
export function Swatch({ color, isDashed }: SwatchProps) {
  return (
    <span
      aria-hidden="true"
      className={styles['swatch']}
      style={{ color }}
      data-dashed={isDashed || undefined}
    />
  );
}

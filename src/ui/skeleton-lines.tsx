import styles from './skeleton-lines.module.css';

export interface SkeletonLinesProps {
  readonly count: number;
  /** Said to assistive technology, once for all lines. */
  readonly label: string;
  readonly lineHeightPx?: number | undefined;
}

/** Widths that repeat without looking like a pattern. */
const WIDTHS_PERCENT = [72, 54, 88, 63, 79, 47, 91];

/** The shape of text that is still being read. */
export function SkeletonLines({ count, label, lineHeightPx = 28 }: SkeletonLinesProps) {
  const lines = Array.from({ length: count }, (_, index) => ({
    id: index,
    widthPercent: WIDTHS_PERCENT[index % WIDTHS_PERCENT.length],
  }));
  return (
    <div role="status" aria-label={label} aria-busy="true">
      {lines.map(({ id, widthPercent }) => (
        <div key={id} className={styles['line']} style={{ height: lineHeightPx }}>
          <span className={styles['bar']} style={{ width: `${widthPercent}%` }} />
        </div>
      ))}
    </div>
  );
}

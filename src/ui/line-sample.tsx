import type { LineStyle } from '../drawing/line-layer.ts';

interface LineSampleProps {
  readonly line: Pick<LineStyle, 'color' | 'dash'> | undefined;
  readonly className?: string | undefined;
}

/** A short piece of a line in its colour and dash. */
export function LineSample({ line, className }: LineSampleProps) {
  return (
    <svg width="16" height="8" aria-hidden="true" className={className}>
      <line
        x1="0"
        y1="4"
        x2="16"
        y2="4"
        strokeWidth="2.5"
        stroke={line?.color}
        strokeDasharray={line?.dash.join(' ')}
      />
    </svg>
  );
}

import { formatWith, type Precision } from '../../../base/format-number.ts';
import type { HeatMap } from '../../../domain/comparison/heat-map.ts';
import { m } from '../../../paraglide/messages.js';
import css from './heatmap.module.css';

interface HeatLegendProps {
  readonly range: HeatMap['range'];
  readonly precision: Precision;
  readonly isLowerStronger: boolean;
  /** Whether the strong end is the better one. */
  readonly isJudged: boolean;
  readonly hasEmptyCells: boolean;
}

/** What the colours mean, from the weak to the strong end. */
export function HeatLegend({ range, precision, isLowerStronger, isJudged, hasEmptyCells }: HeatLegendProps) {
  const write = (value: number) => formatWith(value, precision);
  const isConstant = range !== undefined && !(range.max > range.min);
  return (
    <div className={css.legend} role="group" aria-label={m.heatmap_legend()}>
      {range && !isConstant ? (
        <>
          <span>
            {isJudged ? `${m.heatmap_worse()} ` : ''}
            {write(isLowerStronger ? range.max : range.min)}
          </span>
          <span className={css.scale} aria-hidden="true" />
          <span>
            {write(isLowerStronger ? range.min : range.max)}
            {isJudged ? ` ${m.heatmap_better()}` : ''}
          </span>
        </>
      ) : null}
      {isConstant ? <span>{m.heatmap_constant({ value: write(range.min) })}</span> : null}
      {hasEmptyCells ? (
        <>
          <span className={`${css.swatch} ${css.none}`} aria-hidden="true" />
          <span>{m.heatmap_no_runs_key()}</span>
        </>
      ) : null}
    </div>
  );
}

import { formatValue } from '../../base/format-number.ts';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import { m } from '../../paraglide/messages.js';
import css from './registry.module.css';

interface DifferenceProps {
  readonly metric: string;
  readonly value: number;
  readonly from: number;
}

/** Said in a word, too, whether it is better: colour alone tells not everybody. */
export function Difference({ metric, value, from }: DifferenceProps) {
  const difference = value - from;
  const direction = directionOf(metric, {});
  const isBetter = direction === 'lower' ? difference < 0 : difference > 0;
  const tone =
    direction === undefined || difference === 0 || Number.isNaN(difference)
      ? 'same'
      : isBetter
        ? 'better'
        : 'worse';
  const words = { same: m.delta_plain(), better: m.delta_better(), worse: m.delta_worse() }[tone];
  const sign = difference > 0 ? '+' : '';
  return (
    <span
      className={css.delta}
      data-tone={tone}
      title={words}
      aria-label={`${sign}${formatValue(difference)} ${words}`}
    >
      {sign}
      {formatValue(difference).replace('-', '−')}
      {tone === 'same' ? '' : tone === 'better' ? ' ✓' : ' ✗'}
    </span>
  );
}

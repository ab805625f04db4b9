import { formatFullValue, formatCount } from '../../base/format-number.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { SmoothingRule } from '../../domain/series/smoothing.ts';
import { formatSpan } from '../../drawing/time-ticks.ts';
import { m } from '../../paraglide/messages.js';
import { spanUnits } from './axis-words.ts';
import { isTimeAxis } from './smoothing-amounts.ts';

/** What a badge calls the rule: `EMA 0.6`. */
export function ruleName(rule: SmoothingRule, axis: XAxis): string {
  switch (rule.kind) {
    case 'ema':
      return m.badge_ema({ weight: formatFullValue(rule.weight) });
    case 'time-ema':
      return m.badge_time_ema({ life: distanceText(rule.halfLife, axis) });
    case 'gaussian':
      return m.badge_gaussian({ sigma: formatFullValue(rule.sigmaPoints) });
    case 'running-mean':
      return m.badge_running_mean({ count: formatFullValue(rule.points) });
  }
}

function distanceText(distance: number, axis: XAxis): string {
  if (isTimeAxis(axis)) return formatSpan(distance, spanUnits());
  if (axis.kind === 'step') return m.badge_steps({ count: distance, text: formatCount(distance) });
  return formatFullValue(distance);
}

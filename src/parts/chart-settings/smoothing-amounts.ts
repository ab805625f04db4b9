import type { XAxis } from '../../domain/series/series-axis.ts';
import { amountOf, type SmoothingRule } from '../../domain/series/smoothing.ts';

export type RuleKind = SmoothingRule['kind'];

/** What a slider can set; the number beside it is shown in units of `unit`. */
export interface AmountRange {
  readonly min: number;
  readonly max: number;
  readonly isLog: boolean;
  readonly isWhole: boolean;
  /** One shown unit in units of the rule. */
  readonly unit: number;
}

export const RULE_KINDS: readonly RuleKind[] = ['ema', 'time-ema', 'gaussian', 'running-mean'];
const SECOND_MS = 1000;

/** Of a rule on an axis, as shown. */
export function amountRange(kind: RuleKind, axis: XAxis): AmountRange {
  switch (kind) {
    case 'ema':
      return { min: 0, max: 0.999, isLog: false, isWhole: false, unit: 1 };
    case 'gaussian':
      return { min: 0.5, max: 500, isLog: true, isWhole: false, unit: 1 };
    case 'running-mean':
      return { min: 2, max: 1000, isLog: true, isWhole: true, unit: 1 };
    case 'time-ema':
      if (isTimeAxis(axis)) return { min: 0.1, max: 100_000, isLog: true, isWhole: false, unit: SECOND_MS };
      if (axis.kind === 'step') return { min: 1, max: 1_000_000, isLog: true, isWhole: false, unit: 1 };
      return { min: 0.001, max: 1_000_000, isLog: true, isWhole: false, unit: 1 };
  }
}

/** A rule as it is when it is chosen. */
export function firstRule(kind: RuleKind, axis: XAxis): SmoothingRule {
  switch (kind) {
    case 'ema':
      return { kind, weight: 0.6 };
    case 'time-ema':
      return { kind, halfLife: isTimeAxis(axis) ? 60 * SECOND_MS : axis.kind === 'step' ? 100 : 1 };
    case 'gaussian':
      return { kind, sigmaPoints: 5 };
    case 'running-mean':
      return { kind, points: 10 };
  }
}

/** The number of the rule as shown. */
export function shownAmount(rule: SmoothingRule, { unit }: AmountRange): number {
  return amountOf(rule) / unit;
}

/** The rule with another number, which is given as it is shown. */
export function withAmount(kind: RuleKind, shown: number, { unit }: AmountRange): SmoothingRule {
  const amount = shown * unit;
  switch (kind) {
    case 'ema':
      return { kind, weight: amount };
    case 'time-ema':
      return { kind, halfLife: amount };
    case 'gaussian':
      return { kind, sigmaPoints: amount };
    case 'running-mean':
      return { kind, points: amount };
  }
}

export const SLIDER_STEPS = 1000;

/** Where on the slider a shown number stands, 0 to `SLIDER_STEPS`. */
export function sliderPlace(shown: number, { min, max, isLog }: AmountRange): number {
  const inside = Math.min(max, Math.max(min, shown));
  const share = isLog ? Math.log(inside / min) / Math.log(max / min) : (inside - min) / (max - min);
  return Math.round(share * SLIDER_STEPS);
}

/** With fewer digits, a range of three decades would have numbers that lie nearer to another place than to their own. */
const digitsOf = ({ min, max }: AmountRange) => (max / min < 10_000 ? 4 : 3);

/** The number at a place of the slider, with three or four digits. */
export function amountAt(place: number, range: AmountRange): number {
  const { min, max, isLog, isWhole } = range;
  const share = Math.min(1, Math.max(0, place / SLIDER_STEPS));
  const exact = isLog ? min * (max / min) ** share : min + (max - min) * share;
  return isWhole ? Math.round(exact) : Number(exact.toPrecision(isLog ? digitsOf(range) : 3));
}

/** Whether distances on the axis are milliseconds. */
export function isTimeAxis({ kind }: XAxis): boolean {
  return kind === 'relative' || kind === 'wall';
}

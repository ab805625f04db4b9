import { formatCount } from '../../../base/format-number.ts';
import { FEWEST_FOR_P, type NotJudged, type ParamMatter } from '../../../domain/comparison/matters.ts';
import type { Direction } from '../../../domain/statistics/metric-statistic.ts';
import { m } from '../../../paraglide/messages.js';
import type { MattersReply } from '../../../worker/compare/matters-protocol.ts';

/** Below, what is found holds roughly only. */
const FEW_RUNS = 30;
const SMALLEST_P = 0.001;
const SIGNIFICANT_P = 0.05;
/** Keys of one reason that are named. */
const MAX_NAMED = 3;

/** `ρ −0.62`, `η 0.71`. */
export function associationText({ kind, association }: ParamMatter): string {
  if (kind === 'category') return `η ${association.toFixed(2)}`;
  const size = Math.abs(association).toFixed(2);
  return `ρ ${association < 0 && Number(size) > 0 ? '−' : ''}${size}`;
}

export function associationTitle(matter: ParamMatter): string {
  const { kind, association, runCount, valueCount, ratioOfValues } = matter;
  const [count, values] = [formatCount(runCount), formatCount(valueCount)];
  if (kind === 'number') return m.matters_rho_title({ rho: association.toFixed(4), count, values });
  const own = ratioOfValues?.toFixed(4) ?? '–';
  return m.matters_eta_title({ eta: association.toFixed(4), count, values, own });
}

/** `<0.001`, `0.013`; never 0, which p is not. */
export function pText(p: number | undefined): string {
  if (p === undefined) return '–';
  if (p < SMALLEST_P) return '<0.001';
  return p < 0.1 ? p.toFixed(3) : p.toFixed(2);
}

export function pTitle({ p, adjustedP, runCount }: ParamMatter, testedCount: number): string {
  if (p === undefined || adjustedP === undefined)
    return m.matters_p_missing({ count: formatCount(runCount) });
  const [adjusted, raw] = [adjustedP.toPrecision(3), p.toPrecision(3)];
  return m.matters_p_cell({ adjusted, raw, count: formatCount(testedCount) });
}

/** Which way it goes, in terms of what is better where anybody knows. */
export function trendText(matter: ParamMatter, direction: Direction | undefined): string {
  const { kind, association, adjustedP, isBent, lowest, highest } = matter;
  // No more than chance may give: no tendency of anything.
  if (adjustedP === undefined || adjustedP >= SIGNIFICANT_P) return '–';
  if (kind === 'number' && !isBent) {
    if (!direction) return association > 0 ? m.matters_rises() : m.matters_falls();
    const isLargerBetter = association > 0 === (direction === 'higher');
    return isLargerBetter ? m.matters_larger_better() : m.matters_smaller_better();
  }
  if (lowest === undefined || highest === undefined) return '';
  const ends = { low: lowest, high: highest };
  if (!direction) return isBent ? m.matters_bent_ends(ends) : m.matters_ends(ends);
  const value = direction === 'higher' ? highest : lowest;
  return isBent ? m.matters_bent({ value }) : m.matters_best({ value });
}

/** What to bear in mind of the whole list. */
export function cautions({ runCount, nanCount, awaitedCount }: MattersReply): readonly string[] {
  const few = runCount < FEWEST_FOR_P ? m.matters_no_p : m.matters_few_runs;
  return [
    ...(runCount < FEW_RUNS ? [few({ count: formatCount(runCount) })] : []),
    ...(nanCount > 0 ? [m.matters_nan({ count: formatCount(nanCount) })] : []),
    ...(awaitedCount > 0 ? [m.matters_awaited({ count: formatCount(awaitedCount) })] : []),
  ];
}

/** Params that are not in the list, by the reason. */
export function leftWords({ left, uniqueKeys }: MattersReply): readonly string[] {
  const keysOf = (reason: NotJudged) => left.filter((each) => each.reason === reason).map(({ key }) => key);
  return [
    ...say(uniqueKeys, (keys) => m.matters_left_unique({ keys })),
    ...say(keysOf('one-value'), (keys) => m.matters_left_one({ keys })),
    ...say(keysOf('few-runs'), (keys) => m.matters_left_few({ keys })),
    ...say(keysOf('many-values'), (keys) => m.matters_left_many({ keys })),
    ...say(keysOf('same-metric'), (keys) => m.matters_left_same({ keys })),
  ];
}

function say(keys: readonly string[], word: (keys: string) => string): readonly string[] {
  return keys.length > 0 ? [word(nameSome(keys))] : [];
}

function nameSome(keys: readonly string[]): string {
  const more = keys.length - MAX_NAMED;
  const named = keys.slice(0, MAX_NAMED).join(', ');
  return more > 0 ? `${named} +${formatCount(more)}` : named;
}

import { betaShare } from './beta-share.ts';

/** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const QUANTILES_95 = [
  12.70620474, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135,
  2.262157163, 2.228138852, 2.20098516, 2.17881283, 2.160368656, 2.144786688, 2.131449546, 2.119905299,
  2.109815578, 2.10092204, 2.093024054, 2.085963447, 2.079613845, 2.073873068, 2.06865761, 2.063898562,
  2.059538553, 2.055529439, 2.051830516, 2.048407142, 2.045229642, 2.042272456,
];
const NORMAL_95 = 1.959963984540054;
/** Above, the expansion is right to 10 digits. */
const MANY = 400;

/**
 * How many standard errors a 95 % confidence interval of a mean reaches to each side, to 9 digits. From a table, by
 * solving for the quantile (Welch's degrees of freedom are fractions), or for many degrees of freedom by expansion
 * about the normal quantile (Abramowitz, Stegun: "Handbook of Mathematical Functions", 26.7.5).
 *
 * @param freedom at least 1
 */
export function tQuantile95(freedom: number): number {
  const tabled = QUANTILES_95[freedom - 1];
  if (tabled !== undefined) return tabled;
  return freedom < MANY ? solved(freedom) : expanded(freedom);
}

function expanded(freedom: number): number {
  const z = NORMAL_95;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

const known = new Map<number, number>();
const MOST_KNOWN = 1_000;

/** By halving: bands ask for the same few at every x. */
function solved(freedom: number): number {
  const remembered = known.get(freedom);
  if (remembered !== undefined) return remembered;
  let [low, high] = [NORMAL_95, QUANTILES_95[0] ?? 0];
  for (let step = 0; step < 48; step++) {
    const middle = (low + high) / 2;
    if (shareWithin(middle, freedom) < 0.95) low = middle;
    else high = middle;
  }
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(freedom, high);
  return high;
}

/**
 * P(−t < T < t) for T of Student's distribution, t ≥ 0 (Abramowitz, Stegun, 26.7.1).
 */
export function shareWithin(t: number, freedom: number): number {
  return betaShare((t * t) / (freedom + t * t), 0.5, freedom / 2);
}

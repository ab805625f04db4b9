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
 * P(−t < T < t) for T of Student's distribution, t ≥ 0: the regularized incomplete beta function of
 * x = t² / (freedom + t²) with parameters 1/2 and freedom / 2 (Abramowitz, Stegun, 26.7.1 and 26.5).
 */
export function shareWithin(t: number, freedom: number): number {
  const x = (t * t) / (freedom + t * t);
  const half = freedom / 2;
  const front = Math.exp(
    logGamma(half + 0.5) - logGamma(half) - LOG_SQRT_PI + 0.5 * Math.log(x) + half * Math.log1p(-x),
  );
  // The fraction converges fast on this side only.
  const isLow = x < 1.5 / (half + 2.5);
  return isLow
    ? (front * betaFraction(x, 0.5, half)) / 0.5
    : 1 - (front * betaFraction(1 - x, half, 0.5)) / half;
}

const LOG_SQRT_PI = Math.log(Math.PI) / 2;
const MOST_TERMS = 500;

/** 1 / (1 + d₁ / (1 + d₂ / (1 + …))), NIST DLMF 8.17.22, evaluated from the front (Lentz's method). */
function betaFraction(x: number, a: number, b: number): number {
  let [result, numerator, denominator] = [1, 1, 0];
  for (let term = 1; term < MOST_TERMS; term++) {
    const coefficient = betaCoefficient(term, x, a, b);
    numerator = 1 + coefficient / numerator;
    denominator = 1 / (1 + coefficient * denominator);
    const factor = numerator * denominator;
    result *= factor;
    if (Math.abs(factor - 1) < 1e-15) break;
  }
  return 1 / result;
}

function betaCoefficient(term: number, x: number, a: number, b: number): number {
  const m = Math.floor(term / 2);
  return term % 2 === 0
    ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
    : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
}

/** Stirling's series (NIST DLMF 5.11.1), after moving the argument up to where six terms give 15 digits. */
function logGamma(argument: number): number {
  let [x, shift] = [argument, 0];
  while (x < 12) shift += Math.log(x++);
  const inverse = 1 / x;
  const square = inverse * inverse;
  const series =
    inverse *
    (1 / 12 +
      square *
        (-1 / 360 +
          square * (1 / 1260 + square * (-1 / 1680 + square * (1 / 1188 - (square * 691) / 360360)))));
  return (x - 0.5) * Math.log(x) - x + Math.log(2 * Math.PI) / 2 + series - shift;
}

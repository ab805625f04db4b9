/**
 * The regularized incomplete beta function of x with parameters a and b: the share of a beta distribution below x
 * (Abramowitz, Stegun: "Handbook of Mathematical Functions", 26.5). Small answers are right in their own digits.
 *
 * @param x from 0 to 1
 */
export function betaShare(x: number, a: number, b: number): number {
  if (!(x > 0)) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  // The fraction converges fast on this side only.
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(x, a, b)) / a
    : 1 - (front * betaFraction(1 - x, b, a)) / b;
}

/**
 * P(F > f) of the F distribution (Abramowitz, Stegun, 26.6.2). With one degree of freedom above, f is the square of
 * Student's t, and this its two-sided p.
 *
 * @param above degrees of freedom of the numerator
 * @param below of the denominator
 */
export function fTail(f: number, above: number, below: number): number {
  return f > 0 ? betaShare(below / (below + above * f), below / 2, above / 2) : 1;
}

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

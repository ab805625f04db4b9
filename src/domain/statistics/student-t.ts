/** Two-sided 95 % quantiles of Student's t for 1 to 30 degrees of freedom. */
const QUANTILES_95 = [
  12.70620474, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135,
  2.262157163, 2.228138852, 2.20098516, 2.17881283, 2.160368656, 2.144786688, 2.131449546, 2.119905299,
  2.109815578, 2.10092204, 2.093024054, 2.085963447, 2.079613845, 2.073873068, 2.06865761, 2.063898562,
  2.059538553, 2.055529439, 2.051830516, 2.048407142, 2.045229642, 2.042272456,
];
const NORMAL_95 = 1.959963984540054;

/**
 * How many standard errors a 95 % confidence interval of a mean reaches to each side. Above 30 degrees of freedom by
 * expansion about the normal quantile (Abramowitz, Stegun: "Handbook of Mathematical Functions", 26.7.5), to 6 digits.
 *
 * @param freedom number of values − 1, at least 1
 */
export function tQuantile95(freedom: number): number {
  const tabled = QUANTILES_95[freedom - 1];
  if (tabled !== undefined) return tabled;
  const z = NORMAL_95;
  return (
    z +
    (z ** 3 + z) / (4 * freedom) +
    (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2) +
    (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / (384 * freedom ** 3)
  );
}

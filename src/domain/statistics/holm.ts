/**
 * p of several tests, adjusted for their number: below a level α with no more than α of all such families of tests
 * holding a single false one (S. Holm: "A Simple Sequentially Rejective Multiple Test Procedure", 1979). In the order
 * of the tests.
 */
export function adjustByHolm(ps: readonly number[]): readonly number[] {
  const order = ps.map((_, place) => place).sort((a, b) => (ps[a] ?? 1) - (ps[b] ?? 1));
  const adjusted = [...ps];
  let least = 0;
  order.forEach((place, rank) => {
    least = Math.max(least, Math.min(1, (ps.length - rank) * (ps[place] ?? 1)));
    adjusted[place] = least;
  });
  return adjusted;
}

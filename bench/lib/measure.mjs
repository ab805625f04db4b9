// Statistics and waiting; knows no browser and no product.

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export const round = (value, digits = 0) =>
  typeof value === 'number' && Number.isFinite(value) ? Number(value.toFixed(digits)) : undefined;

export function median(values) {
  const sorted = values.filter(Number.isFinite).sort((a, b) => a - b);
  if (sorted.length === 0) return undefined;
  return (sorted[(sorted.length - 1) >> 1] + sorted[sorted.length >> 1]) / 2;
}

/** `{median, min, max, n}` of the finite values; undefined when there is none. */
export function spread(values, digits = 0) {
  const finite = values.filter(Number.isFinite);
  if (finite.length === 0) return undefined;
  const middle = median(finite);
  const places = Math.abs(middle) < 10 ? Math.max(digits, 2) : digits;
  return {
    median: round(middle, places),
    min: round(Math.min(...finite), places),
    max: round(Math.max(...finite), places),
    n: finite.length,
  };
}

/** A whole number above 0 that was typed for an option, or its default. */
export function readCount(name, text, byDefault) {
  const count = Number(text ?? byDefault);
  if (!Number.isSafeInteger(count) || count < 1) {
    throw new Error(`--${name} takes a whole number from 1 on, not ${text}`);
  }
  return count;
}

/** `[{a: 1}, {a: 3}]` → `{a: spread}` over every numeric field. */
export function spreadFields(samples, digits = 0) {
  const keys = [...new Set(samples.flatMap((sample) => Object.keys(sample)))];
  const entries = keys.map((key) => [
    key,
    spread(
      samples.map((sample) => sample[key]),
      digits,
    ),
  ]);
  return Object.fromEntries(entries.filter(([, value]) => value));
}

/** Runs `attempt` until it returns something truthy; undefined after `limitMs`. */
export async function poll(attempt, limitMs, everyMs = 100) {
  const end = Date.now() + limitMs;
  while (Date.now() < end) {
    const found = await attempt();
    if (found) return found;
    await sleep(everyMs);
  }
  return undefined;
}

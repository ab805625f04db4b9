/**
 * Mean of a centred window in two passes whatever its width, with additions only (van Herk, 1992, for minima): within
 * blocks as wide as the window, sums from the block's start and to its end make up any window. A sum that slides by
 * adding and subtracting keeps rounding errors of large values that have left it.
 */
export function runningMean(values: Float64Array, points: number): Float64Array<ArrayBuffer> {
  const count = values.length;
  const width = Math.min(points, 2 * count);
  const before = Math.floor(width / 2);
  const after = width - 1 - before;
  const scale = safeScale(values);
  const fromStart = new Float64Array(count);
  const toEnd = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const own = (values[index] ?? 0) * scale;
    fromStart[index] = index % width === 0 ? own : (fromStart[index - 1] ?? 0) + own;
  }
  for (let index = count - 1; index >= 0; index--) {
    const own = (values[index] ?? 0) * scale;
    const isLast = index === count - 1 || (index + 1) % width === 0;
    toEnd[index] = isLast ? own : (toEnd[index + 1] ?? 0) + own;
  }
  const result = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const from = Math.max(0, index - before);
    const to = Math.min(count - 1, index + after);
    result[index] = windowSum(fromStart, toEnd, from, to, width) / (to - from + 1) / scale;
  }
  return result;
}

/** Sum of `from…to`, both included, at most `width` long. */
function windowSum(
  fromStart: Float64Array,
  toEnd: Float64Array,
  from: number,
  to: number,
  width: number,
): number {
  const isOneBlock = Math.floor(from / width) === Math.floor(to / width);
  if (!isOneBlock) return (toEnd[from] ?? 0) + (fromStart[to] ?? 0);
  if (from % width === 0) return fromStart[to] ?? 0;
  // Cut at an end of the series: the window reaches its block's end too.
  return toEnd[from] ?? 0;
}

/** Weights beyond are under 0.04 % of the middle one. */
const REACH_SIGMAS = 4;
/** Below this each point is weighed by itself; above, in bins of an eighth of the standard deviation. */
const EXACT_SIGMA = 16;
const BINS_PER_SIGMA = 8;

/**
 * Weighted mean with the weights of a normal distribution over the distance in points, divided by the sum of the
 * weights that are in the series, so that the ends are not pulled towards 0. From a deviation of 16 points on, weights
 * are straight lines across each bin of points (sum and first moment), which moves no result by more than a thousandth
 * of the values' range: some 65 multiplications a point, whatever the deviation.
 */
export function smoothGaussian(values: Float64Array, sigmaPoints: number): Float64Array<ArrayBuffer> {
  const count = values.length;
  // Wider than this all weights are alike.
  const sigma = Math.min(sigmaPoints, 1000 * count);
  const width = sigma < EXACT_SIGMA ? 1 : Math.floor(sigma / BINS_PER_SIGMA);
  const scale = safeScale(values);
  const { sums, moments } = binsOf(values, width, scale);
  const ones = binsOf(new Float64Array(count).fill(1), width, 1);
  const reach = Math.ceil((REACH_SIGMAS * sigma) / width);
  const { weights, slopes } = weightTable(sigma, width, reach);
  const result = new Float64Array(count);
  for (let index = 0; index < count; index++) {
    const bin = Math.floor(index / width);
    // Row of the table, less what the first bin of the sum would be.
    const offset = (index - bin * width) * (2 * reach + 1) + reach - bin;
    const end = Math.min(sums.length - 1, bin + reach);
    let sum = 0;
    let weightSum = 0;
    for (let other = Math.max(0, bin - reach); other <= end; other++) {
      const weight = weights[offset + other] ?? 0;
      sum += weight * (sums[other] ?? 0) + (slopes[offset + other] ?? 0) * (moments[other] ?? 0);
      weightSum += weight * (ones.sums[other] ?? 0);
    }
    // Whole bins are even about their middle: only the last one may not be.
    weightSum += (slopes[offset + end] ?? 0) * (ones.moments[end] ?? 0);
    result[index] = sum / weightSum / scale;
  }
  return result;
}

/** Sum of each bin, and the sum of values times their distance from the bin's middle. */
function binsOf(values: Float64Array, width: number, scale: number) {
  const binCount = Math.ceil(values.length / width);
  const sums = new Float64Array(binCount);
  const moments = new Float64Array(binCount);
  values.forEach((value, index) => {
    const bin = Math.floor(index / width);
    const scaled = value * scale;
    sums[bin] = (sums[bin] ?? 0) + scaled;
    moments[bin] = (moments[bin] ?? 0) + scaled * (index - bin * width - (width - 1) / 2);
  });
  return { sums, moments };
}

/** One row of `2 × reach + 1` weights, and how they change a point further, for each place of a point in its bin. */
function weightTable(sigma: number, width: number, reach: number) {
  const row = 2 * reach + 1;
  const weights = new Float64Array(width * row);
  const slopes = new Float64Array(width * row);
  for (let place = 0; place < width; place++) {
    for (let bin = -reach; bin <= reach; bin++) {
      const distance = (bin * width + (width - 1) / 2 - place) / sigma;
      const weight = Math.exp((-distance * distance) / 2);
      weights[place * row + bin + reach] = weight;
      slopes[place * row + bin + reach] = (-distance / sigma) * weight;
    }
  }
  return { weights, slopes };
}

/** A power of two that keeps sums of these values finite; no digit changes. */
function safeScale(values: Float64Array): number {
  for (const value of values) if (Math.abs(value) > 1e290) return 2 ** -64;
  return 1;
}

import { useComputedColorScheme } from '@mantine/core';
import { useMemo } from 'react';
import type { AxisValues } from '../../../domain/comparison/axis-values.ts';
import {
  COLOR_STEPS,
  NO_COLOR,
  type PointColors,
  pointColors,
  type PointSizes,
  pointSizes,
} from '../../../domain/comparison/scatter/scatter-colors.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { type CategoryColor, useCategoryColors } from '../../../parts/category-colors.ts';
import { useRunStyles } from '../../../parts/run-styles.ts';
import { rampColor } from '../../../parts/value-ramp.ts';
import type { RunsShown } from './use-runs-shown.ts';

/** How points look. */
export interface PointLooks {
  /** Places in `palette`, of each run. */
  readonly codes: Uint8Array;
  /** CSS colours. */
  readonly palette: readonly string[];
  /** CSS pixels. */
  readonly radii: Float32Array | number;
  readonly colors: PointColors | undefined;
  readonly sizes: PointSizes | undefined;
}

/** Beyond, colours of single runs are not told apart, and finding each costs time. */
const MOST_OWN_COLORS = 500;
const NO_NAMES: readonly string[] = [];
const OUTSIDE = 'var(--faint)';

/**
 * @param column of the colours
 * @param color and `size`: columns of these runs; undefined: none was chosen, or it is not read yet
 */
export function usePointLooks(
  runs: RunsShown,
  compared: readonly ComparedRun[],
  column: RunColumn | undefined,
  color: AxisValues | undefined,
  size: AxisValues | undefined,
): PointLooks {
  const scheme = useComputedColorScheme('light');
  const styles = useRunStyles(compared);
  const colors = useMemo(() => color && pointColors(color), [color]);
  const names = useMemo(
    () => (colors?.kind === 'categories' ? colors.categories.map(({ name }) => name) : NO_NAMES),
    [colors],
  );
  const colorOf = useCategoryColors(column, names);
  const sizes = useMemo(() => size && pointSizes(size), [size]);
  const painted = useMemo(() => {
    if (colors) return { codes: codesOf(colors), palette: paletteOf(colors, scheme, colorOf) };
    const members = new Map(compared.map(({ id }) => [id, id]));
    const hasOwn = members.size <= MOST_OWN_COLORS;
    return ownColors(runs, (id) => {
      if (!members.has(id)) return OUTSIDE;
      return hasOwn ? (styles.get(id)?.color ?? OUTSIDE) : 'var(--accent)';
    });
  }, [colors, colorOf, scheme, runs, compared, styles]);
  const radii = useMemo(() => radiiOf(sizes, runs.ids.length), [sizes, runs]);
  return { ...painted, radii, colors, sizes };
}

function ownColors(runs: RunsShown, colorOf: (id: RunsShown['ids'][number]) => string) {
  const palette: string[] = [OUTSIDE];
  const codeOf = new Map([[OUTSIDE, 0]]);
  const codes = new Uint8Array(runs.ids.length);
  runs.ids.forEach((id, run) => {
    const color = colorOf(id);
    // Tags may name any colour; there are 256 places.
    if (!codeOf.has(color) && palette.length < 250) codeOf.set(color, palette.push(color) - 1);
    codes[run] = codeOf.get(color) ?? 0;
  });
  return { codes, palette };
}

/** The last place of the palette is that of runs without a value. */
function codesOf(colors: PointColors): Uint8Array {
  const missing = paletteLength(colors) - 1;
  return colors.codes.map((code) => (code === NO_COLOR ? missing : code));
}

function paletteLength(colors: PointColors): number {
  return colors.kind === 'ramp' ? COLOR_STEPS + 1 : colors.categories.length + 2;
}

/** CSS colours of a column's values: steps of the ramp, or categories and the others; then that of no value. */
function paletteOf(colors: PointColors, scheme: 'light' | 'dark', colorOf: CategoryColor): readonly string[] {
  if (colors.kind === 'ramp') {
    const steps = Array.from({ length: COLOR_STEPS }, (_, step) =>
      rampColor((step + 0.5) / COLOR_STEPS, scheme),
    );
    return [...steps, OUTSIDE];
  }
  const own = colors.categories.map(({ name }) => colorOf(name) ?? OUTSIDE);
  return [...own, 'var(--line-strong)', OUTSIDE];
}

/** Many points are small: their crowds are read, not they. */
export function plainRadius(count: number): number {
  if (count > 20_000) return 1.25;
  if (count > 4_000) return 1.75;
  return count > 600 ? 2.75 : 4;
}

const LEAST_RADIUS = 2;
const LARGEST_RADIUS = 10;

/** Of a share of the range; by area, which is what is seen as size. */
export function radiusOf(share: number): number {
  return Math.sqrt(LEAST_RADIUS ** 2 + share * (LARGEST_RADIUS ** 2 - LEAST_RADIUS ** 2));
}

function radiiOf(sizes: PointSizes | undefined, count: number): Float32Array | number {
  if (!sizes) return plainRadius(count);
  const radii = new Float32Array(sizes.shares.length);
  sizes.shares.forEach((share, run) => {
    radii[run] = Number.isNaN(share) ? 1.5 : radiusOf(share);
  });
  return radii;
}

import { useMemo } from 'react';
import { COLOR_COUNT } from '../domain/charts/color-slots.ts';
import type { RunColumn } from '../domain/runs/run-sort.ts';
import { groupIdOf } from '../domain/runs/run-groups.ts';
import { useGroupStyles } from './run-styles.ts';

/** Categories with a colour of their own: more cannot be told apart. The others are grey. */
export const MOST_COLORED = COLOR_COUNT;

/** The CSS colour of a category; undefined: it has none of its own. */
export type CategoryColor = (text: string) => string | undefined;

/**
 * Colours of the values of a column, the same in every picture: those that groups of runs by this column have.
 *
 * @param texts those that are coloured, the most frequent first
 */
export function useCategoryColors(column: RunColumn | undefined, texts: readonly string[]): CategoryColor {
  const ids = useMemo(
    () => new Map(column ? texts.slice(0, MOST_COLORED).map((text) => [text, groupIdOf(column, text)]) : []),
    [column, texts],
  );
  const groups = useMemo(() => [...ids.values()].map((id) => ({ id })), [ids]);
  const styles = useGroupStyles(groups);
  return useMemo(() => (text: string) => styles.get(ids.get(text) ?? '')?.color, [styles, ids]);
}

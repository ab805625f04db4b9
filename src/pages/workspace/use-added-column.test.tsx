// @vitest-environment happy-dom
import { renderHook } from '@testing-library/react';
import { expect, it } from 'vitest';
import { useAddedColumn } from './use-added-column.ts';

function start(ids: readonly string[]) {
  const { result, rerender } = renderHook(
    ({ shown, isByPerson }) => useAddedColumn(shown, () => isByPerson),
    { initialProps: { shown: ids, isByPerson: true } },
  );
  return (shown: readonly string[], isByPerson = true) => {
    rerender({ shown, isByPerson });
    return result.current;
  };
}

it('tells the first column that somebody added, once', () => {
  const show = start(['a', 'b']);
  const added = show(['a', 'b', 'c', 'd']);
  expect(added).toEqual({ columnId: 'c' });
  expect(show(['a', 'b', 'c', 'd'])).toBe(added);
  expect(show(['d', 'a', 'b', 'c'])).toBe(added);
  expect(show(['a', 'b', 'c'])).toBe(added);
  // The same one again is another column to look for.
  expect(show(['a', 'b', 'c', 'd', 'e'])).toEqual({ columnId: 'd' });
});

it('tells none that comes by itself while runs load, nor those of a table made anew', () => {
  const show = start(['a', 'b']);
  expect(show(['a', 'b', 'c'], false)).toBeUndefined();
  expect(show(['x', 'y', 'z'])).toBeUndefined();
});

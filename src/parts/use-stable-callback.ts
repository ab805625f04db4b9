import { useCallback, useLayoutEffect, useRef } from 'react';

/** The same function for as long as the component is mounted; it calls the newest one. Not for use while rendering. */
export function useStableCallback<Arguments extends readonly unknown[], Result>(
  callback: (...values: Arguments) => Result,
): (...values: Arguments) => Result {
  const newest = useRef(callback);
  useLayoutEffect(() => {
    newest.current = callback;
  });
  return useCallback((...values: Arguments) => newest.current(...values), []);
}

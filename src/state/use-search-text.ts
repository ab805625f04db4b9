import { useCallback } from 'react';
import { useSearchParams } from 'react-router';

/** One text of a page in its URL, such as the search of the experiments; empty text leaves the URL. */
export function useSearchText(key: string): readonly [string, (text: string) => void] {
  const [params, setParams] = useSearchParams();
  const setText = useCallback(
    (text: string) =>
      setParams(
        (before) => {
          const next = new URLSearchParams(before);
          if (text === '') next.delete(key);
          else next.set(key, text);
          return next;
        },
        { replace: true },
      ),
    [key, setParams],
  );
  return [params.get(key) ?? '', setText];
}

import { useCallback, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { splitHash } from '../url/routes.ts';
import { formatSearch, parseSearch } from '../url/search-field.ts';
import { usePacedWrite } from './use-paced-write.ts';

/**
 * One text of a page in its URL, such as the search of the experiments; empty text leaves the URL. The text itself is
 * state: the router renders in a transition, and a field that waited for it would lose its caret and break the
 * composing of Korean letters.
 */
export function useSearchText(key: string): readonly [string, (text: string) => void] {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const rendered = readText(search, key);
  const [state, setState] = useState({ text: rendered, seen: rendered });
  const isIncoming =
    rendered !== state.seen && rendered === readText(splitHash(window.location.hash).search, key);
  if (isIncoming) setState({ text: rendered, seen: rendered });

  const write = useCallback(() => {
    const others = parseSearch(search).filter(([name]) => name !== key);
    const entries = state.text === '' ? others : [[key, state.text] as const, ...others];
    void navigate(`${pathname}${formatSearch(entries)}`, { replace: true });
    setState((now) => ({ ...now, seen: state.text }));
  }, [key, navigate, pathname, search, state.text]);
  usePacedWrite(state.text === state.seen ? undefined : write, false);

  const setText = useCallback((text: string) => setState((now) => ({ ...now, text })), []);
  return useMemo(() => [state.text, setText], [state.text, setText]);
}

function readText(search: string, key: string): string {
  return parseSearch(search).find(([name]) => name === key)?.[1] ?? '';
}

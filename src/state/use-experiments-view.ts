import { useCallback, useMemo, useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import type { ExperimentsView } from '../domain/runs/experiments-view.ts';
import { formatExperiments, parseExperiments } from '../url/experiments-codec.ts';
import { splitHash } from '../url/routes.ts';
import { usePacedWrite } from './use-paced-write.ts';

/**
 * What the page of experiments shows, and its address. The view itself is state: the router renders in a transition,
 * and a field that waited for it would lose its caret and break the composing of Korean letters.
 */
export function useExperimentsView(): readonly [ExperimentsView, (change: Partial<ExperimentsView>) => void] {
  const navigate = useNavigate();
  const { pathname, search } = useLocation();
  const [state, setState] = useState(() => stateOf(search));
  const isIncoming = search !== state.seen && search === splitHash(window.location.hash).search;
  if (isIncoming) setState(stateOf(search));

  const wanted = useMemo(() => formatExperiments(state.view, state.seen), [state]);
  const write = useCallback(() => {
    void navigate(`${pathname}${wanted}`, { replace: true });
    setState((now) => ({ ...now, seen: wanted }));
  }, [navigate, pathname, wanted]);
  usePacedWrite(wanted === state.seen || isIncoming ? undefined : write, false);

  const change = useCallback(
    (part: Partial<ExperimentsView>) => setState((now) => ({ ...now, view: { ...now.view, ...part } })),
    [],
  );
  return useMemo(() => [state.view, change], [state.view, change]);
}

function stateOf(search: string) {
  return { view: parseExperiments(search), seen: search };
}

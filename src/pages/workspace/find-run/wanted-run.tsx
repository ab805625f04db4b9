import { createContext, type ReactNode, use, useEffect, useMemo, useState } from 'react';
import type { RunId } from '../../../domain/runs/run.ts';
import { useHighlightStore } from '../../../parts/highlight.tsx';
import { useDataClient } from '../../../queries/data-client-context.tsx';

interface WantedRun {
  readonly wanted: RunId | undefined;
  readonly want: (id: RunId | undefined) => void;
}

const WantedRunContext = createContext<WantedRun>({ wanted: undefined, want: () => undefined });

/**
 * A run that is to be focused as soon as it is a row. It stands above the view: to show a run may take another
 * experiment, and the view of these is another one.
 */
export function WantedRunProvider({ children }: { readonly children: ReactNode }) {
  const [wanted, want] = useState<RunId>();
  const value = useMemo(() => ({ wanted, want }), [wanted]);
  return <WantedRunContext value={value}>{children}</WantedRunContext>;
}

export function useWantRun(): WantedRun['want'] {
  return use(WantedRunContext).want;
}

/** Focuses the wanted run, which scrolls to its row, when it is one. `version`: of the rows. */
export function useWantedRun(viewId: string, version: number): void {
  const { wanted, want } = use(WantedRunContext);
  const client = useDataClient();
  const { focus } = useHighlightStore();
  useEffect(() => {
    if (wanted === undefined || version < 0) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    client
      .call('runs.rank', { viewId, id: wanted }, { signal })
      .then((rank) => {
        if (signal.aborted || rank === undefined) return;
        focus(wanted);
        want(undefined);
      })
      // The next version asks again.
      .catch(() => undefined);
    return () => controller.abort();
  }, [client, focus, viewId, version, wanted, want]);
}

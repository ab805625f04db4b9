import { createContext, type ReactNode, use, useEffect, useState } from 'react';

export interface Crumb {
  readonly text: string;
  readonly href?: string;
}

const CrumbsContext = createContext<readonly Crumb[]>([]);
const SetCrumbsContext = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined);

/** Pages say where they are; the shell shows it. */
export function CrumbsProvider({ children }: { readonly children: ReactNode }) {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  return (
    <SetCrumbsContext value={setCrumbs}>
      <CrumbsContext value={crumbs}>{children}</CrumbsContext>
    </SetCrumbsContext>
  );
}

export function useCurrentCrumbs(): readonly Crumb[] {
  return use(CrumbsContext);
}

/** Shows `crumbs` in the shell and their last text in the title of the window. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const setCrumbs = use(SetCrumbsContext);
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    setCrumbs(crumbs);
    const last = crumbs.at(-1)?.text;
    document.title = last ? `${last} · Runlens` : 'Runlens';
    // `key` stands for `crumbs`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, setCrumbs]);
}

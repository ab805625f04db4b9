import { createContext, type ReactNode, use, useEffect, useState } from 'react';

export interface Crumb {
  readonly text: string;
  readonly href?: string;
}

const CrumbsContext = createContext<readonly Crumb[]>([]);
const NameContext = createContext('Runlens');
const SetCrumbsContext = createContext<(crumbs: readonly Crumb[]) => void>(() => undefined);

interface CrumbsProviderProps {
  /** What the title of the window ends with. */
  readonly name?: string;
  readonly children: ReactNode;
}

/** Pages say where they are; the shell shows it. */
export function CrumbsProvider({ name = 'Runlens', children }: CrumbsProviderProps) {
  const [crumbs, setCrumbs] = useState<readonly Crumb[]>([]);
  return (
    <SetCrumbsContext value={setCrumbs}>
      <NameContext value={name}>
        <CrumbsContext value={crumbs}>{children}</CrumbsContext>
      </NameContext>
    </SetCrumbsContext>
  );
}

export function useCurrentCrumbs(): readonly Crumb[] {
  return use(CrumbsContext);
}

/** Shows `crumbs` in the shell and their last text in the title of the window. */
export function useCrumbs(crumbs: readonly Crumb[]): void {
  const setCrumbs = use(SetCrumbsContext);
  const name = use(NameContext);
  const key = JSON.stringify(crumbs);
  useEffect(() => {
    setCrumbs(crumbs);
    const last = crumbs.at(-1)?.text;
    document.title = last ? `${last} · ${name}` : name;
    // `key` stands for `crumbs`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [key, setCrumbs, name]);
}

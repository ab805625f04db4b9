import { useSyncExternalStore } from 'react';

/** Before the `#`, so that every page of a link is of the same workspace. */
const PARAM = 'workspace';

/** The workspace of the server that the address names; undefined: its default one. */
export function readServerWorkspace(): string | undefined {
  return new URLSearchParams(window.location.search).get(PARAM) || undefined;
}

/** The current entry of the history is of that workspace from now on. */
export function writeServerWorkspace(name: string | undefined): void {
  if (readServerWorkspace() === name) return;
  const params = new URLSearchParams(window.location.search);
  if (name === undefined) params.delete(PARAM);
  else params.set(PARAM, name);
  const search = params.size === 0 ? '' : `?${params.toString()}`;
  const { pathname, hash } = window.location;
  window.history.replaceState(window.history.state, '', pathname + search + hash);
  window.dispatchEvent(new Event(CHANGED));
}

const CHANGED = 'runlens:workspace';

/** Follows Back and Forward, too. */
export function useServerWorkspace(): string | undefined {
  return useSyncExternalStore(subscribe, readServerWorkspace);
}

function subscribe(onChange: () => void): () => void {
  window.addEventListener('popstate', onChange);
  window.addEventListener(CHANGED, onChange);
  return () => {
    window.removeEventListener('popstate', onChange);
    window.removeEventListener(CHANGED, onChange);
  };
}

import { createContext, type ReactNode, use } from 'react';
import { readPagePlace, readPageSearch } from '../../state/page-address.ts';

const ShareBaseContext = createContext<string | undefined>(undefined);

/** `value`: the address that others open this page by, as `config.json` has it. */
export function ShareBaseProvider(props: {
  readonly value: string | undefined;
  readonly children: ReactNode;
}) {
  return <ShareBaseContext value={props.value}>{props.children}</ShareBaseContext>;
}

export interface SharePlace {
  /** What stands before the `#` of a shared link. */
  readonly base: string;
  /** Nobody else reaches that address. */
  readonly isOwnMachine: boolean;
}

export function useSharePlace(): SharePlace {
  const shareBase = use(ShareBaseContext);
  // A configured address has no `?`; the page's own may name a workspace of the server.
  const base = (shareBase === undefined ? readPagePlace() : shareBase + readPageSearch()).replace(
    /#.*$/s,
    '',
  );
  return { base, isOwnMachine: isOwnMachine(base) };
}

/** Names and addresses that mean whoever asks. */
export function isOwnMachine(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { hostname, protocol } = new URL(address);
  return (
    protocol === 'file:' ||
    /^(?:localhost|.*\.localhost|127\.\d+\.\d+\.\d+|0\.0\.0\.0|\[::1\])$/.test(hostname)
  );
}

import { createContext, use, useSyncExternalStore } from 'react';
import { useQuery } from '@tanstack/react-query';
import { nameOf } from '../domain/credentials.ts';
import { useConnection } from './data-client-context.tsx';
import type { SignIn, SignInQuestion } from './sign-in.ts';

/** Undefined where nobody signs in, such as in tests of parts. */
export const SignInContext = createContext<SignIn | undefined>(undefined);

const none = () => () => undefined;

/** What the person is to be asked now. */
export function useSignInQuestion(): SignInQuestion | undefined {
  const signIn = use(SignInContext);
  return useSyncExternalStore(signIn?.subscribe ?? none, () => signIn?.question());
}

/** Makes the next refused request ask once more, although the person did not answer before. */
export function useSigningIn(): (() => void) | undefined {
  return use(SignInContext)?.reopen;
}

export type Person =
  | { readonly state: 'none' }
  /** Asked, and did not answer. */
  | { readonly state: 'declined'; readonly signIn: () => void }
  | {
      readonly state: 'signed-in';
      /** As the server calls them, else as they were entered; undefined for a token. */
      readonly name: string | undefined;
      readonly signOut: () => void;
    };

/** Who reads the open server. */
export function usePerson(): Person {
  const signIn = use(SignInContext);
  const { client, spec, status, epoch, retry } = useConnection();
  const server = spec.kind === 'mlflow' ? spec.baseUrl : '';
  const credentials = useSyncExternalStore(signIn?.subscribe ?? none, () => signIn?.credentialsOf(server));
  const isDeclined = useSyncExternalStore(signIn?.subscribe ?? none, () => signIn?.isDeclined(server));
  const told = useQuery({
    queryKey: ['sign-in-name', epoch, credentials && nameOf(credentials)],
    queryFn: async ({ signal }) => (await client.call('sign-in.name', undefined, { signal })) ?? null,
    enabled: credentials !== undefined && status.state === 'ready',
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!signIn) return { state: 'none' };
  if (isDeclined) {
    return {
      state: 'declined',
      signIn: () => {
        signIn.reopen();
        retry();
      },
    };
  }
  if (!credentials) return { state: 'none' };
  return {
    state: 'signed-in',
    name: told.data ?? nameOf(credentials),
    signOut: () => signIn.signOut(server),
  };
}

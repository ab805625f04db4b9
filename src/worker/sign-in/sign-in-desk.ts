import { createSignInGate, type GateKeeper, type SignInGate } from '../../tracking/sign-in-gate.ts';
import type { SignInAnswer, SignInNews } from './sign-in-protocol.ts';

/** The gates of all servers, and where they say that somebody has to sign in. */
export interface SignInDesk {
  readonly gateOf: (server: string) => SignInGate;
  /** Who reads there, as far as it was told. */
  readonly personOf: (server: string) => string | undefined;
  readonly answer: (answer: SignInAnswer) => void;
  /** Until the signal aborts; the last word of each server comes first. */
  readonly watch: (tell: (news: SignInNews) => void, signal: AbortSignal) => Promise<void>;
}

/** One gate for each server: what was entered for one never goes to another. */
export function createSignInDesk(): SignInDesk {
  const keepers = new Map<string, GateKeeper>();
  const persons = new Map<string, string | undefined>();
  const last = new Map<string, SignInNews>();
  const watchers = new Set<(news: SignInNews) => void>();
  const keeperOf = (server: string): GateKeeper => {
    const known = keepers.get(server);
    if (known) return known;
    const made = createSignInGate((news) => {
      last.set(server, { ...news, server });
      for (const tell of watchers) tell({ ...news, server });
    });
    keepers.set(server, made);
    return made;
  };
  return {
    gateOf: (server) => keeperOf(server).gate,
    personOf: (server) => persons.get(server),
    answer: ({ server, answer }) => {
      const keeper = keeperOf(server);
      if (answer.kind === 'give') {
        persons.set(server, answer.person);
        keeper.give(answer.headers);
      } else if (answer.kind === 'try-again') keeper.tryAgain();
      else if (answer.kind === 'decline') keeper.decline();
      else keeper.reopen();
    },
    watch: (tell, signal) =>
      new Promise((resolve) => {
        watchers.add(tell);
        signal.addEventListener('abort', () => {
          watchers.delete(tell);
          resolve();
        });
        for (const news of last.values()) if (news.state === 'needed') tell(news);
      }),
  };
}

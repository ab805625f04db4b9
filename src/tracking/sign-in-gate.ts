import { TrackingError, type TrackingFailure } from './errors.ts';

/** What goes along with a request, as of one moment. */
export interface Pass {
  /** Grows with everything that may change the server's answer to the same request. */
  readonly generation: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Whether cookies of the page's own address go along. */
  readonly hasCookies: boolean;
}

/** What an answer that lets nobody in asks for. */
export interface Challenge {
  /** `page`: the address has a sign-in page of its own, which only a loaded page can show. */
  readonly way: 'form' | 'page';
  /** The server names tokens as its only way. */
  readonly wantsToken: boolean;
  /** Cookies of a proxy before the server may be all that is missing. */
  readonly mayWantCookies: boolean;
}

/** What whoever asks the person has to know. */
export type GateNews =
  | {
      readonly state: 'needed';
      readonly way: Challenge['way'];
      readonly wantsToken: boolean;
      /** Something was sent that the server does not take, or takes no longer. */
      readonly wasRefused: boolean;
    }
  | { readonly state: 'accepted' }
  /** What was given could not be tried. */
  | { readonly state: 'failed'; readonly failure: TrackingFailure };

/** What requests to one server pass: the first refused one asks, all others wait for the same answer. */
export interface SignInGate {
  /** Resolves when nobody is being asked. Rejects with `TrackingError` (`aborted`) only. */
  wait(signal: AbortSignal): Promise<void>;
  pass(): Pass;
  /** The server let it in. */
  accepted(pass: Pass): void;
  /** Resolves when there is an answer: whether the same request is worth sending again. */
  refused(pass: Pass, challenge: Challenge, signal: AbortSignal): Promise<boolean>;
  /** It is over and the server said nothing about its pass; without a failure it was given up by its caller. */
  dropped(pass: Pass, failure: TrackingFailure | undefined): void;
}

/** The other side of the gate. */
export interface GateKeeper {
  readonly gate: SignInGate;
  /** What requests carry from now on. Those that wait are tried: one first, the others once it was let in. */
  give(headers: Readonly<Record<string, string>>): void;
  /** Signed in elsewhere, by cookies: tries again what is sent already. */
  tryAgain(): void;
  /** The person does not sign in: requests fail until they are asked again. */
  decline(): void;
  /** The next refused request asks again. */
  reopen(): void;
}

interface Waiter {
  /** The server has refused it: its next answer tells whether the new pass is good. */
  readonly wasRefused: boolean;
  readonly go: (again: boolean) => void;
}

/**
 * Requests of one server before its sign-in. A single request tries what was given, so that a mistyped password is sent
 * once and not by all that wait: servers lock accounts after a few.
 */
export function createSignInGate(tell: (news: GateNews) => void): GateKeeper {
  let pass: Pass = { generation: 0, headers: {}, hasCookies: false };
  let phase: 'open' | 'asking' | 'trying' | 'declined' = 'open';
  /** The generation of the pass that is being tried. */
  let tried = 0;
  const waiting = new Set<Waiter>();

  const change = (next: Partial<Pass>): void => {
    pass = { ...pass, ...next, generation: pass.generation + 1 };
  };

  const queue = (wasRefused: boolean, signal: AbortSignal): Promise<boolean> =>
    new Promise((resolve, reject) => {
      if (signal.aborted) return reject(new TrackingError({ kind: 'aborted' }));
      const cancel = () => {
        waiting.delete(waiter);
        reject(new TrackingError({ kind: 'aborted' }));
      };
      const waiter: Waiter = {
        wasRefused,
        go: (again) => {
          waiting.delete(waiter);
          signal.removeEventListener('abort', cancel);
          resolve(again);
        },
      };
      waiting.add(waiter);
      signal.addEventListener('abort', cancel, { once: true });
    });

  const open = (): void => {
    phase = 'open';
    for (const waiter of waiting) waiter.go(true);
    tell({ state: 'accepted' });
  };

  const sendScout = (): void => {
    const all = [...waiting];
    const scout = all.find(({ wasRefused }) => wasRefused) ?? all[0];
    if (!scout) return open();
    phase = 'trying';
    tried = pass.generation;
    scout.go(true);
  };

  const settle = (): void => {
    if (phase === 'asking') sendScout();
    else if (phase !== 'trying') open();
  };

  const gate: SignInGate = {
    wait: async (signal) => {
      // Sent where nobody signs in, too: the server has to say what it makes of it.
      if (phase === 'asking' || phase === 'trying') await queue(false, signal);
    },
    pass: () => pass,
    accepted: ({ generation }) => {
      if (phase === 'trying' && generation === pass.generation) open();
    },
    refused: async ({ generation, headers, hasCookies }, challenge, signal) => {
      if (phase === 'declined') return false;
      const isLate = generation < pass.generation;
      // Something else was given while the scout was on its way: it tries that.
      if (isLate && (phase === 'open' || (phase === 'trying' && generation >= tried))) return true;
      if (!isLate && phase !== 'asking') {
        if (!hasCookies && challenge.mayWantCookies) {
          change({ hasCookies: true });
          return true;
        }
        phase = 'asking';
        const { way, wantsToken } = challenge;
        tell({ state: 'needed', way, wantsToken, wasRefused: Object.keys(headers).length > 0 });
      }
      return queue(true, signal);
    },
    dropped: ({ generation }, failure) => {
      if (phase !== 'trying' || generation !== pass.generation) return;
      if (!failure) return sendScout();
      phase = 'asking';
      tell({ state: 'failed', failure });
    },
  };

  return {
    gate,
    give: (headers) => {
      change({ headers });
      settle();
    },
    tryAgain: () => {
      change({});
      settle();
    },
    decline: () => {
      phase = 'declined';
      for (const waiter of waiting) waiter.go(false);
    },
    reopen: () => {
      if (phase === 'declined') phase = 'open';
    },
  };
}

import type { GateNews } from '../../tracking/sign-in-gate.ts';

/** News of one server's sign-in. `server`: its base address, as it was opened. */
export type SignInNews = GateNews & { readonly server: string };

export interface SignInAnswer {
  readonly server: string;
  /**
   * `give`: the headers that requests carry from now on. `try-again`: signed in elsewhere, by cookies. `decline`: requests
   * that wait fail, and so do others until `reopen`.
   */
  readonly answer:
    | {
        readonly kind: 'give';
        readonly headers: Readonly<Record<string, string>>;
        /** Tells apart who reads, for what is kept in this browser. */
        readonly person: string | undefined;
      }
    | { readonly kind: 'try-again' | 'decline' | 'reopen' };
}

/** Messages about who reads. They are answered at once, while every other one may wait for them. */
export interface SignInProtocol {
  'sign-in.watch': { request: undefined; reply: void; progress: SignInNews };
  'sign-in.answer': { request: SignInAnswer; reply: void; progress: never };
  /** What the server calls the person; undefined where it does not tell (2.22.4, no sign-in, a token of a proxy). */
  'sign-in.name': { request: undefined; reply: string | undefined; progress: never };
}

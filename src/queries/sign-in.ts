import { type Credentials, checkOf, headersOf, isSame, isSamePerson, nameOf } from '../domain/credentials.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';
import type { SignInAnswer, SignInNews } from '../worker/sign-in/sign-in-protocol.ts';

/** Where credentials are kept, on this page and beside it. */
export interface CredentialsKeeper {
  /** Those that something is kept for. */
  servers(): readonly string[];
  read(server: string): Credentials | undefined;
  keep(server: string, credentials: Credentials, forSession: boolean): void;
  forget(server: string): void;
  isForSession(server: string): boolean;
  askTabs(server: string): Promise<Credentials | undefined>;
  subscribe(
    onNews: (news: { readonly server: string; readonly credentials: Credentials | undefined }) => void,
  ): () => void;
}

/** The one question that the person is asked. */
export interface SignInQuestion {
  readonly server: string;
  /** `page`: only a loaded page can show the sign-in of what stands before the server. */
  readonly way: 'form' | 'page';
  readonly wantsToken: boolean;
  /** What was sent is not taken, or no longer. */
  readonly wasRefused: boolean;
  /** The name that was sent before. */
  readonly name: string | undefined;
  readonly isForSession: boolean;
  /** What was entered is being tried. */
  readonly isTrying: boolean;
  /** It could not be tried. */
  readonly failure: TrackingFailure | undefined;
}

export interface SignIn {
  /** What every new worker is told, before it opens anything. */
  readonly attach: (client: DataClient) => void;
  readonly question: () => SignInQuestion | undefined;
  /** What is in force for a server. */
  readonly credentialsOf: (server: string) => Credentials | undefined;
  readonly subscribe: (onChange: () => void) => () => void;
  /** Another person reads there from now on: what was read before is to be read anew. */
  readonly onPerson: (listener: (server: string) => void) => () => void;
  readonly submit: (credentials: Credentials, forSession: boolean) => void;
  /** Signed in on another page of this address. */
  readonly tryAgain: () => void;
  readonly cancel: () => void;
  /** The person was asked and did not answer. */
  readonly isDeclined: (server: string) => boolean;
  /** The next request that is refused asks again, although the person did not answer before. */
  readonly reopen: () => void;
  readonly signOut: (server: string) => void;
}

/** Between the worker, whose requests are refused, the person, and the other tabs. */
export function createSignIn(keeper: CredentialsKeeper): SignIn {
  return new SignInTalk(keeper);
}

/** Functions are fields: they are handed out alone. */
class SignInTalk implements SignIn {
  readonly #keeper: CredentialsKeeper;
  readonly #listeners = new Set<() => void>();
  readonly #personListeners = new Set<(server: string) => void>();
  /** What the worker was given last, by server. */
  readonly #given = new Map<string, Credentials | undefined>();
  readonly #declined = new Set<string>();
  #client: DataClient | undefined;
  #question: SignInQuestion | undefined;
  /** Not taken yet. */
  #entered: { readonly credentials: Credentials; readonly forSession: boolean } | undefined;

  constructor(keeper: CredentialsKeeper) {
    this.#keeper = keeper;
    keeper.subscribe(({ server, credentials }) => {
      const before = this.#given.get(server);
      if (isSame(before, credentials)) return;
      this.#give(server, credentials);
      this.#tellPerson(server, before, credentials);
      this.#ask(this.#question);
    });
  }

  readonly question = () => this.#question;
  readonly credentialsOf = (server: string) => this.#keeper.read(server);
  readonly isDeclined = (server: string) => this.#declined.has(server);

  readonly attach = (client: DataClient): void => {
    this.#client = client;
    for (const server of this.#keeper.servers()) this.#give(server, this.#keeper.read(server));
    client
      .call('sign-in.watch', undefined, { onProgress: (news) => this.#onNews(news), isInBackground: true })
      .catch(() => undefined);
  };

  readonly subscribe = (onChange: () => void): (() => void) => {
    this.#listeners.add(onChange);
    return () => this.#listeners.delete(onChange);
  };

  readonly onPerson = (listener: (server: string) => void): (() => void) => {
    this.#personListeners.add(listener);
    return () => this.#personListeners.delete(listener);
  };

  readonly submit = (credentials: Credentials, forSession: boolean): void => {
    if (!this.#question) return;
    this.#entered = { credentials, forSession };
    this.#ask({ ...this.#question, isTrying: true, isForSession: forSession, failure: undefined });
    this.#give(this.#question.server, credentials);
  };

  readonly tryAgain = (): void => {
    if (this.#question) this.#answer(this.#question.server, { kind: 'try-again' });
  };

  readonly cancel = (): void => {
    if (!this.#question) return;
    this.#answer(this.#question.server, { kind: 'decline' });
    this.#declined.add(this.#question.server);
    this.#entered = undefined;
    this.#ask(undefined);
  };

  readonly reopen = (): void => {
    for (const server of this.#declined) this.#answer(server, { kind: 'reopen' });
    this.#declined.clear();
    this.#ask(this.#question);
  };

  readonly signOut = (server: string): void => {
    const before = this.#given.get(server);
    this.#keeper.forget(server);
    this.#give(server, undefined);
    this.#tellPerson(server, before, undefined);
    this.#ask(this.#question);
  };

  #ask(next: SignInQuestion | undefined): void {
    this.#question = next;
    for (const listener of this.#listeners) listener();
  }

  #answer(server: string, answer: SignInAnswer['answer']): void {
    // A worker that died meanwhile is told again by `attach`.
    this.#client?.call('sign-in.answer', { server, answer }).catch(() => undefined);
  }

  #give(server: string, credentials: Credentials | undefined): void {
    this.#given.set(server, credentials);
    const headers = credentials ? headersOf(credentials) : {};
    this.#answer(server, { kind: 'give', headers, person: credentials && personOf(credentials) });
  }

  #tellPerson(server: string, before: Credentials | undefined, after: Credentials | undefined): void {
    // Whoever was nobody has read nothing.
    if (before === undefined || isSamePerson(before, after)) return;
    for (const listener of this.#personListeners) listener(server);
  }

  #onNews(news: SignInNews): void {
    const { server } = news;
    if (news.state === 'needed') void this.#onNeeded(server, news);
    if (news.state === 'failed' && this.#question) {
      this.#entered = undefined;
      this.#ask({ ...this.#question, isTrying: false, failure: news.failure });
    }
    if (news.state === 'accepted') this.#onAccepted(server);
  }

  #onAccepted(server: string): void {
    const before = this.#keeper.read(server);
    const isAnswered = this.#question?.server === server;
    if (this.#entered && isAnswered) {
      const { credentials, forSession } = this.#entered;
      this.#keeper.keep(server, credentials, forSession);
      this.#tellPerson(server, before, credentials);
    }
    this.#entered = undefined;
    this.#declined.delete(server);
    this.#ask(isAnswered ? undefined : this.#question);
  }

  async #onNeeded(server: string, news: Extract<SignInNews, { state: 'needed' }>): Promise<void> {
    const sent = this.#given.get(server);
    const kept = this.#keeper.read(server);
    // What was just entered stands before what was kept until then.
    if (kept && !this.#entered && !isSame(kept, sent)) return this.#give(server, kept);
    // A mistyped password is told at once: the other tabs were asked before.
    if (!this.#entered && news.way === 'form') {
      const others = await this.#keeper.askTabs(server);
      if (others && !isSame(others, sent)) {
        this.#keeper.keep(server, others, this.#keeper.isForSession(server));
        return this.#give(server, others);
      }
    }
    this.#entered = undefined;
    const { way, wantsToken, wasRefused } = news;
    this.#ask({
      server,
      way,
      wantsToken,
      wasRefused,
      name: sent && nameOf(sent),
      isForSession: this.#question?.isForSession ?? this.#keeper.isForSession(server),
      isTrying: false,
      failure: undefined,
    });
  }
}

/** Not the secret itself: it becomes part of a name in the browser's storage. */
function personOf(credentials: Credentials): string {
  return nameOf(credentials) ?? `${credentials.kind} ${checkOf(JSON.stringify(credentials))}`;
}

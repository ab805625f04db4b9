import * as v from 'valibot';
import { type Credentials, isSame } from '../domain/credentials.ts';

const STORAGE_KEY = 'runlens:sign-in';
const CHANNEL = 'runlens:sign-in';
/** Tabs of one browser answer within a few milliseconds; one that is busy drawing within this time. */
const TABS_LIMIT_MS = 300;

const credentialsSchema = v.variant('kind', [
  v.object({ kind: v.literal('basic'), name: v.string(), password: v.string() }),
  v.object({ kind: v.literal('bearer'), token: v.string() }),
  v.object({
    kind: v.literal('headers'),
    headers: v.array(v.object({ name: v.string(), value: v.string() })),
  }),
]);

const messageSchema = v.variant('kind', [
  v.object({ kind: v.literal('ask'), server: v.string() }),
  v.object({ kind: v.literal('tell'), server: v.string(), credentials: credentialsSchema }),
  v.object({ kind: v.literal('signed-in'), server: v.string(), credentials: credentialsSchema }),
  v.object({ kind: v.literal('signed-out'), server: v.string() }),
]);
type Message = v.InferOutput<typeof messageSchema>;

/** What another tab did. Undefined credentials: it signed out. */
export interface TabNews {
  readonly server: string;
  readonly credentials: Credentials | undefined;
}

export interface CredentialsStore {
  servers(): readonly string[];
  read(server: string): Credentials | undefined;
  /** `forSession`: they outlast a reload of this tab, until it is closed; else they go with the page. */
  keep(server: string, credentials: Credentials, forSession: boolean): void;
  /** Here and in all other tabs of this origin. */
  forget(server: string): void;
  /** Whether they would outlast a reload. */
  isForSession(server: string): boolean;
  /** What an open tab of this origin has; undefined after a moment without an answer. */
  askTabs(server: string): Promise<Credentials | undefined>;
  /** Returns a function that ends it. */
  subscribe(onNews: (news: TabNews) => void): () => void;
}

export interface CredentialsStoreOptions {
  /** May throw: the property itself does where a browser blocks it. */
  readonly getStorage: () => Storage;
  /** Undefined: the browser has none, or tabs cannot talk. */
  readonly channel: BroadcastChannel | undefined;
}

/**
 * Credentials by the server that they are for, in memory; never in `localStorage`, an address, or anything that is
 * exported. Tabs of this origin share them: what a page of this origin may read is this page's own already.
 */
export function createCredentialsStore({ getStorage, channel }: CredentialsStoreOptions): CredentialsStore {
  const session = readSession(getStorage);
  const known = new Map(session);
  const listeners = new Set<(news: TabNews) => void>();
  const answers = new Set<(server: string, credentials: Credentials) => void>();
  const post = (message: Message) => channel?.postMessage(message);
  const write = () => writeSession(getStorage, session);

  const take = (server: string, credentials: Credentials | undefined) => {
    if (isSame(known.get(server), credentials)) return;
    if (credentials) known.set(server, credentials);
    else known.delete(server);
    // What outlasts a reload is never an older one than what is in force.
    if (session.has(server)) {
      if (credentials) session.set(server, credentials);
      else session.delete(server);
      write();
    }
    for (const tell of listeners) tell({ server, credentials });
  };

  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const parsed = v.safeParse(messageSchema, data);
    if (!parsed.success) return;
    const message = parsed.output;
    if (message.kind === 'ask') {
      const credentials = known.get(message.server);
      if (credentials) post({ kind: 'tell', server: message.server, credentials: copyOf(credentials) });
    } else if (message.kind === 'tell') {
      for (const answer of answers) answer(message.server, message.credentials);
    } else take(message.server, message.kind === 'signed-in' ? message.credentials : undefined);
  });

  return {
    servers: () => [...known.keys()],
    read: (server) => known.get(server),
    keep: (server, credentials, forSession) => {
      known.set(server, credentials);
      if (forSession) session.set(server, credentials);
      else session.delete(server);
      write();
      post({ kind: 'signed-in', server, credentials: copyOf(credentials) });
    },
    forget: (server) => {
      known.delete(server);
      session.delete(server);
      write();
      post({ kind: 'signed-out', server });
    },
    isForSession: (server) => session.has(server),
    askTabs: (server) =>
      new Promise((resolve) => {
        if (!channel) return resolve(undefined);
        const end = (credentials: Credentials | undefined) => {
          clearTimeout(timer);
          answers.delete(onAnswer);
          resolve(credentials);
        };
        const onAnswer = (from: string, credentials: Credentials) => {
          if (from === server) end(credentials);
        };
        const timer = setTimeout(() => end(undefined), TABS_LIMIT_MS);
        answers.add(onAnswer);
        post({ kind: 'ask', server });
      }),
    subscribe: (onNews) => {
      listeners.add(onNews);
      return () => listeners.delete(onNews);
    },
  };
}

/** The store of this page. */
export function openCredentialsStore(): CredentialsStore {
  return createCredentialsStore({
    getStorage: () => window.sessionStorage,
    channel: typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(CHANNEL),
  });
}

function readSession(getStorage: () => Storage): Map<string, Credentials> {
  try {
    const kept: unknown = JSON.parse(getStorage().getItem(STORAGE_KEY) ?? '{}');
    return new Map(Object.entries(v.parse(v.record(v.string(), credentialsSchema), kept)));
  } catch {
    // No storage, or none that can be read: the person is asked.
    return new Map();
  }
}

function writeSession(getStorage: () => Storage, session: ReadonlyMap<string, Credentials>): void {
  try {
    if (session.size === 0) getStorage().removeItem(STORAGE_KEY);
    else getStorage().setItem(STORAGE_KEY, JSON.stringify(Object.fromEntries(session)));
  } catch {
    // Full or forbidden: the person is asked again after a reload.
  }
}

/** The schema's type has lists that may be changed. */
function copyOf(credentials: Credentials): v.InferOutput<typeof credentialsSchema> {
  return credentials.kind === 'headers'
    ? { kind: 'headers', headers: credentials.headers.map((line) => ({ ...line })) }
    : credentials;
}

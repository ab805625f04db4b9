import { FINGERPRINT_LENGTH } from '../domain/sharing/data-fingerprint.ts';
import type { SearchEntry } from './search-field.ts';

/** What a link says of the data that it was made for, beside the workspace that it shows. */
export interface LinkFacts {
  /** Of its experiments (`fingerprintOf`). */
  readonly data?: string | undefined;
  /** Address of the tracking server, where somebody chose one that is not that of the place. */
  readonly server?: string | undefined;
  /** When it was shared, milliseconds since the epoch. */
  readonly atMs?: number | undefined;
  /** Of its compare set (`checkOfRuns`, of pinned runs `checkOfEdits`). */
  readonly check?: string | undefined;
  /** Colours of its compare set (`colorLetters`). */
  readonly colors?: string | undefined;
}

export const NO_FACTS: LinkFacts = {};

const FACTS = ['data', 'server', 'at', 'check', 'colors'] as const;
type FactName = (typeof FACTS)[number];

export const FACT_NAMES: readonly string[] = FACTS;

/** Entries of a search string, in their order; what is undefined is left out. */
export function formatFacts({ data, server, atMs, check, colors }: LinkFacts): readonly SearchEntry[] {
  const texts: Record<FactName, string | undefined> = {
    data,
    server,
    at: atMs?.toString(36),
    check,
    colors,
  };
  return FACTS.flatMap((name) => {
    const text = texts[name];
    return text === undefined ? [] : [[name, text] as const];
  });
}

/** Each is read alone; names of those that mean nothing are the problems. */
export function parseFacts(values: ReadonlyMap<string, string>): {
  readonly facts: LinkFacts;
  readonly problems: readonly string[];
} {
  const parsed: readonly (readonly [FactName, LinkFacts | undefined])[] = FACTS.flatMap((name) => {
    const text = values.get(name);
    return text === undefined ? [] : [[name, readFact(name, text)] as const];
  });
  return {
    facts: Object.assign({}, ...parsed.map(([, fact]) => fact)) as LinkFacts,
    problems: parsed.flatMap(([name, fact]) => (fact ? [] : [name])),
  };
}

function readFact(name: FactName, text: string): LinkFacts | undefined {
  switch (name) {
    case 'data':
      return /^[\w-]+$/.test(text) && text.length === FINGERPRINT_LENGTH ? { data: text } : undefined;
    case 'server':
      return isServerAddress(text) ? { server: text } : undefined;
    case 'at':
      return /^[1-9a-z][\da-z]{0,8}$/.test(text) ? { atMs: Number.parseInt(text, 36) } : undefined;
    case 'check':
      return /^[\w.-]{4,}$/.test(text) ? { check: text } : undefined;
    case 'colors':
      return /^[\w-]{3,}$/.test(text) ? { colors: text } : undefined;
  }
}

const MAX_ADDRESS_CHARACTERS = 300;

/** With a name or a password in it an address is none: a link carries no sign-in. */
function isServerAddress(text: string): boolean {
  if (text.length > MAX_ADDRESS_CHARACTERS || !/^https?:\/\//.test(text) || !URL.canParse(text)) return false;
  const { username, password, search, hash } = new URL(text);
  return `${username}${password}${search}${hash}` === '';
}

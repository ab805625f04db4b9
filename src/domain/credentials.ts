/** How a person signs in at a server; held in memory, or for as long as the browser session lasts. */
export type Credentials =
  | { readonly kind: 'basic'; readonly name: string; readonly password: string }
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'headers'; readonly headers: readonly HeaderLine[] };

export interface HeaderLine {
  readonly name: string;
  readonly value: string;
}

export type CredentialsKind = Credentials['kind'];

/** Why credentials cannot be sent, by the part that is to be changed. */
export type CredentialsProblem =
  | { readonly kind: 'empty' }
  /** MLflow parts name and password at the first colon. */
  | { readonly kind: 'colon' }
  | { readonly kind: 'bad-token' }
  /** No name of a header. */
  | { readonly kind: 'bad-name'; readonly name: string }
  /** The browser does not send it for a page. */
  | { readonly kind: 'kept-by-browser'; readonly name: string }
  | { readonly kind: 'bad-value'; readonly name: string };

const HEADER_NAME = /^[!#$%&'*+.^_`|~\w-]+$/;
const HEADER_VALUE = /^[\x20-\x7e\xa0-\xff]+$/;
/** Forbidden to pages by the fetch standard, as far as somebody might want to set them. */
const KEPT_BY_BROWSER =
  /^(?:accept-charset|accept-encoding|connection|content-length|cookie2?|date|expect|host|keep-alive|origin|referer|te|trailer|transfer-encoding|upgrade|via|(?:sec|proxy)-.*)$/i;

/** The first thing that keeps credentials from being sent; undefined: none. */
export function problemOf(credentials: Credentials): CredentialsProblem | undefined {
  switch (credentials.kind) {
    case 'basic':
      if (credentials.name === '') return { kind: 'empty' };
      return credentials.name.includes(':') ? { kind: 'colon' } : undefined;
    case 'bearer':
      if (credentials.token === '') return { kind: 'empty' };
      return /^[\x21-\x7e]+$/.test(credentials.token) ? undefined : { kind: 'bad-token' };
    case 'headers':
      if (credentials.headers.length === 0) return { kind: 'empty' };
      return credentials.headers.map(problemOfLine).find((problem) => problem !== undefined);
  }
}

function problemOfLine({ name, value }: HeaderLine): CredentialsProblem | undefined {
  if (!HEADER_NAME.test(name)) return { kind: 'bad-name', name };
  if (KEPT_BY_BROWSER.test(name)) return { kind: 'kept-by-browser', name };
  return HEADER_VALUE.test(value) ? undefined : { kind: 'bad-value', name };
}

/** `Name: value` lines as they are pasted; empty ones are left out. */
export function parseHeaderLines(text: string): readonly HeaderLine[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => {
      const at = line.indexOf(':');
      if (at === -1) return { name: line, value: '' };
      return { name: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
    });
}

/** What a request carries. The credentials have no problem. */
export function headersOf(credentials: Credentials): Readonly<Record<string, string>> {
  switch (credentials.kind) {
    case 'basic':
      return { Authorization: `Basic ${base64(`${credentials.name}:${credentials.password}`)}` };
    case 'bearer':
      return { Authorization: `Bearer ${credentials.token}` };
    case 'headers':
      return Object.fromEntries(credentials.headers.map(({ name, value }) => [name, value]));
  }
}

/** UTF-8, as MLflow reads it; `btoa` alone takes Latin-1 only. */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}

/** The name that was entered, where there is one. */
export function nameOf(credentials: Credentials): string | undefined {
  return credentials.kind === 'basic' ? credentials.name : undefined;
}

/** Whether they are of the same person, as far as can be told: a new token may be anybody's. */
export function isSamePerson(one: Credentials | undefined, other: Credentials | undefined): boolean {
  if (one?.kind === 'basic' && other?.kind === 'basic') return one.name === other.name;
  return isSame(one, other);
}

export function isSame(one: Credentials | undefined, other: Credentials | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** 32 bits that tell secrets apart and do not lead back to one (FNV-1a). */
export function checkOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of new TextEncoder().encode(text)) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16);
}

const STORAGE_KEY = 'runlens:return';
/** A sign-in page that comes back without a sign-in must not send the page round for ever. */
const AGAIN_AFTER_MS = 60_000;

interface ReturnPlace {
  readonly hash: string;
  readonly atMs: number;
}

/**
 * Loads the page anew, so that a proxy before this address can show its sign-in page. The place is remembered: what
 * follows `#` is never sent to a server, and a sign-in page with a form of its own loses it.
 */
export function reloadToSignIn(): void {
  const place: ReturnPlace = { hash: window.location.hash, atMs: Date.now() };
  attempt(() => window.sessionStorage.setItem(STORAGE_KEY, JSON.stringify(place)));
  window.location.reload();
}

/** Whether the page was loaded anew for that just now. */
export function hasJustReloaded(): boolean {
  const place = readPlace();
  return place !== undefined && Date.now() - place.atMs < AGAIN_AFTER_MS;
}

/** Before anything reads the address: back to the place, where the way through the sign-in page has lost it. */
export function returnToPlace(): void {
  const place = readPlace();
  if (!place || place.hash === '' || window.location.hash !== '') return;
  window.history.replaceState(null, '', place.hash);
}

/** The server lets the page in: a later end of the sign-in may send it round again. */
export function forgetPlace(): void {
  attempt(() => window.sessionStorage.removeItem(STORAGE_KEY));
}

function readPlace(): ReturnPlace | undefined {
  const kept: unknown = attempt(
    () => JSON.parse(window.sessionStorage.getItem(STORAGE_KEY) ?? 'null') as unknown,
  );
  if (typeof kept !== 'object' || kept === null || !('hash' in kept) || !('atMs' in kept)) return undefined;
  const { hash, atMs } = kept;
  return typeof hash === 'string' && hash.startsWith('#') && typeof atMs === 'number'
    ? { hash, atMs }
    : undefined;
}

function attempt<Value>(action: () => Value): Value | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

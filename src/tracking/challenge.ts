import type { Challenge } from './sign-in-gate.ts';

/** What MLflow's own basic auth says (3.17.2 and 2.22.4, 401 text/html), be its challenge hidden by a proxy or not. */
const MLFLOW_TEXT = 'You are not authenticated';
/** What its permissions say (403 text/html). */
const DENIED_TEXT = 'Permission denied';

/**
 * What an answer of 401 or 403 asks for; undefined where it is no matter of signing in. A page with a form is what
 * proxies with a sign-in of their own send in place of the server's answer (oauth2-proxy: 403).
 */
export function challengeOf(
  { status, headers }: Pick<Response, 'status' | 'headers'>,
  body: string,
  isOwnOrigin: boolean,
): Challenge | undefined {
  const text = body.trimStart();
  if (status !== 401 && (status !== 403 || text.startsWith(DENIED_TEXT))) return undefined;
  const isPage = isOwnOrigin && isHtml(headers) && /<form\b/i.test(text);
  if (status === 403 && !isPage) return undefined;
  const schemes = headers.get('WWW-Authenticate') ?? '';
  const isBasic = /\bbasic\b/i.test(schemes) || text.startsWith(MLFLOW_TEXT);
  return {
    way: isPage ? 'page' : 'form',
    wantsToken: !isBasic && /\bbearer\b/i.test(schemes),
    // Together with cookies, the browser's own prompt would come up for a challenge of this kind.
    mayWantCookies: isOwnOrigin && !isBasic,
  };
}

/** Of a proxy that leads away to its sign-in page. */
export const LED_AWAY: Challenge = { way: 'page', wantsToken: false, mayWantCookies: true };

export function isHtml(headers: Headers): boolean {
  return /^text\/html\b/i.test(headers.get('Content-Type') ?? '');
}

/**
 * Tells which addresses the content security policy of this page (connect-src) holds back, as far as it did so since:
 * `fetch` itself rejects as if nothing answered.
 */
export function watchPagePolicy(scope: Partial<EventTarget> = globalThis): (url: URL) => boolean {
  const origins = new Set<string>();
  scope.addEventListener?.('securitypolicyviolation', (event) => {
    if (!('blockedURI' in event) || typeof event.blockedURI !== 'string') return;
    if (URL.canParse(event.blockedURI)) origins.add(new URL(event.blockedURI).origin);
  });
  return ({ origin }) => origins.has(origin);
}

// @ts-check
/**
 * What the page may load and run. The build writes it into the page, and every hosting of `deploy/` sends it with each
 * file: workers, which fetch the data, have the policy that their scripts come with. A test holds all copies together.
 */
const PARTS = [
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self' data:",
  "frame-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
];

/** In the page itself: whom it may ask is not known when it is built. */
export const PAGE_POLICY = [
  ...PARTS,
  // Pictures of other addresses in notes, after a click; sound and film by ranges from a server of another origin.
  "img-src 'self' blob: data: http: https:",
  "media-src 'self' blob: http: https:",
].join('; ');

/** As a header, where the page may ask its own origin only: of two policies the stricter one holds. */
export const SENT_POLICY = [
  "default-src 'self'",
  ...PARTS,
  "img-src 'self' blob: data:",
  "media-src 'self' blob:",
  "connect-src 'self'",
  "frame-ancestors 'self'",
].join('; ');

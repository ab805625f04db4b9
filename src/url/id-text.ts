import { decodeText, escapeItem } from './search-field.ts';

/** Ids as MLflow makes them: 128 bits. */
const HEX_ID = /^[\da-f]{32}$/;
/** The same 128 bits in base64url: of the last character four bits are always 0. */
const PACKED_ID = /^[\w-]{21}[AQgw]$/;
/** Before a text that would otherwise be read as a packed id. */
const PLAIN = '~';

/** An id of 32 hexadecimal digits as 22 characters; any other text is itself. `unpackId` reads both. */
export function packId(id: string): string {
  if (HEX_ID.test(id)) return toBase64(id);
  return PACKED_ID.test(id) || id.startsWith(PLAIN) ? `${PLAIN}${id}` : id;
}

/** The inverse of `packId`; an id that stands in full is itself. */
export function unpackId(text: string): string {
  if (PACKED_ID.test(text)) return fromBase64(text);
  return text.startsWith(PLAIN) ? text.slice(PLAIN.length) : text;
}

/** Ids joined by commas, each packed; what lists need for themselves is escaped. */
export function formatIds(ids: readonly string[]): string {
  return ids.map(formatId).join(',');
}

/** Takes packed ids and those that stand in full. */
export function parseIds(text: string): readonly string[] {
  return text
    .split(',')
    .filter((item) => item !== '')
    .map((item) => (PACKED_ID.test(item) ? fromBase64(item) : decodeText(item)));
}

function formatId(id: string): string {
  if (HEX_ID.test(id)) return toBase64(id);
  const text = escapeItem(id);
  return PACKED_ID.test(text) ? `%${text.charCodeAt(0).toString(16)}${text.slice(1)}` : text;
}

function toBase64(hex: string): string {
  const bytes = hex.match(/../g) ?? [];
  const binary = bytes.map((byte) => String.fromCharCode(Number.parseInt(byte, 16))).join('');
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64(text: string): string {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Array.from(binary, (character) => character.charCodeAt(0).toString(16).padStart(2, '0')).join('');
}

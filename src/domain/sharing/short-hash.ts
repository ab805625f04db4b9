const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const BASES = [0x811c9dc5, 0x2b5ad217] as const;

/**
 * A text in a few characters of base64url, 6 bits each: enough to see that something is another, not to keep a secret.
 * FNV-1a, 32 bit (Fowler, Noll, Vo; RFC 9923), over UTF-16 code units, from one basis for each 5 characters, its bits
 * spread by the last steps of MurmurHash3 (Appleby).
 *
 * @param characters at most 10
 */
export function shortHash(text: string, characters: number): string {
  const words = BASES.map((basis) => spread(fnv(text, basis)));
  let short = '';
  for (let index = 0; index < characters; index += 1) {
    const word = words[Math.floor(index / 5)] ?? 0;
    short += ALPHABET[(word >>> ((index % 5) * 6)) & 63];
  }
  return short;
}

function fnv(text: string, basis: number): number {
  let hash = basis;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return hash;
}

function spread(hash: number): number {
  let mixed = hash;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

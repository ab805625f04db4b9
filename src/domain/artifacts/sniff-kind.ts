/** What the first bytes of a file say that it is. */
export type SniffedKind =
  | 'png'
  | 'jpeg'
  | 'gif'
  | 'webp'
  | 'bmp'
  | 'svg'
  | 'html'
  | 'pdf'
  | 'zip'
  | 'gzip'
  | 'parquet'
  | 'npy'
  | 'hdf5';

const SIGNATURES: readonly (readonly [SniffedKind, number, string])[] = [
  ['png', 0, '\u0089PNG\r\n\u001A\n'],
  ['jpeg', 0, '\u00FF\u00D8\u00FF'],
  ['gif', 0, 'GIF8'],
  ['webp', 8, 'WEBP'],
  ['bmp', 0, 'BM'],
  ['pdf', 0, '%PDF-'],
  ['zip', 0, 'PK\u0003\u0004'],
  ['zip', 0, 'PK\u0005\u0006'],
  ['gzip', 0, '\u001F\u008B'],
  ['parquet', 0, 'PAR1'],
  ['npy', 0, '\u0093NUMPY'],
  ['hdf5', 0, '\u0089HDF\r\n'],
];

/** The kind by its magic number (or, for HTML and SVG, its first element); undefined where none is known. */
export function sniffKind(bytes: Uint8Array): SniffedKind | undefined {
  const latin = String.fromCharCode(...bytes.subarray(0, 512));
  const found = SIGNATURES.find(([, at, mark]) => latin.startsWith(mark, at));
  if (found) return found[0];
  const start = latin.replace(/^\u00EF\u00BB\u00BF/, '').replace(/^(?:\s|<\?xml[^>]*>|<!--[\s\S]*?-->)+/, '');
  if (/^(?:<!doctype svg[^>]*>\s*)?<svg[\s>]/i.test(start)) return 'svg';
  return /^<(?:!doctype html|html|head|body)[\s>]/i.test(start) ? 'html' : undefined;
}

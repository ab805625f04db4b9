/**
 * Paths within an artifact root: parts by `/`, none at the start and the end, any text in the parts. The root itself is
 * the empty path.
 */

export function partsOfPath(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '');
}

/** The last part: the name of the file or the folder. */
export function nameOfPath(path: string): string {
  return partsOfPath(path).at(-1) ?? '';
}

/** The path of the folder that holds it; empty for what lies in the root. */
export function folderOfPath(path: string): string {
  return partsOfPath(path).slice(0, -1).join('/');
}

/** Paths of the folders above, the outermost first, without the root: `a/b/c` → `a`, `a/b`. */
export function foldersAbove(path: string): readonly string[] {
  const parts = partsOfPath(path).slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
}

/** `.tar.gz` counts as `gz`; in lower case; empty for a name without one, and for `.bashrc`. */
export function extensionOfPath(path: string): string {
  const name = nameOfPath(path);
  const at = name.lastIndexOf('.');
  return at <= 0 ? '' : name.slice(at + 1).toLowerCase();
}

/** For an address: each part is encoded, so that `#`, `?`, `%`, `+` and spaces stay what they are. */
export function encodePath(path: string): string {
  return partsOfPath(wellFormed(path)).map(encodeURIComponent).join('/');
}

/** A half of a pair of surrogates has no encoding; file systems do not give such names, links may. */
function wellFormed(text: string): string {
  return text.replaceAll(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '\ufffd');
}

/** Whether the path leaves no folder: no part is `.` or `..`, nothing is absolute. */
export function isPlainPath(path: string): boolean {
  return (
    !path.startsWith('/') && !path.includes('\0') && path.split('/').every((part) => !/^\.{1,2}$/.test(part))
  );
}

/**
 * A name for an entry of an archive that no program unpacks outside of its folder: no empty, `.` and `..` parts, no
 * backslashes (Windows takes them for `/`), no drive letter, no control characters. Never empty.
 */
export function archiveName(path: string): string {
  const parts = wellFormed(path)
    // oxlint-disable-next-line no-control-regex -- these are what is taken out
    .replaceAll(/[\u0000-\u001f\u007f]/g, '_')
    .split(/[/\\]/)
    .map((part) => part.replaceAll(':', '_'))
    .filter((part) => part.trim() !== '' && !/^\.+$/.test(part.trim()));
  return parts.length === 0 ? '_' : parts.join('/');
}

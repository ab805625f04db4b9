/** What the frame tells. It holds somebody else's script: anything may come. */
export type FrameMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'shown' }
  /** A link was clicked: as it is written in the document. */
  | { readonly kind: 'link'; readonly href: string }
  /** The policy kept it from being fetched: the host, or what else the browser calls it. */
  | { readonly kind: 'blocked'; readonly source: string };

const LONGEST_HREF = 2000;

export function decodeFrameMessage(data: unknown): FrameMessage | undefined {
  if (typeof data !== 'object' || data === null || !('kind' in data)) return undefined;
  if (data.kind === 'ready' || data.kind === 'shown') return { kind: data.kind };
  if (data.kind === 'link' && 'href' in data && typeof data.href === 'string') {
    return data.href.length > LONGEST_HREF ? undefined : { kind: 'link', href: data.href };
  }
  if (data.kind === 'blocked' && 'address' in data && typeof data.address === 'string') {
    const source = hostOf(data.address);
    return source === undefined ? undefined : { kind: 'blocked', source };
  }
  return undefined;
}

/** Undefined where the address is no place on a network. */
function hostOf(address: string): string | undefined {
  try {
    const { host, protocol } = new URL(address);
    return /^(https?|wss?):$/.test(protocol) && host !== '' ? host.slice(0, 100) : undefined;
  } catch {
    return undefined;
  }
}

export type DocumentLink =
  /** On the network. */
  | { readonly kind: 'web'; readonly url: string }
  /** A file of the same root. */
  | { readonly kind: 'file'; readonly path: string };

/**
 * Where a link of a document at `fromPath` leads; undefined for scripts, data, mail and what climbs out of the root.
 *
 * @param href as it is written: `../plots/a.png`, `https://example.org/`, `#part`
 */
export function resolveDocumentLink(href: string, fromPath: string): DocumentLink | undefined {
  const written = href.trim();
  if (/^https?:\/\//i.test(written)) return parseWeb(written);
  if (written.startsWith('//')) return parseWeb(`https:${written}`);
  // A scheme, a server's own path, a place in the same document.
  if (written === '' || /^(?:[a-z][a-z\d+.-]*:|[/\\#])/i.test(written)) return undefined;
  const path = joinPath(fromPath, written.replace(/[?#].*$/, ''));
  return path === undefined ? undefined : { kind: 'file', path };
}

function parseWeb(address: string): DocumentLink | undefined {
  try {
    return { kind: 'web', url: new URL(address).href };
  } catch {
    return undefined;
  }
}

function joinPath(fromPath: string, relative: string): string | undefined {
  const parts = fromPath.split('/').slice(0, -1);
  for (const part of relative.split('/').map(decodePart)) {
    if (part === undefined || part.includes('/') || part.includes('\\')) return undefined;
    if (part === '..') {
      if (parts.pop() === undefined) return undefined;
    } else if (part !== '.' && part !== '') {
      parts.push(part);
    }
  }
  return parts.length === 0 ? undefined : parts.join('/');
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part);
  } catch {
    // `100%.png`, written without escapes.
    return part;
  }
}

import { isValidElement, memo, type ReactNode, useMemo } from 'react';
import type { Components } from 'react-markdown';
import { headingSlug } from '../../domain/artifacts/split-markdown.ts';
import { Markdown } from '../../parts/markdown/markdown.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import { resolveDocumentLink } from '../html/frame-message.ts';
import css from './document-markdown.module.css';
import { DocumentImage } from './document-image.tsx';

export interface DocumentPlace {
  /** Where its relative links begin. */
  readonly path: string;
  readonly onOpenPath: (path: string) => void;
  readonly fileAt: ((path: string) => ArtifactFile) | undefined;
}

interface DocumentMarkdownProps {
  readonly text: string;
  readonly place: DocumentPlace;
  /** `data:` addresses of a notebook cell's pictures, by name. */
  readonly attachments?: ReadonlyMap<string, string>;
}

/** Markdown of a file: relative links open its neighbours, pictures of other addresses wait for a click. Pieces that stand are not drawn again with the next. */
export const DocumentMarkdown = memo(function DocumentMarkdown(props: DocumentMarkdownProps) {
  const { text, place, attachments } = props;
  const { path, onOpenPath, fileAt } = place;
  const components = useMemo(
    () => makeComponents({ path, onOpenPath, fileAt }, attachments),
    [path, onOpenPath, fileAt, attachments],
  );
  return <Markdown text={text} components={components} />;
});

function makeComponents(
  place: DocumentPlace,
  attachments: ReadonlyMap<string, string> | undefined,
): Components {
  return {
    a: ({ href, id, children }) => (
      <DocumentLink href={href ?? ''} id={id} place={place}>
        {children}
      </DocumentLink>
    ),
    img: ({ src, alt }) => (
      <DocumentImage
        src={typeof src === 'string' ? src : ''}
        alt={alt ?? ''}
        place={place}
        attachments={attachments}
      />
    ),
    h1: ({ children }) => <h1 id={idOf(children)}>{children}</h1>,
    h2: ({ children }) => <h2 id={idOf(children)}>{children}</h2>,
    h3: ({ children }) => <h3 id={idOf(children)}>{children}</h3>,
    h4: ({ children }) => <h4 id={idOf(children)}>{children}</h4>,
  };
}

/** As sanitising writes ids: a name of the page itself (`root`) cannot be taken. */
const ID_PREFIX = 'user-content-';

/** Of a heading, by its words. */
export function headingId(words: string): string {
  return `${ID_PREFIX}${headingSlug(words)}`;
}

const idOf = (children: ReactNode) => headingId(wordsOf(children));

function wordsOf(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map((each: ReactNode) => wordsOf(each)).join('');
  return isValidElement<{ children?: ReactNode }>(node) ? wordsOf(node.props.children) : '';
}

interface DocumentLinkProps {
  readonly href: string;
  readonly id: string | undefined;
  readonly place: DocumentPlace;
  readonly children: ReactNode;
}

function DocumentLink({ href, id, place, children }: DocumentLinkProps) {
  if (href.startsWith('#')) {
    // The page's own address stands behind the `#`.
    return (
      <button type="button" id={id} className={css['link']} onClick={() => scrollToId(href.slice(1))}>
        {children}
      </button>
    );
  }
  const link = resolveDocumentLink(href, place.path);
  if (link?.kind === 'web') {
    return (
      <a href={link.url} id={id} target="_blank" rel="noreferrer">
        {children}
      </a>
    );
  }
  if (link?.kind === 'file') {
    return (
      <button
        type="button"
        className={css['link']}
        title={link.path}
        onClick={() => place.onOpenPath(link.path)}
      >
        {children}
      </button>
    );
  }
  return <span>{children}</span>;
}

/** What was not drawn yet is drawn once it is near, and the heading stands elsewhere then. */
function scrollToId(name: string, frames = MOST_FRAMES): void {
  const target = document.getElementById(`${ID_PREFIX}${decode(name)}`);
  if (!target) return;
  target.scrollIntoView({ block: 'start' });
  if (target.tagName === 'SPAN' && frames > 0) requestAnimationFrame(() => scrollToId(name, frames - 1));
}

const MOST_FRAMES = 60;

function decode(name: string): string {
  try {
    return decodeURIComponent(name);
  } catch {
    return name;
  }
}

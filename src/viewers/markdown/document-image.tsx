import { type ReactNode, useState } from 'react';
import { m } from '../../paraglide/messages.js';
import type { ArtifactFile } from '../artifact-file.ts';
import { resolveDocumentLink } from '../html/frame-message.ts';
import { imageTypeOf } from '../image/image-types.ts';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import { useWholeFile } from '../whole-file/use-whole-file.ts';
import css from './document-markdown.module.css';
import type { DocumentPlace } from './document-markdown.tsx';

/** Pictures of the same root up to this size come by themselves. */
const ASK_ABOVE_BYTES = 5e6;

interface DocumentImageProps {
  /** As it is written. */
  readonly src: string;
  readonly alt: string;
  readonly place: DocumentPlace;
  readonly attachments: ReadonlyMap<string, string> | undefined;
}

/** A picture of a document: its own at once, those of the same root too, those of other addresses after a click. */
export function DocumentImage({ src, alt, place, attachments }: DocumentImageProps) {
  const own = src.startsWith('attachment:') ? attachments?.get(src.slice('attachment:'.length)) : src;
  if (own?.startsWith('data:image/')) return <img src={own} alt={alt} className={css['image']} />;
  const link = resolveDocumentLink(src, place.path);
  if (link?.kind === 'file' && place.fileAt && imageTypeOf(link.path)) {
    return <FileImage file={place.fileAt(link.path)} alt={alt} />;
  }
  if (link?.kind !== 'web') return <Words>{alt || src}</Words>;
  return <HeldImage url={link.url} alt={alt} />;
}

/** Of another address: it comes after a click, or it is said that it does not. */
function HeldImage({ url, alt }: { readonly url: string; readonly alt: string }) {
  const [state, setState] = useState<'held' | 'wanted' | 'failed'>('held');
  const { host } = new URL(url);
  if (state === 'failed') return <Words>{m.view_markdown_image_failed({ name: alt || url, host })}</Words>;
  if (state === 'wanted') {
    return (
      <img
        src={url}
        alt={alt}
        className={css['image']}
        referrerPolicy="no-referrer"
        onError={() => setState('failed')}
      />
    );
  }
  return (
    <button
      type="button"
      className={css['held']}
      title={url}
      onClick={(event) => {
        // It may stand inside a link.
        event.preventDefault();
        event.stopPropagation();
        setState('wanted');
      }}
    >
      {m.view_markdown_image({ name: alt || '', host })}
    </button>
  );
}

function FileImage({ file, alt }: { readonly file: ArtifactFile; readonly alt: string }) {
  const { state, onReadNow } = useWholeFile(file, ASK_ABOVE_BYTES);
  const bytes = state.state === 'ready' ? state.bytes : undefined;
  const url = useBlobUrl(bytes, imageTypeOf(file.name)?.mediaType ?? 'image/png');
  if (url) return <img src={url} alt={alt} className={css['image']} />;
  if (state.state === 'asking') {
    return (
      <button type="button" className={css['held']} title={file.path} onClick={onReadNow}>
        {alt || file.name}
      </button>
    );
  }
  return <Words>{alt || file.name}</Words>;
}

function Words({ children }: { readonly children: ReactNode }) {
  return <span className={css['words']}>{children}</span>;
}

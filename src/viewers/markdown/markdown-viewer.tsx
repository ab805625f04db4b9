import { useMemo } from 'react';
import { linkDefinitions, splitMarkdown } from '../../domain/artifacts/split-markdown.ts';
import { decodeText } from '../../domain/artifacts/text/decode-text.ts';
import { useMark } from '../../parts/mark.ts';
import { NoText } from '../no-text.tsx';
import type { ViewerProps } from '../registry.ts';
import { useGrowing } from '../use-growing.ts';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import css from './document-markdown.module.css';
import { DocumentMarkdown, type DocumentPlace } from './document-markdown.tsx';

const MOST_BYTES = 5e6;
/** A piece of this size is drawn in some 10 ms: a whole long document at once would hold the page. */
const PIECE_CHARS = 4_000;

export function Viewer({ file, onOpenPath, fileAt }: ViewerProps) {
  const place = useMemo(() => ({ path: file.path, onOpenPath, fileAt }), [file.path, onOpenPath, fileAt]);
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={MOST_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <MarkdownOf key={file.key} bytes={bytes} place={place} />}
      </WholeFile>
    </div>
  );
}

function MarkdownOf({ bytes, place }: { readonly bytes: Uint8Array; readonly place: DocumentPlace }) {
  const text = useMemo(() => decodeText(bytes), [bytes]);
  return text === undefined ? <NoText /> : <MarkdownText text={text} place={place} />;
}

function MarkdownText({ text, place }: { readonly text: string; readonly place: DocumentPlace }) {
  const { pieces, definitions } = useMemo(
    () => ({ pieces: splitMarkdown(text, PIECE_CHARS), definitions: linkDefinitions(text) }),
    [text],
  );
  const drawn = useGrowing(pieces.length);
  useMark('runlens:view-ready', true, 'artifact:markdown');
  return (
    <div className={viewerCss['body']}>
      <article className={css['document']}>
        {pieces.slice(0, drawn).map((piece, index) => (
          // oxlint-disable-next-line react/no-array-index-key -- pieces of one text never move
          <div key={index} className={css['piece']}>
            <DocumentMarkdown
              text={pieces.length === 1 ? piece : `${piece}\n\n${definitions}`}
              place={place}
            />
          </div>
        ))}
      </article>
    </div>
  );
}

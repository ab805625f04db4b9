import { memo, useMemo, useRef, useState } from 'react';
import {
  headingsOf,
  linkDefinitions,
  splitAtParagraphs,
  splitMarkdown,
} from '../../domain/artifacts/split-markdown.ts';
import { decodeText } from '../../domain/artifacts/text/decode-text.ts';
import { useMark } from '../../parts/mark.ts';
import { useNearViewport } from '../../parts/use-near-viewport.ts';
import { NoText } from '../no-text.tsx';
import type { ViewerProps } from '../registry.ts';
import { useGrowing } from '../use-growing.ts';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import css from './document-markdown.module.css';
import { DocumentMarkdown, type DocumentPlace, headingId } from './document-markdown.tsx';

const MOST_BYTES = 5e6;
const LONG_BYTES = 500_000;
/** A piece of this size is drawn in some 4 ms: a whole long document at once would hold the page. */
const PIECE_CHARS = 1_500;
/** Longer ones, of a text with few headings, are parted at paragraphs. */
const MOST_PIECE_CHARS = 12_000;
/** So many are drawn wherever they are. The elements of a document of 2 MB hold the page by their mere number. */
const MOST_DRAWN = 100;
const PIECES_BEGUN = 30;
const NEAR_PX = 1_500;

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
  // To decode a long one takes the time of a frame; it is parted in the next.
  const frames = bytes.length > LONG_BYTES ? 2 : 1;
  const frame = useGrowing(frames);
  if (text === undefined) return <NoText />;
  return frame < frames ? null : <MarkdownText text={text} place={place} />;
}

function MarkdownText({ text, place }: { readonly text: string; readonly place: DocumentPlace }) {
  const { pieces, definitions } = useMemo(
    () => ({ pieces: piecesOf(text), definitions: linkDefinitions(text) }),
    [text],
  );
  const isLong = pieces.length > MOST_DRAWN;
  // The words of a long one first: reading it took its time.
  const drawn = useGrowing(Math.min(pieces.length, MOST_DRAWN)) - (isLong ? 1 : 0);
  const begun = useGrowing(pieces.length, PIECES_BEGUN);
  useMark('runlens:view-ready', true, 'artifact:markdown');
  return (
    <div className={viewerCss['body']}>
      <article className={css['document']}>
        {pieces.slice(0, isLong ? begun : drawn).map((piece, index) => (
          <Piece
            // oxlint-disable-next-line react/no-array-index-key -- pieces of one text never move
            key={index}
            text={piece}
            definitions={pieces.length === 1 ? '' : definitions}
            isDrawn={index < drawn}
            place={place}
          />
        ))}
      </article>
    </div>
  );
}

function piecesOf(text: string): readonly string[] {
  return splitMarkdown(text, PIECE_CHARS).flatMap((piece) =>
    piece.length > MOST_PIECE_CHARS ? splitAtParagraphs(piece, PIECE_CHARS) : piece,
  );
}

interface PieceProps {
  readonly text: string;
  /** Addresses of links, which stand in other pieces. */
  readonly definitions: string;
  /** Else only once it comes near. */
  readonly isDrawn: boolean;
  readonly place: DocumentPlace;
}

/** Until it is drawn, its text as it was written: found by the browser's own search, and a place that links lead to. */
const Piece = memo(function Piece({ text, definitions, isDrawn, place }: PieceProps) {
  const host = useRef<HTMLDivElement>(null);
  const isNear = useNearViewport(host, NEAR_PX, NEAR_PX);
  const [wasNear, setWasNear] = useState(false);
  if (isNear && !wasNear) setWasNear(true);
  return (
    <div ref={host} className={css['piece']}>
      {isDrawn || isNear || wasNear ? (
        <DocumentMarkdown text={definitions === '' ? text : `${text}\n\n${definitions}`} place={place} />
      ) : (
        <>
          {headingsOf(text).map((words) => (
            <span key={words} id={headingId(words)} />
          ))}
          <div className={css['written']}>{text}</div>
        </>
      )}
    </div>
  );
});

import { useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import type { NotebookOutput } from '../../domain/artifacts/notebook.ts';
import { m } from '../../paraglide/messages.js';
import { SandboxedDocument } from '../html/sandboxed-document.tsx';
import { DocumentMarkdown, type DocumentPlace } from '../markdown/document-markdown.tsx';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import css from './notebook.module.css';

interface OutputsProps {
  readonly outputs: readonly NotebookOutput[];
  readonly place: DocumentPlace;
}

export function NotebookOutputs({ outputs, place }: OutputsProps) {
  if (outputs.length === 0) return null;
  return (
    <div className={css['outputs']} role="group" aria-label={m.view_notebook_output()}>
      {outputs.map((output, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- outputs of one file never move
        <Output key={index} output={output} place={place} />
      ))}
    </div>
  );
}

function Output({ output, place }: { readonly output: NotebookOutput; readonly place: DocumentPlace }) {
  switch (output.kind) {
    case 'text': {
      return <OutputText text={output.text} tone={output.isError ? 'stderr' : 'stdout'} />;
    }
    case 'error': {
      return <OutputText text={output.text} tone="error" />;
    }
    case 'image': {
      return <OutputPicture output={output} />;
    }
    case 'html': {
      return <OutputPage output={output} place={place} />;
    }
    case 'markdown': {
      return <DocumentMarkdown text={output.text} place={place} />;
    }
    case 'unknown': {
      return (
        <p className={css['note']}>{m.view_notebook_unknown({ types: output.mediaTypes.join(', ') })}</p>
      );
    }
  }
}

/** More of a text is drawn when it is asked for. */
const FIRST_CHARS = 10_000;

interface OutputTextProps {
  readonly text: string;
  readonly tone: 'stdout' | 'stderr' | 'error';
}

function OutputText({ text, tone }: OutputTextProps) {
  const [isWhole, setWhole] = useState(false);
  const isCut = !isWhole && text.length > FIRST_CHARS;
  return (
    <>
      <pre className={css['text']} data-tone={tone}>
        {isCut ? text.slice(0, FIRST_CHARS) : text}
      </pre>
      {isCut ? (
        <Button size="compact-xs" variant="default" onClick={() => setWhole(true)}>
          {m.view_notebook_more({ size: formatCount(text.length) })}
        </Button>
      ) : null}
    </>
  );
}

/** Only by `<img>`: scripts of an SVG do not run there. */
function OutputPicture({ output }: { readonly output: Extract<NotebookOutput, { kind: 'image' }> }) {
  const [isCorrupt, setCorrupt] = useState(false);
  const { bytes, mediaType } = output;
  const url = useBlobUrl(bytes, mediaType);
  if (!bytes || isCorrupt) return <p className={css['note']}>{m.view_notebook_picture_corrupt()}</p>;
  if (!url) return null;
  return (
    <img
      src={url}
      alt={m.view_notebook_picture()}
      className={css['picture']}
      onError={() => setCorrupt(true)}
    />
  );
}

const PAGE_STYLE =
  '<!doctype html><meta charset="utf-8"><style>body{margin:8px;font:13px sans-serif}table{border-collapse:collapse}' +
  'td,th{padding:2px 8px;text-align:right;border-bottom:1px solid #ddd}</style>';

interface OutputPageProps {
  readonly output: Extract<NotebookOutput, { kind: 'html' }>;
  readonly place: DocumentPlace;
}

/** Its plain text, and the page itself in a sandbox when that is asked for. */
function OutputPage({ output, place }: OutputPageProps) {
  const [isPage, setPage] = useState(false);
  const bytes = useMemo(
    () => (isPage ? new TextEncoder().encode(PAGE_STYLE + output.html) : undefined),
    [isPage, output],
  );
  return (
    <>
      {output.text === undefined ? (
        <p className={css['note']}>{m.view_notebook_page_only()}</p>
      ) : (
        <OutputText text={output.text} tone="stdout" />
      )}
      <Button
        size="compact-xs"
        variant="default"
        title={m.view_notebook_page_title()}
        onClick={() => setPage(!isPage)}
      >
        {isPage ? m.view_notebook_page_hide() : m.view_notebook_page()}
      </Button>
      {bytes ? (
        <div className={css['page']}>
          <SandboxedDocument
            bytes={bytes}
            title={m.view_notebook_output()}
            path={place.path}
            onOpenPath={place.onOpenPath}
          />
        </div>
      ) : null}
    </>
  );
}

import { memo, useMemo } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { Notebook, NotebookCell } from '../../domain/artifacts/notebook.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { type FileClient, useFileWorker } from '../../queries/file-client.tsx';
import { useFileAnswer } from '../use-file-answer.ts';
import { CodeBlock } from '../code-block/code-block.tsx';
import { DocumentMarkdown, type DocumentPlace } from '../markdown/document-markdown.tsx';
import type { ViewerProps } from '../registry.ts';
import { useGrowing } from '../use-growing.ts';
import { FileFailure } from '../no-text.tsx';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { NotebookOutputs } from './notebook-output.tsx';
import css from './notebook.module.css';

const ASK_ABOVE_BYTES = 20e6;
const MOST_BYTES = 100e6;

export function Viewer({ file, onOpenPath, fileAt }: ViewerProps) {
  const place = useMemo(() => ({ path: file.path, onOpenPath, fileAt }), [file.path, onOpenPath, fileAt]);
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <NotebookOf key={file.key} bytes={bytes} place={place} />}
      </WholeFile>
    </div>
  );
}

interface NotebookOfProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly place: DocumentPlace;
}

function NotebookOf({ bytes, place }: NotebookOfProps) {
  const worker = useFileWorker('notebook');
  const { state, onRetry } = useFileAnswer(worker, 'notebook.read', bytes);
  if (state.state === 'reading') return <Waiting words={m.art_reading_file()} rows={8} />;
  if (state.state === 'failed') return <FileFailure failure={state.failure} onRetry={onRetry} />;
  if (!state.result) return <NoNotebook />;
  return <Cells notebook={state.result} place={place} worker={worker} />;
}

function NoNotebook() {
  useMark('runlens:view-ready', true, 'artifact:notebook');
  return <EmptyState title={m.view_notebook_none()} body={m.view_notebook_none_body()} />;
}

interface CellsProps {
  readonly notebook: Notebook;
  readonly place: DocumentPlace;
  readonly worker: FileClient;
}

function Cells({ notebook, place, worker }: CellsProps) {
  const drawn = useGrowing(notebook.cells.length);
  useMark('runlens:view-ready', true, 'artifact:notebook');
  const { cells, unknownCells, language } = notebook;
  return (
    <>
      <div className={viewerCss['toolbar']}>
        <span className={viewerCss['facts']}>
          {m.view_notebook_cells({ count: cells.length, text: formatCount(cells.length) })}
          {language === undefined ? '' : ` · ${language}`}
          {unknownCells === 0
            ? ''
            : ` · ${m.view_notebook_unknown_cells({ count: unknownCells, text: formatCount(unknownCells) })}`}
        </span>
      </div>
      <div className={viewerCss['body']}>
        <article className={css['notebook']}>
          {cells.slice(0, drawn).map((cell, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- cells of one file never move
            <Cell key={index} cell={cell} language={language} place={place} worker={worker} />
          ))}
        </article>
      </div>
    </>
  );
}

interface CellProps {
  readonly cell: NotebookCell;
  readonly language: string | undefined;
  readonly place: DocumentPlace;
  readonly worker: FileClient;
}

const Cell = memo(function Cell({ cell, language, place, worker }: CellProps) {
  if (cell.kind === 'markdown') {
    return (
      <section className={css['words']}>
        <DocumentMarkdown text={cell.text} place={place} attachments={cell.attachments} />
      </section>
    );
  }
  if (cell.kind === 'raw') return <pre className={css['raw']}>{cell.text}</pre>;
  return (
    <section
      className={css['code']}
      aria-label={cell.count === undefined ? undefined : m.view_notebook_in({ count: cell.count })}
    >
      <span className={css['count']} aria-hidden="true">
        {`[${cell.count ?? ' '}]`}
      </span>
      <div className={css['cell']}>
        <CodeBlock text={cell.text} language={language} worker={worker} />
        <NotebookOutputs outputs={cell.outputs} place={place} />
      </div>
    </section>
  );
});

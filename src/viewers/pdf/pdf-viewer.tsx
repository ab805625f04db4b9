import { useEffect, useRef, useState } from 'react';
import { ActionIcon } from '@mantine/core';
import { IconMinus, IconPlus } from '@tabler/icons-react';
import type { PDFDocumentProxy } from 'pdfjs-dist';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import { useNearViewport } from '../../parts/use-near-viewport.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { drawPage, openPdf, type PdfProblem } from './open-pdf.ts';
import css from './pdf-viewer.module.css';

const ASK_ABOVE_BYTES = 50e6;

export function Viewer({ file }: ViewerProps) {
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES}>
        {(bytes) => <PdfOf key={file.key} bytes={bytes} />}
      </WholeFile>
    </div>
  );
}

type PdfState = { readonly document: PDFDocumentProxy } | { readonly problem: PdfProblem };

function PdfOf({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  const [state, setState] = useState<PdfState>();
  useEffect(() => {
    const opening = openPdf(bytes);
    let isHere = true;
    opening.document.then(
      (document) => isHere && setState({ document }),
      (thrown: unknown) => isHere && setState({ problem: opening.problemOf(thrown) }),
    );
    return () => {
      isHere = false;
      opening.close();
    };
  }, [bytes]);
  if (!state) return <Waiting words={m.view_pdf_opening()} />;
  if ('problem' in state) {
    return (
      <EmptyState
        title={m.view_pdf_failed()}
        body={state.problem === 'password' ? m.view_pdf_password() : m.view_pdf_broken()}
      />
    );
  }
  return <Pages document={state.document} />;
}

const ZOOMS = [0.5, 0.75, 1, 1.25, 1.5, 2, 3];
const FIRST_ZOOM = 3;

function Pages({ document }: { readonly document: PDFDocumentProxy }) {
  const [zoom, setZoom] = useState(FIRST_ZOOM);
  const [isDrawn, setDrawn] = useState(false);
  useMark('runlens:view-ready', isDrawn, 'artifact:pdf');
  const scale = ZOOMS[zoom] ?? 1;
  const pages = Array.from({ length: document.numPages }, (_, place) => place + 1);
  return (
    <>
      <div className={viewerCss['toolbar']}>
        <span className={viewerCss['buttons']}>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.view_image_zoom_out()}
            title={m.view_image_zoom_out()}
            disabled={zoom === 0}
            onClick={() => setZoom(zoom - 1)}
          >
            <IconMinus size={14} />
          </ActionIcon>
          {`${scale * 100}%`}
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={m.view_image_zoom_in()}
            title={m.view_image_zoom_in()}
            disabled={zoom === ZOOMS.length - 1}
            onClick={() => setZoom(zoom + 1)}
          >
            <IconPlus size={14} />
          </ActionIcon>
        </span>
        <span className={viewerCss['facts']}>
          {m.view_pdf_pages({ count: document.numPages, text: String(document.numPages) })}
        </span>
      </div>
      <div className={css['pages']}>
        {pages.map((number) => (
          <Page
            key={number}
            document={document}
            number={number}
            scale={scale}
            onDrawn={() => setDrawn(true)}
          />
        ))}
      </div>
    </>
  );
}

interface PageProps {
  readonly document: PDFDocumentProxy;
  readonly number: number;
  readonly scale: number;
  readonly onDrawn: () => void;
}

/** A page as it is far away: of A4, until it is near and tells its own size. */
const A4 = { width: 595, height: 842 };

function Page({ document, number, scale, onDrawn }: PageProps) {
  const host = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const isNear = useNearViewport(host, 800);
  const [size, setSize] = useState(A4);
  const [hasFailed, setFailed] = useState(false);
  const told = useRef(onDrawn);
  useEffect(() => {
    told.current = onDrawn;
  });
  useEffect(() => {
    if (!isNear || !canvas.current) return undefined;
    const drawing = drawPage(document, number, canvas.current, scale * window.devicePixelRatio);
    let isHere = true;
    drawing.done.then(
      (drawn) => {
        if (!isHere) return;
        setSize(drawn);
        told.current();
      },
      () => isHere && setFailed(true),
    );
    return () => {
      isHere = false;
      drawing.cancel();
    };
  }, [document, number, scale, isNear]);
  return (
    <div
      ref={host}
      className={css['page']}
      style={{ width: size.width * scale, height: size.height * scale }}
    >
      <canvas ref={canvas} role="img" aria-label={m.view_pdf_page({ number })} className={css['canvas']} />
      {hasFailed ? <p className={css['failed']}>{m.view_pdf_page_failed({ number })}</p> : null}
    </div>
  );
}

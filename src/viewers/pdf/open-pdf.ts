import {
  getDocument,
  GlobalWorkerOptions,
  type PDFDocumentProxy,
  type RenderTask,
} from 'pdfjs-dist/legacy/build/pdf.mjs';
// oxlint-disable-next-line import/default -- Vite makes its address
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

GlobalWorkerOptions.workerSrc = workerUrl;

/** `password`: it is locked. `broken`: it is no PDF, or cut short. */
export type PdfProblem = 'password' | 'broken';

interface OpeningPdf {
  readonly document: Promise<PDFDocumentProxy>;
  readonly problemOf: (thrown: unknown) => PdfProblem;
  readonly close: () => void;
}

/** Scripts inside a PDF are never run: nothing of pdf.js that runs them is loaded, and it makes no code of text. */
export function openPdf(bytes: Uint8Array<ArrayBuffer>): OpeningPdf {
  // pdf.js hands the bytes to its worker, and what is handed away is gone.
  const task = getDocument({ data: bytes.slice(), isEvalSupported: false, enableXfa: false });
  return {
    document: task.promise,
    problemOf: (thrown) =>
      thrown instanceof Error && thrown.name === 'PasswordException' ? 'password' : 'broken',
    close: () => void task.destroy().catch(() => undefined),
  };
}

interface DrawnSize {
  /** CSS pixels at 100 %. */
  readonly width: number;
  readonly height: number;
}

/** Draws a page onto the canvas, which gets the size of the page. */
export function drawPage(
  document: PDFDocumentProxy,
  number: number,
  canvas: HTMLCanvasElement,
  scale: number,
): { readonly done: Promise<DrawnSize>; readonly cancel: () => void } {
  let task: RenderTask | undefined;
  let isCancelled = false;
  const draw = async (): Promise<DrawnSize> => {
    const page = await document.getPage(number);
    const whole = page.getViewport({ scale: 1 });
    if (!isCancelled) {
      const viewport = page.getViewport({ scale });
      canvas.width = Math.ceil(viewport.width);
      canvas.height = Math.ceil(viewport.height);
      task = page.render({ canvas, viewport });
      await task.promise;
    }
    return { width: whole.width, height: whole.height };
  };
  return {
    done: draw(),
    cancel: () => {
      isCancelled = true;
      task?.cancel();
    },
  };
}

import { useEffect } from 'react';

/** The marks that benchmarks and tests read (design.md, "For machines and for assistive technology alike"). */
export type MarkName =
  | 'runlens:interactive'
  | 'runlens:view-ready'
  | 'runlens:runs-first'
  | 'runlens:runs-all'
  | 'runlens:chart-first'
  | 'runlens:chart-exact';

/** Calls in the frame after the next paint. */
export function afterPaint(act: () => void): void {
  requestAnimationFrame(() => {
    requestAnimationFrame(act);
  });
}

/** Sets a mark in the frame after the next paint. */
export function markAfterPaint(name: MarkName, detail?: string): void {
  afterPaint(() => performance.mark(name, detail === undefined ? {} : { detail }));
}

let isInteractive = false;

/** `runlens:interactive`, once: the first page that shows what it is for (or why it cannot). */
export function markInteractive(): void {
  if (isInteractive) return;
  isInteractive = true;
  markAfterPaint('runlens:interactive');
}

/** Sets `name` when `isReady` turns true, once for each `detail`. */
export function useMark(name: MarkName, isReady: boolean, detail?: string): void {
  useEffect(() => {
    if (isReady) markAfterPaint(name, detail);
  }, [name, isReady, detail]);
}

export function useInteractive(isReady: boolean): void {
  useEffect(() => {
    if (isReady) markInteractive();
  }, [isReady]);
}

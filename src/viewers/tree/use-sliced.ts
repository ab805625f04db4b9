import { useEffect, useState } from 'react';

/** Work that is done in slices of the main thread. */
export interface SlicedWork<Result> {
  /** Goes on for about so many bytes; true when it is done. */
  readonly step: (byteCount: number) => boolean;
  readonly position: () => number;
  readonly result: () => Result;
}

export interface SlicedState<Result> {
  readonly result: Result | undefined;
  /** Bytes that were worked through. */
  readonly position: number;
}

const SLICE_MS = 10;
const STEP_BYTES = 32_000;
/** Slices between two reports of how far it is. */
const TELL_EVERY = 10;

/** Does the work a slice after another, between which the page is drawn and clicked. Must be a stable object. */
export function useSliced<Result>(work: SlicedWork<Result> | undefined): SlicedState<Result> {
  const [state, setState] = useState<SlicedState<Result> & { readonly of: unknown }>();
  useEffect(() => {
    if (!work) return undefined;
    let slices = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const run = () => {
      const until = performance.now() + SLICE_MS;
      let isDone = false;
      while (!isDone && performance.now() < until) isDone = work.step(STEP_BYTES);
      slices += 1;
      if (isDone) setState({ of: work, result: work.result(), position: work.position() });
      else {
        if (slices % TELL_EVERY === 0) setState({ of: work, result: undefined, position: work.position() });
        timer = setTimeout(run, 0);
      }
    };
    timer = setTimeout(run, 0);
    return () => clearTimeout(timer);
  }, [work]);
  return state && state.of === work ? state : { result: undefined, position: 0 };
}

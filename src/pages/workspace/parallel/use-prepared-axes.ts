import { useEffect, useState } from 'react';
import type { ParallelAxis } from '../../../domain/comparison/parallel/parallel-view.ts';
import type { Axes } from '../use-axes.ts';
import { showAxes } from './shown-axes.ts';

/** Fewer values are placed on their axes within a millisecond or two. */
const FEW_VALUES = 4_000;
const SLICE_MS = 8;

/**
 * The answer, with its values placed on their axes: of thousands of runs one axis after the other, so that no task is
 * long. The last one stays until then.
 */
export function usePreparedAxes(axes: Axes | undefined, settings: readonly ParallelAxis[]): Axes | undefined {
  const isSmall = axes !== undefined && axes.runIds.length * axes.columns.length <= FEW_VALUES;
  const [prepared, setPrepared] = useState<Axes>();
  useEffect(() => {
    if (!axes || isSmall) return;
    const stop = new AbortController();
    void prepare(axes, settings, stop.signal).then(() => {
      if (!stop.signal.aborted) setPrepared(axes);
    });
    return () => stop.abort();
  }, [axes, settings, isSmall]);
  return isSmall ? axes : prepared;
}

/** What is placed once is known from then on. */
async function prepare(axes: Axes, settings: readonly ParallelAxis[], signal: AbortSignal): Promise<void> {
  let endMs = performance.now() + SLICE_MS;
  for (const setting of settings) {
    if (signal.aborted) return;
    showAxes([setting], axes);
    if (performance.now() < endMs) continue;
    await new Promise((resolve) => setTimeout(resolve));
    endMs = performance.now() + SLICE_MS;
  }
}

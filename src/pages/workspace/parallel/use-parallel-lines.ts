import { useMemo } from 'react';
import { type ParallelLayout } from '../../../drawing/parallel-layout.ts';
import { isStroked, type ParallelLines } from '../../../drawing/parallel-layer.ts';
import { rowsOf, type ShownAxis } from './shown-axes.ts';
import { useSameList } from './use-same-list.ts';

export interface DrawnLines {
  readonly lines: ParallelLines;
  /** Of the canvas: thousands of lines are not told apart any better on a finer one, and take four times as long. */
  readonly ratio: number;
}

/** The lines on the canvas; the same object while only brushes change. */
export function useParallelLines(
  axes: readonly ShownAxis[],
  layout: ParallelLayout | undefined,
  order: Uint32Array,
  colors: Uint32Array,
): DrawnLines | undefined {
  const placed = useSameList(axes.map((axis) => axis.placed));
  const turned = axes.map(({ setting }) => Number(setting.isInverted)).join('');
  return useMemo(() => {
    if (!layout || axes.length !== layout.xs.length) return undefined;
    const ratio = isStroked(order.length, axes.length) ? layout.devicePixelRatio : 1;
    const ys = axes.map((axis) => rowsOf(axis, layout, ratio, order));
    const xs = layout.xs.map((x) => Math.round(x * ratio));
    return { ratio, lines: { xs, ys, order, colors, heightPx: Math.round(layout.height * ratio) } };
    // `placed` and `turned` stand for `axes`.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [placed, turned, layout, order, colors]);
}

import { type DescribedMarks, MARK_SEAM } from '../../base/packed-lines.ts';
import type { PictureSeam } from '../../worker/charts/chart-protocol.ts';
import { partsOfLines } from './joined-lines.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';

/** The marks with one for each seam, by the name of the run that takes over. */
export function withSeams(
  marks: DescribedMarks,
  seams: readonly PictureSeam[],
  lines: readonly CardLine[],
): DescribedMarks {
  if (seams.length === 0) return marks;
  const runs = partsOfLines(lines);
  const none = seams.map(() => Number.NaN);
  return {
    lines: Uint32Array.from([...marks.lines, ...seams.map(({ line }) => line)]),
    kinds: Uint8Array.from([...marks.kinds, ...seams.map(() => MARK_SEAM)]),
    xs: Float64Array.from([...marks.xs, ...seams.map(({ x }) => x)]),
    steps: Float64Array.from([...marks.steps, ...seams.map(({ step }) => step)]),
    timesMs: Float64Array.from([...marks.timesMs, ...seams.map(({ timeMs }) => timeMs)]),
    lastSteps: Float64Array.from([...marks.lastSteps, ...none]),
    lastValues: Float64Array.from([...marks.lastValues, ...none]),
    names: [...Array.from(marks.lines, () => undefined), ...seams.map(({ run }) => runs[run]?.run.name)],
  };
}

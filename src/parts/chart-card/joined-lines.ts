import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { ChartQuery } from '../../worker/charts/chart-protocol.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';

/**
 * Lines of runs that share a key as one line each, that of the newest run. Runs without a key stay by themselves.
 *
 * @param keys undefined: nothing is joined
 */
export function joinLines(
  lines: readonly CardLine[],
  keys: ReadonlyMap<RunId, string> | undefined,
): readonly CardLine[] {
  if (!keys) return lines;
  const trainings = new Map<string, CardLine[]>();
  for (const line of lines) {
    const key = keys.get(line.run.id);
    // A key may hold anything: what stands before it cannot be part of one.
    const name = `${line.member} ${key === undefined ? `alone ${line.run.id}` : `by ${key}`}`;
    const known = trainings.get(name);
    if (known) known.push(line);
    else trainings.set(name, [line]);
  }
  return [...trainings.values()].flatMap(joinOne);
}

/** One behind the other in order of their start; those that started together as they stand. */
function joinOne(lines: readonly CardLine[]): readonly CardLine[] {
  if (lines.length < 2) return lines;
  const parts = lines.toSorted((left, right) => (left.run.startMs ?? 0) - (right.run.startMs ?? 0));
  const runIds = parts.map(({ run }) => run.id);
  const baseline = parts.find(({ isBaseline }) => isBaseline);
  return parts.slice(-1).map((newest) => {
    // The training that the baseline is a run of.
    const name = baseline && !newest.isBaseline ? { label: `${newest.label} ${m.baseline_suffix()}` } : {};
    return { ...newest, ...name, isBaseline: baseline && true, parts, runIds };
  });
}

/** Every run by itself, in the order of the query. */
export function partsOfLines(lines: readonly CardLine[]): readonly CardLine[] {
  return lines.some(({ parts }) => parts) ? lines.flatMap((line) => line.parts ?? [line]) : lines;
}

/** Places of the runs of each line among all; undefined: no line has several. */
export function joinsOf(lines: readonly CardLine[]): ChartQuery['joins'] {
  if (!lines.some(({ parts }) => parts)) return undefined;
  let next = 0;
  return lines.map(({ parts = [undefined] }) => parts.map(() => next++));
}

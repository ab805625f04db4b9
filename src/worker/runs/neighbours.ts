import type { RunFrame } from '../../domain/runs/run-frame.ts';
import type { Neighbour, NeighboursReply } from './runs-protocol.ts';

/**
 * The run's place among these rows, with the runs before and after it.
 *
 * @param rows rows of the frame in the order in which the table has them
 * @param row of the run; undefined where it is none of them
 */
export function neighboursAt(frame: RunFrame, rows: Uint32Array, row: number): NeighboursReply | undefined {
  const place = rows.indexOf(row);
  if (place < 0) return undefined;
  const at = (index: number): Neighbour | undefined => {
    const other = rows[index];
    const id = other === undefined ? undefined : frame.ids[other];
    return other === undefined || id === undefined ? undefined : { id, name: frame.names[other] ?? '' };
  };
  return { place, count: rows.length, previous: at(place - 1), next: at(place + 1) };
}

import { isContainer } from '../json-rows.ts';
import { type JsonTape, keyOf, rawValue } from '../json-tape.ts';

/**
 * Values that hold no others by their path (`optimizer.betas[0]`, `["odd key"]`; of a value alone the empty path), as
 * they are written; empty lists and maps too. Of a key that comes twice the last one.
 */
export function jsonLeaves(tape: JsonTape): ReadonlyMap<string, string> {
  const leaves = new Map<string, string>();
  const paths = new Map<number, string>();
  // Counting the values before each one anew would take the square of a long list's length.
  const nextPlaces = new Map<number, number>();
  for (let node = 0; node < tape.count; node++) {
    const parent = tape.parents[node] ?? -1;
    const place = nextPlaces.get(parent) ?? 0;
    nextPlaces.set(parent, place + 1);
    const path = parent < 0 ? '' : `${paths.get(parent) ?? ''}${stepOf(keyOf(tape, node), place)}`;
    if (!isContainer(tape, node) || tape.sizes[node] === 0)
      leaves.set(path.startsWith('.') ? path.slice(1) : path, rawValue(tape, node));
    else paths.set(node, path);
  }
  return leaves;
}

/** Keys that look like more than one step are in quotes. */
function stepOf(key: string | undefined, place: number): string {
  if (key === undefined) return `[${place}]`;
  return /^[^.[\]"\s]+$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}

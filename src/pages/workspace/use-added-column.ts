import { useState } from 'react';
import type { RevealedColumn } from '../../tables/data-grid.tsx';

interface Known {
  readonly ids: readonly string[];
  readonly added: RevealedColumn | undefined;
}

/**
 * The first of the columns that came to those that were there. Where others left at the same time the table was made
 * anew, and nothing is to be looked for.
 *
 * @param isByPerson whether somebody asked for the column: those that come while runs load must not move the table
 */
export function useAddedColumn(
  ids: readonly string[],
  isByPerson: (id: string) => boolean,
): RevealedColumn | undefined {
  const [known, setKnown] = useState<Known>({ ids, added: undefined });
  if (isSame(ids, known.ids)) return known.added;
  const isKept = known.ids.every((id) => ids.includes(id));
  const columnId = ids.find((id) => !known.ids.includes(id) && isByPerson(id));
  const added = isKept && columnId !== undefined ? { columnId } : known.added;
  setKnown({ ids, added });
  return added;
}

function isSame(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((id, index) => id === second[index]);
}

import { useState } from 'react';

/** The list before as long as its items are the same ones. */
export function useSameList<Item>(list: readonly Item[]): readonly Item[] {
  const [known, setKnown] = useState(list);
  const isSame = known.length === list.length && known.every((item, index) => item === list[index]);
  if (isSame) return known;
  setKnown(list);
  return list;
}

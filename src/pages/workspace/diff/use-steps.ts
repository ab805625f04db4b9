import { useState } from 'react';
import type { RevealedRow } from '../../../tables/data-grid.tsx';
import { nextPlace } from './diff-order.ts';

interface Stepped {
  readonly arrangement: string;
  readonly to: RevealedRow | undefined;
}

export interface Steps {
  /** The line that was stepped to. */
  readonly current: RevealedRow | undefined;
  /** To the next of the places, or the one before. */
  readonly step: (places: readonly number[], direction: 1 | -1) => void;
}

/**
 * Steps from difference to difference. A place means nothing once other lines stand there: the next step then starts
 * at the first one.
 *
 * @param arrangement another text where lines are others, or in another order
 */
export function useSteps(arrangement: string): Steps {
  const [stepped, setStepped] = useState<Stepped>({ arrangement, to: undefined });
  const isOther = stepped.arrangement !== arrangement;
  if (isOther) setStepped({ arrangement, to: undefined });
  const current = isOther ? undefined : stepped.to;
  return {
    current,
    step: (places, direction) => {
      const row = nextPlace(places, current?.row, direction);
      if (row !== undefined) setStepped({ arrangement, to: { row, align: 'in-sight' } });
    },
  };
}

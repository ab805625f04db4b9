import { expect, it } from 'vitest';
import type { RunId } from '../../runs/run.ts';
import { setOfRow } from './set-of-row.ts';

it('a group of more runs than a link holds is compared by its values, where all rows are', () => {
  const runIds = Array.from({ length: 201 }, (_, run) => `r${run}` as RunId);
  const all = { kind: 'all', without: [] } as const;
  const named = { kind: 'these', runIds: [], groups: { without: [], plus: ['g'] } };
  expect(setOfRow({ id: 'g', runIds }, all)).toEqual(named);
  const few = runIds.slice(1);
  expect(setOfRow({ id: 'g', runIds: few }, all)).toEqual({ kind: 'these', runIds: few });
  // Of the first rows a group may be a part.
  const top = { kind: 'top', count: 250, without: [], plus: [] } as const;
  expect(setOfRow({ id: 'g', runIds }, top)).toEqual({ kind: 'these', runIds });
  const but = { kind: 'all', without: ['r0' as RunId] } as const;
  expect(setOfRow({ id: 'g', runIds }, but)).toEqual({ kind: 'these', runIds });
});

import type { TextColumn } from '../../domain/runs/run-column.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';
import { RUN_STATUSES } from '../../domain/runs/run.ts';
import type { ValueCounts, ValuesRequest } from './runs-protocol.ts';

const MAX_VALUES = 50;

/** How many runs of the frame have which text, as logged. */
export function countValues(frame: RunFrame, { kind, key }: ValuesRequest): ValueCounts {
  const counts = new Map<string, number>();
  for (const text of textsOf(frame, kind, key)) counts.set(text, (counts.get(text) ?? 0) + 1);
  const values = [...counts]
    .map(([text, runCount]) => ({ text, runCount }))
    .sort((left, right) => right.runCount - left.runCount || (left.text < right.text ? -1 : 1))
    .slice(0, MAX_VALUES);
  return { values, distinctCount: counts.size };
}

function textsOf(frame: RunFrame, kind: ValuesRequest['kind'], key: string): readonly string[] {
  switch (kind) {
    case 'param':
      return cellsOf(frame.params.get(key));
    case 'tag':
      return cellsOf(frame.tags.get(key));
    case 'attribute':
      if (key === 'name') return frame.names;
      if (key === 'status') return frame.statusCodes.map((code) => RUN_STATUSES[code] ?? '');
      return key === 'user' ? cellsOf(frame.users) : [];
  }
}

function cellsOf(column: TextColumn | undefined): readonly string[] {
  return column ? column.codes.map((code) => column.texts[code] ?? '') : [];
}

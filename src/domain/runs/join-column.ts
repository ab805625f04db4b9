import { parseRunColumn } from './run-sort.ts';

/** Whether runs can be joined by this column: by a param, a tag or the run's name, which say what a run belongs to. */
export function isJoinColumn(text: string): boolean {
  const column = parseRunColumn(text);
  if (column?.kind === 'attribute') return column.key === 'name';
  return column?.kind === 'param' || column?.kind === 'tag';
}

import { toSearched } from '../runs/search-text.ts';
import { compareValues } from './find-models.ts';
import type { RegisteredVersion } from './registered-model.ts';

/** A version as a table shows it. */
export interface VersionRow {
  readonly version: RegisteredVersion;
  readonly aliases: readonly string[];
  /** Of its run; undefined: not logged, or not known yet. */
  readonly metric: (key: string) => number | undefined;
  readonly param: (key: string) => string | undefined;
}

/** Sorted by one column: `metrics.KEY`, `params.KEY`, or one of the version's own; what lacks the value comes last. */
export function sortVersions<Row extends VersionRow>(
  rows: readonly Row[],
  { columnId, isDescending }: { readonly columnId: string; readonly isDescending: boolean },
): readonly Row[] {
  const direction = isDescending ? -1 : 1;
  return rows
    .map((row) => ({ row, value: sortValue(row, columnId), number: Number(row.version.version) }))
    .sort((a, b) => compareValues(a.value, b.value, direction) || b.number - a.number)
    .map(({ row }) => row);
}

function sortValue(row: VersionRow, columnId: string): number | string | undefined {
  const { version } = row;
  if (columnId.startsWith('metrics.')) return row.metric(columnId.slice('metrics.'.length));
  if (columnId.startsWith('params.')) return numberOrText(row.param(columnId.slice('params.'.length)));
  switch (columnId) {
    case 'aliases':
      return row.aliases.length === 0 ? undefined : row.aliases.join(' ');
    case 'status':
      return version.status;
    case 'stage':
      return version.stage;
    case 'user':
      return version.user;
    case 'created':
      return version.createdMs;
    case 'updated':
      return version.updatedMs;
    case 'description':
      return version.description === '' ? undefined : toSearched(version.description);
    case 'tags':
      return version.tags.length === 0 ? undefined : version.tags.map(({ key }) => key).join(' ');
    default:
      return Number(version.version);
  }
}

function numberOrText(text: string | undefined): number | string | undefined {
  if (text === undefined || text.trim() === '') return text;
  const number = Number(text);
  return Number.isNaN(number) ? text : number;
}

import {
  type GroupCell,
  type GroupKey,
  formatGroupKey,
  groupRuns,
  parseGroupKey,
} from '../../domain/runs/run-groups.ts';
import type { ColumnValues } from '../runs/column-values.ts';
import type { GroupsReply, GroupsRequest } from '../runs/runs-protocol.ts';

/** Runs of one set in groups of equal values; those that are not loaded are in none. */
export function readGroups(
  { ids, by }: Pick<GroupsRequest, 'ids' | 'by'>,
  values: ColumnValues,
): GroupsReply {
  const rows = ids.map((id) => values.frame.rowOf.get(id));
  const places: number[] = [];
  const unread: number[] = [];
  rows.forEach((row, place) => (row === undefined ? unread : places).push(place));
  const keys = by.map(parseGroupKey).filter((key) => key !== undefined);
  const groups = groupRuns(
    places.length,
    keys.map((key) => {
      const readRow = readerOf(key, values);
      return {
        text: formatGroupKey(key),
        read: (index) => {
          const row = rows[places[index] ?? -1];
          return row === undefined ? undefined : readRow(row);
        },
      };
    }),
  );
  return {
    groups: groups.map((group) => ({
      ...group,
      members: group.members.map((index) => places[index] ?? -1),
    })),
    unread,
  };
}

function readerOf(key: GroupKey, values: ColumnValues): (row: number) => GroupCell {
  const { frame, context } = values;
  if (key.kind === 'dataset') {
    return (row) => {
      // Data of one name and another digest are other data.
      const texts = context.datasets(row).map(({ name, digest }) => `${name} (${digest})`);
      return texts.length === 0 ? undefined : [...new Set(texts)].toSorted().join(', ');
    };
  }
  if (key.kind === 'experiment') {
    return (row) => {
      const id = frame.experimentIds[row];
      return id === undefined ? undefined : (context.experimentName(id) ?? id);
    };
  }
  return values.readerOf(key);
}

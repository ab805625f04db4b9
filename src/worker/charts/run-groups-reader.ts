import { formatGroupKey, groupRuns } from '../../domain/runs/run-groups.ts';
import type { ColumnValues } from '../runs/column-values.ts';
import { groupKeysOf, keyReader } from '../runs/grouped-rows.ts';
import type { GroupsReply, GroupsRequest } from '../runs/groups-protocol.ts';

/** Runs of one set in groups of equal values; those that are not loaded are in none. */
export function readGroups(
  { ids, by }: Pick<GroupsRequest, 'ids' | 'by'>,
  values: ColumnValues,
): GroupsReply {
  const rows = ids.map((id) => values.frame.rowOf.get(id));
  const places: number[] = [];
  const unread: number[] = [];
  rows.forEach((row, place) => (row === undefined ? unread : places).push(place));
  const groups = groupRuns(
    places.length,
    groupKeysOf(by).map((key) => {
      const readRow = keyReader(key, values);
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

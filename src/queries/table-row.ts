import type { GroupRow, TableRow } from '../worker/runs/groups-protocol.ts';
import type { RunRow } from '../worker/runs/runs-protocol.ts';

export function isGroupRow(row: TableRow): row is GroupRow {
  return 'groupCells' in row;
}

export function isRunRow(row: TableRow): row is RunRow {
  return !isGroupRow(row);
}

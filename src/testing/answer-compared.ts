import { readAxis } from '../domain/comparison/axis-values.ts';
import { keysAmongRuns } from '../domain/comparison/varying-keys.ts';
import type { Run, RunId } from '../domain/runs/run.ts';
import { readGroups } from '../worker/charts/run-groups-reader.ts';
import type { AxesRequest } from '../worker/compare/axes-protocol.ts';
import type { GroupsRequest } from '../worker/runs/groups-protocol.ts';
import { ColumnValues } from '../worker/runs/column-values.ts';
import { contextOf } from './evaluation-context.ts';

/** What the data worker answers about these runs to the tabs beside Charts: as the protocol has it, without a worker. */
export function answerCompared(runs: readonly Run[]) {
  const context = contextOf(runs);
  const values = new ColumnValues(context);
  const rowsOf = (ids: readonly RunId[]) => ids.map((id) => context.frame.rowOf.get(id) ?? -1);
  return async (name: string, request: unknown): Promise<unknown> => {
    switch (name) {
      case 'compare.keys': {
        const rows = rowsOf((request as { readonly runIds: readonly RunId[] }).runIds);
        return keysAmongRuns(rows.map((row) => ({ frame: context.frame, row })));
      }
      case 'compare.axes': {
        const { columns, runIds } = request as AxesRequest;
        const rows = rowsOf(runIds);
        const axes = columns.map((column) => {
          const read = values.readerOf(column);
          return readAxis(rows.length, (place) => read(rows[place] ?? -1));
        });
        return { axes, unread: [] };
      }
      case 'compare.rows':
        return { ids: runs.map(({ id }) => id), names: runs.map((run) => run.name) };
      case 'runs.groups':
        return readGroups(request as GroupsRequest, values);
      default:
        throw new Error(`nobody answers ${name}`);
    }
  };
}

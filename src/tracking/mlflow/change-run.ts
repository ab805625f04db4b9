import type { RunChange } from '../../domain/runs/run-change.ts';
import type { Http } from '../http.ts';
import { PATHS } from './wire.ts';

/** One POST for each change (3.17.2, 2.22.4). It is not sent again: what a lost answer hides is read back instead. */
export async function changeRun(http: Http, change: RunChange, signal: AbortSignal): Promise<void> {
  const [path, body] = requestOf(change);
  await http.postJson(path, { run_id: change.id, ...body }, { signal, priority: 'visible' });
}

function requestOf(change: RunChange): readonly [string, Readonly<Record<string, unknown>>] {
  switch (change.kind) {
    case 'rename':
      return [PATHS.runsUpdate, { run_name: change.name }];
    case 'set-tag':
      return [PATHS.runsSetTag, { key: change.key, value: change.value }];
    case 'delete-tag':
      return [PATHS.runsDeleteTag, { key: change.key }];
    case 'set-status':
      // 0 is MLflow's "no end": without the field the end that the run has would stay (sqlalchemy_store.py).
      return [PATHS.runsUpdate, { status: change.status, end_time: change.endMs ?? 0 }];
    case 'delete':
      return [PATHS.runsDelete, {}];
    case 'restore':
      return [PATHS.runsRestore, {}];
  }
}

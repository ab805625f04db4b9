import { TrackingError } from '../errors.ts';
import type { Http } from '../http.ts';
import type { WorkspacesInfo } from '../source.ts';
import { PATHS, readList, readOptionalText, readRecord, readText } from './wire.ts';

/** MLflow's own, which exists on every server with workspaces and cannot be deleted. */
const DEFAULT_WORKSPACE = 'default';
/** Says which workspace a request is about (MLflow 3.10); servers without workspaces refuse it. */
export const WORKSPACE_HEADER = 'X-MLFLOW-WORKSPACE';

/**
 * The workspaces that the person may enter, and which one is meant: the wanted one, else the server's default, else the
 * first. Rejects with cause `no-such-workspace` where the wanted one is not among them.
 */
export async function readWorkspaces(
  http: Http,
  wanted: string | undefined,
  signal: AbortSignal,
): Promise<WorkspacesInfo> {
  const { value } = await http.getJson(PATHS.workspaces, {}, { signal, priority: 'visible' });
  const list = readRecord(value, 'answer')['workspaces'];
  const all = list === undefined ? [] : readList(list, 'workspaces').map(decodeWorkspace);
  const names = all.map(({ name }) => name);
  const current = wanted ?? (names.includes(DEFAULT_WORKSPACE) ? DEFAULT_WORKSPACE : names[0]);
  if (current === undefined || (wanted !== undefined && !names.includes(wanted)))
    throw new TrackingError({ kind: 'not-found', cause: 'no-such-workspace', subject: wanted ?? '' });
  return { current, all };
}

function decodeWorkspace(value: unknown): WorkspacesInfo['all'][number] {
  const { name, description } = readRecord(value, 'workspace');
  return { name: readText(name, 'name'), description: readOptionalText(description) };
}

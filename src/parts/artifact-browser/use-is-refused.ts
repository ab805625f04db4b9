import { isRefusedPath } from '../../domain/artifacts/refused-name.ts';
import { useConnection } from '../../queries/data-client-context.tsx';

/** Whether the open source cannot be asked for a file of this path. */
export function useIsRefused(path: string): boolean {
  const { status } = useConnection();
  return status.state === 'ready' && status.info.kind === 'mlflow' && isRefusedPath(path);
}

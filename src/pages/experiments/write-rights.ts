import { useConnection } from '../../queries/data-client-context.tsx';
import type { SourceCapabilities } from '../../tracking/source.ts';

export interface WriteRights {
  readonly writes: SourceCapabilities['writes'];
  readonly deletesTags: boolean;
}

/** What the source takes. Whether it takes it of this person only it knows, when it is asked. */
export function useWriteRights(): WriteRights {
  const { status } = useConnection();
  if (status.state !== 'ready') return { writes: 'none', deletesTags: false };
  const { writes, deletesExperimentTags } = status.info.capabilities;
  return { writes, deletesTags: deletesExperimentTags };
}

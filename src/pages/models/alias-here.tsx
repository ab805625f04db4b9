import { useMemo } from 'react';
import {
  type RegisteredModel,
  type RegisteredVersion,
  withVersions,
} from '../../domain/registry/registered-model.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';
import { failureOf } from '../../queries/failure.ts';
import { useModelVersions } from '../../queries/use-model-versions.ts';
import { AliasDialog } from './alias-dialog.tsx';
import { useVersionTable } from './use-version-table.ts';

interface AliasHereProps {
  readonly model: RegisteredModel;
  readonly version: RegisteredVersion;
  readonly move: MoveAliases;
  readonly onClose: () => void;
}

/**
 * Sets aliases at the version of a page. It stands at once: the versions that they come from are read meanwhile, for
 * the metrics of both.
 */
export function AliasHere({ model, version, move, onClose }: AliasHereProps) {
  const { read, query } = useModelVersions(model.name, model);
  const versions = useMemo(() => withVersions(read.versions, [version]), [read.versions, version]);
  const table = useVersionTable(model, versions, NOTHING_MORE);
  const failed = query.isError && !query.isFetching;
  return (
    <AliasDialog
      model={model}
      table={table}
      isComplete={read.isComplete || failed}
      opened={{ kind: 'set', version: version.version }}
      move={move}
      onClose={onClose}
    >
      {failed ? (
        <FailureNotice failure={failureOf(query.error)} shape="strip" onRetry={() => void query.refetch()} />
      ) : null}
    </AliasDialog>
  );
}

const NOTHING_MORE = { plotted: undefined, ticked: new Set<string>() };

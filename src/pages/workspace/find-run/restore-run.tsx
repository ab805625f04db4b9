import { Button } from '@mantine/core';
import type { RunHead } from '../../../domain/runs/run-head.ts';
import { m } from '../../../paraglide/messages.js';
import { useChanges } from '../../../parts/changes/changes.tsx';
import { useWrites } from '../../../queries/use-change-runs.ts';

/** Brings a deleted run back; what keeps it out then is told in place of that. */
export function RestoreRun({ run: { id, name } }: { readonly run: Pick<RunHead, 'id' | 'name'> }) {
  const { perform } = useChanges();
  const writes = useWrites();
  const restore = () => void perform('restore', [{ kind: 'restore', id }], { names: new Map([[id, name]]) });
  return (
    <Button
      size="compact-sm"
      variant="default"
      disabled={writes === 'none'}
      title={writes === 'none' ? m.write_none() : undefined}
      onClick={restore}
    >
      {m.experiments_restore()}
    </Button>
  );
}

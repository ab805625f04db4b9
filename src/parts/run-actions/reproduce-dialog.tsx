import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { runQuery } from '../../queries/run-queries.ts';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import { Waiting } from '../waiting.tsx';
import { runsWord } from './action-form.tsx';
import { ReproducePanel } from './reproduce-panel.tsx';
import css from './run-actions.module.css';
import type { RunTarget } from './run-target.ts';

interface ReproduceDialogProps {
  readonly runs: readonly RunTarget[];
  readonly onClose: () => void;
}

export function ReproduceDialog({ runs, onClose }: ReproduceDialogProps) {
  const [only] = runs;
  const run = useQuery(runQuery(useConnection(), only?.id ?? ('' as never)));
  return (
    <ModalDialog title={m.reproduce_title({ runs: runsWord(runs) })} widthPx={680} onClose={onClose}>
      {run.isError ? (
        <FailureNotice failure={failureOf(run.error)} onRetry={() => void run.refetch()} shape="strip" />
      ) : null}
      {run.data ? (
        <ReproducePanel run={run.data} />
      ) : run.isError ? null : (
        <Waiting words={m.loading_run()} />
      )}
      <div className={css.end}>
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {m.close()}
        </Button>
      </div>
    </ModalDialog>
  );
}

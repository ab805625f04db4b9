import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { failureWords } from '../../parts/wording.ts';
import type { ComputingReport } from '../../worker/runs/runs-protocol.ts';
import css from './runs-footer.module.css';

interface ComputingProgressProps {
  readonly report: ComputingReport | undefined;
  readonly onControl: (action: 'compute') => void;
}

/** How far statistics are that need histories; asks before very much is read, and says what could not be read. */
export function ComputingProgress({ report, onControl }: ComputingProgressProps) {
  if (!report) return null;
  if (report.askPoints !== undefined) {
    return (
      <>
        <span className={css.provisional}>{m.computing_ask({ points: formatCount(report.askPoints) })}</span>
        <UnstyledButton className={css.action} onClick={() => onControl('compute')}>
          {m.computing_start()}
        </UnstyledButton>
      </>
    );
  }
  const { doneRuns, totalRuns, failedRuns, failure } = report;
  if (!failure)
    return (
      <span>{m.computing_progress({ done: formatCount(doneRuns), total: formatCount(totalRuns) })}</span>
    );
  const reason = failureWords(failure, globalThis.location?.origin ?? '').title;
  return (
    <>
      <span className={css.provisional} title={reason}>
        {failedRuns > 0
          ? m.computing_failed({ count: failedRuns, text: formatCount(failedRuns) })
          : m.computing_stopped({ done: formatCount(doneRuns), total: formatCount(totalRuns) })}
      </span>
      <UnstyledButton className={css.action} onClick={() => onControl('compute')}>
        {m.retry()}
      </UnstyledButton>
    </>
  );
}

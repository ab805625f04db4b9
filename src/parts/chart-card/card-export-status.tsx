import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import css from './card-export.module.css';
import { FailureNotice } from '../failure-notice.tsx';
import type { CardExport, CardExportState } from './use-card-export.ts';

/** How far an export of the card is, what it asks, and what came of it. */
export function CardExportStatus({ exporting }: { readonly exporting: CardExport }) {
  const { state, start, reset } = exporting;
  if (state.phase === 'idle') return null;
  if (state.phase === 'failed') {
    return (
      <div className={css.strip}>
        <FailureNotice failure={state.failure} shape="strip">
          <Close onClick={reset} />
        </FailureNotice>
      </div>
    );
  }
  return (
    <div className={css.strip} data-export={state.phase}>
      <span role="status" className={css.words}>
        {wordsOf(state)}
      </span>
      {state.phase === 'asking' ? (
        <>
          <Choice onClick={() => start('csv', 'whole')}>{m.cardexport_read_all()}</Choice>
          <Choice onClick={() => start('csv', 'read')}>{m.cardexport_as_is()}</Choice>
        </>
      ) : null}
      {state.phase === 'running' || state.phase === 'asking' ? (
        <Choice onClick={reset}>{m.cancel()}</Choice>
      ) : (
        <Close onClick={reset} />
      )}
    </div>
  );
}

function Choice({ onClick, children }: { readonly onClick: () => void; readonly children: ReactNode }) {
  return (
    <Button size="compact-xs" variant="default" onClick={onClick}>
      {children}
    </Button>
  );
}

function Close({ onClick }: { readonly onClick: () => void }) {
  return <Choice onClick={onClick}>{m.close()}</Choice>;
}

function wordsOf(state: Exclude<CardExportState, { phase: 'idle' | 'failed' }>): string {
  switch (state.phase) {
    case 'running': {
      const { progress } = state;
      if (!progress) return m.cardexport_running();
      return m.cardexport_reading({
        points: formatCount(progress.points),
        done: formatCount(progress.runsDone),
        total: formatCount(progress.runsTotal),
      });
    }
    case 'asking':
      return m.cardexport_asking({ points: formatCount(state.pointsRead) });
    case 'saved':
      return savedWords(state);
    case 'copied':
      return m.cardexport_copied();
    case 'refused':
      return m.cardexport_refused();
  }
}

function savedWords({ fileName, points }: Extract<CardExportState, { phase: 'saved' }>): string {
  if (!points) return m.cardexport_saved({ file: fileName });
  const { pointCount, sampledRuns, failedRuns } = points;
  const words = [
    m.cardexport_saved_points({ count: pointCount, text: formatCount(pointCount), file: fileName }),
  ];
  if (sampledRuns > 0)
    words.push(m.cardexport_sampled_runs({ count: sampledRuns, text: formatCount(sampledRuns) }));
  if (failedRuns > 0)
    words.push(m.cardexport_failed_runs({ count: failedRuns, text: formatCount(failedRuns) }));
  return words.join(' ');
}

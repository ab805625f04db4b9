import { useEffect, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { ageWords } from '../../parts/wording.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { RequestOf } from '../../worker/data-protocol.ts';
import type { RunsSnapshot } from '../../worker/runs/runs-protocol.ts';
import { LiveState } from './live-state.tsx';
import { loadWords } from './load-words.ts';
import { ComputingProgress } from './computing-progress.tsx';
import css from './runs-footer.module.css';

interface RunsFooterProps {
  readonly viewId: string;
  readonly snapshot: RunsSnapshot;
}

/** How many runs are here and whether more exist; MLflow gives no total, so none is invented. */
export function RunsFooter({ viewId, snapshot }: RunsFooterProps) {
  const client = useDataClient();
  const control = (action: RequestOf<'runs.control'>['action']) =>
    // What became of it shows in the next snapshot.
    void client.call('runs.control', { viewId, action }).catch(() => undefined);
  return (
    <>
      {snapshot.state === 'failed' && snapshot.failure ? (
        <FailureNotice failure={snapshot.failure} shape="strip" onRetry={() => control('retry')} />
      ) : null}
      <footer className={css.footer}>
        <span role="status">{loadWords(snapshot)}</span>
        <Progress snapshot={snapshot} onControl={control} />
        <ComputingProgress report={snapshot.computing} onControl={control} />
        {snapshot.isProvisional ? (
          <span className={css.provisional}>
            {m.runs_provisional({ count: formatCount(snapshot.loaded) })}
          </span>
        ) : null}
        <span className={css.space} />
        {snapshot.live && snapshot.state !== 'loading' ? <LiveState live={snapshot.live} /> : null}
        {snapshot.cachedAtMs === undefined ? (
          <ReadAge atMs={snapshot.live?.answeredAtMs ?? snapshot.readAtMs} />
        ) : (
          <span className={css.provisional}>
            <ReadAge atMs={snapshot.cachedAtMs} isCached />
          </span>
        )}
        <Action words={m.runs_read_again()} onClick={() => control('reload')} />
      </footer>
    </>
  );
}

interface ProgressProps {
  readonly snapshot: RunsSnapshot;
  readonly onControl: (action: RequestOf<'runs.control'>['action']) => void;
}

/** How fast runs come, and what the rest would cost. */
function Progress({ snapshot, onControl }: ProgressProps) {
  const { state, runsPerSecond } = snapshot;
  if (state === 'loading') {
    return (
      <>
        {runsPerSecond === undefined ? null : <span>{rateWord(Math.round(runsPerSecond))}</span>}
        <Action words={m.runs_stop()} onClick={() => onControl('stop')} />
      </>
    );
  }
  if (state !== 'stopped' && state !== 'paused') return null;
  return (
    <>
      <Action words={m.runs_resume()} onClick={() => onControl('resume')} />
      {runsPerSecond === undefined ? null : (
        <span>{m.runs_rest_cost({ time: timeWords(COST_RUNS / runsPerSecond) })}</span>
      )}
    </>
  );
}

const COST_RUNS = 10_000;

/** Roughly: `40 s`, `2 min`. */
function timeWords(seconds: number): string {
  return seconds < 90
    ? m.time_seconds({ count: Math.max(1, Math.round(seconds)) })
    : m.time_minutes({ count: Math.round(seconds / 60) });
}

function Action({ words, onClick }: { readonly words: string; readonly onClick: () => void }) {
  return (
    <UnstyledButton className={css.action} onClick={onClick}>
      {words}
    </UnstyledButton>
  );
}

function ReadAge({ atMs, isCached = false }: { readonly atMs: number; readonly isCached?: boolean }) {
  const [nowMs, setNowMs] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNowMs(Date.now()), 10_000);
    return () => clearInterval(timer);
  }, []);
  const age = ageWords(atMs, Math.max(nowMs, atMs));
  return <span>{isCached ? m.runs_cached({ age }) : m.runs_read_at({ age })}</span>;
}

function rateWord(count: number): string {
  return m.runs_rate({ count, text: formatCount(count) });
}

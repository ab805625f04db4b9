import { createContext, type ReactNode, use, useCallback, useEffect, useId, useMemo, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { failureOf } from '../../queries/failure.ts';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import css from './asking.module.css';

/** What is wrong with an answer that a picture is drawn from. */
interface Remark {
  readonly failure?: TrackingFailure | undefined;
  /** They could not be read, and count as missing everywhere. */
  readonly unread?: readonly RunId[] | undefined;
}

interface Remarks {
  /** Another number: ask once more. */
  readonly attempt: number;
  readonly put: (id: string, remark: Remark | undefined) => void;
}

const RemarksContext = createContext<Remarks>({ attempt: 0, put: () => undefined });

/** Above a tab: what it asked for and did not get, told in one place for all of its parts. */
export function TabRemarks({
  compared,
  hint,
  children,
}: {
  readonly compared: readonly ComparedRun[];
  /** What can be done about what is shown. */
  readonly hint?: ReactNode;
  readonly children: ReactNode;
}) {
  const [attempt, setAttempt] = useState(0);
  const [remarks, setRemarks] = useState<ReadonlyMap<string, Remark>>(new Map());
  const put = useCallback(
    (id: string, remark: Remark | undefined) =>
      setRemarks((before) => {
        if (before.get(id) === remark) return before;
        const others = [...before].filter(([other]) => other !== id);
        return new Map(remark ? [...others, [id, remark]] : others);
      }),
    [],
  );
  const value = useMemo(() => ({ attempt, put }), [attempt, put]);
  const all = [...remarks.values()];
  const failure = all.find((remark) => remark.failure)?.failure;
  const unread = all.reduce<readonly RunId[]>(
    (most, { unread: ids = [] }) => (ids.length > most.length ? ids : most),
    [],
  );
  return (
    <RemarksContext value={value}>
      <div className={css.tab}>
        {failure ? (
          <FailureNotice shape="strip" failure={failure} onRetry={() => setAttempt((before) => before + 1)} />
        ) : null}
        {unread.length > 0 ? (
          <p className={css.unread} role="status" title={namesOf(unread, compared)}>
            {m.axes_unread({ count: unread.length, text: formatCount(unread.length) })}
          </p>
        ) : null}
        {hint}
        <div className={css.content}>{children}</div>
      </div>
    </RemarksContext>
  );
}

const MOST_NAMES = 30;

function namesOf(ids: readonly RunId[], compared: readonly ComparedRun[]): string {
  const names = new Map(compared.map(({ id, name }) => [id, name]));
  return ids
    .slice(0, MOST_NAMES)
    .map((id) => names.get(id) ?? id)
    .join('\n');
}

/**
 * Asks the worker, and asks again with every other `ask`. A refusal is told above the tab and asked again on a click;
 * a worker that starts anew is asked again at once.
 *
 * @param ask takes its answer itself, unless the signal has aborted; undefined: there is nothing to ask
 */
export function useAsking(ask: ((signal: AbortSignal) => Promise<void>) | undefined): void {
  const { attempt, put } = use(RemarksContext);
  const [restarts, setRestarts] = useState(0);
  const id = useId();
  useEffect(() => {
    if (!ask) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    ask(signal).then(
      () => {
        if (!signal.aborted) put(id, undefined);
      },
      (thrown: unknown) => {
        const failure = failureOf(thrown);
        if (signal.aborted || failure.kind === 'aborted') return;
        if (failure.cause === 'worker-restarted') setRestarts((before) => before + 1);
        else put(id, { failure });
      },
    );
    return () => controller.abort();
    // Other numbers are reasons to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [ask, attempt, restarts, put, id]);
  useEffect(() => () => put(id, undefined), [put, id]);
}

/** Tells above the tab of runs that count as missing since they could not be read. */
export function useUnreadRemark(unread: readonly RunId[] | undefined): void {
  const { put } = use(RemarksContext);
  const id = useId();
  useEffect(() => {
    put(id, unread && unread.length > 0 ? { unread } : undefined);
    return () => put(id, undefined);
  }, [put, id, unread]);
}

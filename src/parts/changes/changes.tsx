import { createContext, type ReactNode, use, useCallback, useMemo, useRef, useState } from 'react';
import type { RunChange } from '../../domain/runs/run-change.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { failureOf } from '../../queries/failure.ts';
import { useChangeRuns } from '../../queries/use-change-runs.ts';
import type { ChangeProgress } from '../../worker/runs/change-protocol.ts';
import { type ChangeOutcome, NOTHING_DONE, outcomeOf, outcomeOfFailure } from './change-outcome.ts';
import type { ChangeAction } from './change-words.ts';

/** Something that was done, or is being done, and what can be done about it. */
export interface ChangeNotice {
  readonly key: number;
  readonly action: ChangeAction;
  readonly progress: ChangeProgress | undefined;
  /** Undefined while it is under way. */
  readonly outcome: ChangeOutcome | undefined;
  /** Asks for nothing further; undefined: there is nothing to stop. */
  readonly stop?: (() => void) | undefined;
  /** In place of what is said of the outcome. */
  readonly words?: string | undefined;
  /** Takes back what was done by other means. */
  readonly undo?: (() => void) | undefined;
  /** Of runs that were refused, as far as whoever asked knew them. */
  readonly nameOf: (id: RunId) => string;
}

export interface PerformOptions {
  /** What runs are called where some are refused. */
  readonly names?: ReadonlyMap<RunId, string> | undefined;
  /** Whoever asked says it where every run was refused: a dialog that keeps what was typed. */
  readonly saysRefusal?: boolean | undefined;
  /** Whoever asked tells how far it has come, too. */
  readonly onProgress?: ((progress: ChangeProgress) => void) | undefined;
  /** Whoever asked can stop it, too. */
  readonly stop?: AbortController | undefined;
}

interface Changes {
  readonly notices: readonly ChangeNotice[];
  readonly dismiss: (key: number) => void;
  /** Says in a notice what was done by other means, with what takes it back. */
  readonly tell: (words: string, undo?: () => void) => void;
  /**
   * Makes the changes and tells of them in a notice with an undo that asks the server for the inverse. Never rejects.
   */
  readonly perform: (
    action: ChangeAction,
    changes: readonly RunChange[],
    options?: PerformOptions,
  ) => Promise<ChangeOutcome>;
}

const ChangesContext = createContext<Changes | undefined>(undefined);

/** Older ones are gone from sight, and so is their undo. */
const MAX_NOTICES = 3;

interface ProviderProps {
  /** Of the source: notices of another one go. */
  readonly epoch: number;
  readonly children: ReactNode;
}

export function ChangesProvider({ epoch, children }: ProviderProps) {
  const changeRuns = useChangeRuns();
  const [notices, setNotices] = useState<readonly ChangeNotice[]>([]);
  const [shownEpoch, setShownEpoch] = useState(epoch);
  if (shownEpoch !== epoch) {
    setShownEpoch(epoch);
    setNotices([]);
  }
  const lastKey = useRef(0);
  const dismiss = useCallback(
    (key: number) => setNotices((all) => all.filter((each) => each.key !== key)),
    [],
  );
  const perform = useCallback<Changes['perform']>(
    async (
      action,
      changes,
      { names, saysRefusal = false, onProgress, stop = new AbortController() } = {},
    ) => {
      const key = ++lastKey.current;
      const update = (part: Partial<ChangeNotice>) =>
        setNotices((all) => all.map((each) => (each.key === key ? { ...each, ...part } : each)));
      const nameOf = (id: RunId) => names?.get(id) ?? id;
      const isMany = new Set(changes.map(({ id }) => id)).size > 1;
      const started = {
        key,
        action,
        progress: undefined,
        outcome: undefined,
        nameOf,
        stop: isMany ? () => stop.abort() : undefined,
      };
      const tellProgress = (progress: ChangeProgress) => {
        update({ progress });
        onProgress?.(progress);
      };
      setNotices((all) => [...all, started].slice(-MAX_NOTICES));
      const asked = changeRuns(changes, { onProgress: tellProgress, stop: stop.signal });
      const outcome = await asked.then(
        (results) => outcomeOf(changes, results),
        (thrown: unknown) => outcomeOfFailure(changes, failureOf(thrown)),
      );
      if (saysRefusal && outcome.refused.length === outcome.runCount) dismiss(key);
      else update({ outcome });
      return outcome;
    },
    [changeRuns, dismiss],
  );
  const tell = useCallback<Changes['tell']>((words, undo) => {
    const notice = { ...TOLD, key: ++lastKey.current, words, undo };
    setNotices((all) => [...all, notice].slice(-MAX_NOTICES));
  }, []);
  const value = useMemo(() => ({ notices, dismiss, tell, perform }), [notices, dismiss, tell, perform]);
  return <ChangesContext value={value}>{children}</ChangesContext>;
}

const TOLD: Omit<ChangeNotice, 'key'> = {
  action: 'undo',
  progress: undefined,
  outcome: NOTHING_DONE,
  nameOf: String,
};

export function useChanges(): Changes {
  const changes = use(ChangesContext);
  if (!changes) throw new Error('invariant: no ChangesProvider above');
  return changes;
}

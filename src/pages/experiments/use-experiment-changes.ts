import { useCallback, useMemo, useState } from 'react';
import type { ExperimentChange, ExperimentChangeKind } from '../../domain/runs/experiment-change.ts';
import { useExperimentWriter } from '../../queries/experiment-changes.ts';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

/** A change of the experiment of this name. */
export interface NamedChange {
  readonly name: string;
  readonly change: ExperimentChange;
}

/** What became of changes that were asked for together. */
export interface ChangeOutcome {
  readonly kind: ExperimentChangeKind;
  readonly total: number;
  readonly done: readonly NamedChange[];
  readonly refused: readonly { readonly name: string; readonly failure: TrackingFailure }[];
  /** Takes back what was done; empty after an undo. */
  readonly undo: readonly NamedChange[];
  readonly isUndo: boolean;
}

export interface ExperimentChanges {
  readonly outcome: ChangeOutcome | undefined;
  /** Changes that are being made: done of total. */
  readonly progress: { readonly done: number; readonly total: number } | undefined;
  /** Settles when it is known what became of them, also where nothing was done. */
  readonly make: (changes: readonly NamedChange[]) => Promise<ChangeOutcome>;
  readonly undo: () => void;
  readonly dismiss: () => void;
}

/** Changes of experiments, what became of the last ones, and how to take those back. */
export function useExperimentChanges(): ExperimentChanges {
  const { change: write } = useExperimentWriter();
  const [outcome, setOutcome] = useState<ChangeOutcome>();
  const [progress, setProgress] = useState<ExperimentChanges['progress']>();
  const makeAll = useCallback(
    async (changes: readonly NamedChange[], isUndo: boolean) => {
      setOutcome(undefined);
      setProgress({ done: 0, total: changes.length });
      const next = await readOutcome(write, changes, isUndo, setProgress);
      setProgress(undefined);
      setOutcome(next);
      return next;
    },
    [write],
  );
  const make = useCallback((changes: readonly NamedChange[]) => makeAll(changes, false), [makeAll]);
  const undo = useCallback(() => {
    if (outcome) void makeAll(outcome.undo, true);
  }, [outcome, makeAll]);
  const dismiss = useCallback(() => setOutcome(undefined), []);
  return useMemo(
    () => ({ outcome, progress, make, undo, dismiss }),
    [outcome, progress, make, undo, dismiss],
  );
}

async function readOutcome(
  write: ReturnType<typeof useExperimentWriter>['change'],
  changes: readonly NamedChange[],
  isUndo: boolean,
  onProgress: (progress: NonNullable<ExperimentChanges['progress']>) => void,
): Promise<ChangeOutcome> {
  const kind = changes[0]?.change.kind ?? 'rename';
  const about = { kind, total: changes.length, isUndo };
  try {
    const results = await write(
      changes.map(({ change }) => change),
      onProgress,
    );
    const named = results.map((result, index) => ({ result, asked: changes[index] }));
    return {
      ...about,
      done: named.flatMap(({ result, asked }) => (result.state !== 'refused' && asked ? [asked] : [])),
      refused: named.flatMap(({ result, asked }) =>
        result.state === 'refused' && asked ? [{ name: asked.name, failure: result.failure }] : [],
      ),
      // The last change first: what follows may stand on what went before.
      undo: isUndo
        ? []
        : named
            .flatMap(({ result, asked }) =>
              result.state === 'done' && asked ? [{ name: asked.name, change: result.undo }] : [],
            )
            .toReversed(),
    };
  } catch (thrown) {
    const failure = failureOf(thrown);
    return { ...about, done: [], undo: [], refused: changes.map(({ name }) => ({ name, failure })) };
  }
}

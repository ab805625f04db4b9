import { useState } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { removalMoves } from '../../domain/registry/alias-moves.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import type { VersionName } from '../../domain/runs/run-details.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { isAboutModels } from '../../queries/run-queries.ts';
import { useRegistryWriter } from '../../queries/use-registry-writer.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { reasonWord } from '../changes/change-words.ts';
import { useChanges } from '../changes/changes.tsx';
import { resultWords } from '../registry/registry-words.ts';
import { useAliasWork } from '../registry/use-alias-work.ts';

export interface AliasToTake {
  readonly alias: string;
  /** The version that the person saw it at: held by another one by then, it stays there. */
  readonly from: string | undefined;
}

interface ToRegister {
  readonly runId: string;
  readonly model: string;
  /** A model of the name is there. */
  readonly isKnown: boolean;
  /** What is asked for; undefined: whether the model is there is not known. */
  readonly act: 'create' | 'register' | undefined;
  readonly aliases: readonly AliasToTake[];
  readonly tags: readonly KeyText[];
}

/** Makes a version, then its tags and aliases; the undo takes all of it away again. */
export function useRegistering(asked: ToRegister, onDone: () => void) {
  const { runId, model, isKnown, act, aliases, tags } = asked;
  const { client, epoch } = useConnection();
  const queryClient = useQueryClient();
  const { tell } = useChanges();
  const move = useAliasWork(model);
  const { change, keepRefusal } = useRegistryWriter();
  const [isBusy, setBusy] = useState(false);
  const [failure, setFailure] = useState<TrackingFailure>();
  const readAgain = () =>
    queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAboutModels(queryKey, epoch) });
  /** Aliases go back to where they were, or away: of a version that is deleted 2.22.4 leaves them at nothing. */
  const clear = async (name: VersionName): Promise<string | undefined> => {
    const now = await client.call('registry.model', { name: model });
    const moves = removalMoves(now, name.version).map((each) => ({
      ...each,
      to: aliases.find(({ alias }) => alias === each.alias)?.from,
    }));
    if (moves.length === 0) return undefined;
    const { results } = await move(moves, { kind: 'undo' });
    const isClear = results.every(({ state }) => state === 'done' || state === 'unchanged');
    return isClear ? undefined : resultWords(moves, results);
  };
  /** A model that was made for it stays: others may have added versions by now. */
  const takeBack = async (name: VersionName) => {
    try {
      const reason = await clear(name);
      if (reason === undefined) {
        await client.call('models.delete-version', name);
        tell(isKnown ? m.register_undone({ ...name }) : m.register_undone_new({ ...name }));
      } else tell(m.register_not_undone({ ...name, reason }));
    } catch (thrown) {
      tell(m.register_not_undone({ ...name, reason: reasonWord(failureOf(thrown)) }));
    }
    await readAgain();
  };
  /** The version is there: what of the rest is refused is told beside it. */
  const finish = async (made: VersionName) => {
    try {
      const named = tags.map((tag) => ({ kind: 'set-version-tag', ...made, ...tag }) as const);
      const results = named.length > 0 ? await change(named) : [];
      const refused = results.find((result) => result.state === 'refused');
      if (refused) tell(m.register_not_all({ ...made, reason: reasonWord(refused.failure) }));
      if (aliases.length > 0) await move(aliases.map((each) => ({ ...each, to: made.version })));
    } catch (thrown) {
      tell(m.register_not_all({ ...made, reason: reasonWord(failureOf(thrown)) }));
    }
  };
  const register = async (source: string) => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { version } = await client.call('models.register', { model, runId, source });
      const made = { model, version };
      tell(m.register_done(made), () => void takeBack(made));
      onDone();
      await finish(made);
    } catch (thrown) {
      const refusal = failureOf(thrown);
      setFailure(refusal);
      if (act) keepRefusal(model, act, refusal);
      setBusy(false);
    }
    await readAgain();
  };
  return { isBusy, failure, register };
}

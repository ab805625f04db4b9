import { useCallback } from 'react';
import type { RecordKind } from '../../domain/registry/alias-history.ts';
import { type AliasMove, inverseMoves } from '../../domain/registry/alias-moves.ts';
import { m } from '../../paraglide/messages.js';
import { failureOf } from '../../queries/failure.ts';
import { reasonWord } from '../changes/change-words.ts';
import { useChanges } from '../changes/changes.tsx';
import { type RegistryWriter, useRegistryWriter } from '../../queries/use-registry-writer.ts';
import type { MoveReply } from '../../worker/registry/registry-protocol.ts';
import { lostWords, resultWords } from './registry-words.ts';

export interface MoveOptions {
  /** For who has no place of its own to say that nothing could be asked. */
  readonly tellsFailure?: boolean;
  readonly why?: string | undefined;
  readonly kind?: RecordKind;
}

/** Moves aliases of a model. Rejects with `TrackingError` where nothing was written since nothing could be read. */
export type MoveAliases = (moves: readonly AliasMove[], options?: MoveOptions) => Promise<MoveReply>;

/** Moves with a notice that takes them back, and a further one where somebody else moves the same within 10 s. */
export function useAliasWork(model: string): MoveAliases {
  const writer = useRegistryWriter();
  const { tell } = useChanges();
  return useCallback(
    (moves, options) => perform({ model, writer, tell }, moves, options),
    [model, writer, tell],
  );
}

interface Work {
  readonly model: string;
  readonly writer: RegistryWriter;
  readonly tell: ReturnType<typeof useChanges>['tell'];
}

async function perform(
  work: Work,
  moves: readonly AliasMove[],
  { why, kind = 'move', tellsFailure = false }: MoveOptions = {},
): Promise<MoveReply> {
  const { model, writer, tell } = work;
  const reply = await writer.move({ model, moves, why, kind }).catch((thrown: unknown) => {
    const reason = reasonWord(failureOf(thrown));
    if (tellsFailure) tell(moves.map(({ alias }) => m.alias_refused({ alias, reason })).join(' '));
    throw thrown;
  });
  const done = moves.filter((_, index) => reply.results[index]?.state === 'done');
  const undo = () => {
    perform(work, inverseMoves(done), { kind: 'undo', tellsFailure: true }).catch(() => undefined);
  };
  tell(resultWords(moves, reply.results), done.length > 0 && kind !== 'undo' ? undo : undefined);
  if (done.length > 0) void follow(work, done);
  return reply;
}

async function follow({ model, writer, tell }: Work, moves: readonly AliasMove[]): Promise<void> {
  try {
    const { lost } = await writer.watch({ model, moves });
    for (const { move, ...held } of lost) tell(lostWords(move, held));
  } catch {
    // The person moved it again, or went to another source: nothing was lost.
  }
}

import { useCallback, useMemo } from 'react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { changeOfMove } from '../domain/registry/alias-moves.ts';
import type { RegisteredModel, RegistryChange } from '../domain/registry/registered-model.ts';
import { actOf, type RegistryAct } from '../domain/registry/registry-rights.ts';
import type { TrackingFailure } from '../tracking/errors.ts';
import type {
  MoveReply,
  MoveRequest,
  RegistryResult,
  WatchReply,
} from '../worker/registry/registry-protocol.ts';
import { useConnection } from './data-client-context.tsx';
import { isAboutRegistry, registeredModelQuery, registryRefusalsQuery } from './registry-queries.ts';

export interface RegistryWriter {
  /** One result for each change, in order; resolves when what is on screen was read again. */
  readonly change: (changes: readonly RegistryChange[]) => Promise<readonly RegistryResult[]>;
  readonly move: (request: MoveRequest) => Promise<MoveReply>;
  /** Of what was asked for by other means. */
  readonly keepRefusal: (model: string, act: RegistryAct, failure: TrackingFailure) => void;
  /** Looks for 10 s whether others move what was moved just now. A further watch of an alias ends the one before. */
  readonly watch: (request: Pick<MoveRequest, 'model' | 'moves'>) => Promise<WatchReply>;
}

/** What is watched, by model and alias: what the person moves again meanwhile was not lost. */
const watched = new Map<string, AbortController>();

/** Writes to the registry. A refusal for want of permission is kept, so that nothing more is offered there. */
export function useRegistryWriter(): RegistryWriter {
  const { client, epoch } = useConnection();
  const queryClient = useQueryClient();
  const readAgain = useCallback(
    () => queryClient.invalidateQueries({ predicate: ({ queryKey }) => isAboutRegistry(queryKey, epoch) }),
    [queryClient, epoch],
  );
  const keepRefusal = useCallback(
    (model: string, act: RegistryAct, failure: TrackingFailure) => {
      if (failure.kind !== 'forbidden') return;
      // Whoever may not make models may still change their own.
      const { queryKey } = registryRefusalsQuery({ client, epoch }, act === 'create' ? undefined : model);
      queryClient.setQueryData(queryKey, (before = []) => [...new Set([...before, act])]);
    },
    [queryClient, client, epoch],
  );
  const keepModel = useCallback(
    async (model: RegisteredModel | undefined) => {
      if (!model) return;
      const { queryKey } = registeredModelQuery({ client, epoch }, model.name);
      // An answer that is under way may be older than what was written.
      await queryClient.cancelQueries({ queryKey });
      queryClient.setQueryData(queryKey, model);
    },
    [queryClient, client, epoch],
  );
  return useMemo(
    () => ({
      keepRefusal,
      change: async (changes) => {
        const results = await client.call('registry.change', { changes });
        for (const [index, result] of results.entries()) {
          const change = changes[index];
          if (result.state === 'refused' && change) keepRefusal(change.model, actOf(change), result.failure);
        }
        // A first reading that is under way would be waited for, though it may be older than what was written.
        await queryClient.cancelQueries({
          predicate: ({ queryKey, state }) => state.data === undefined && isAboutRegistry(queryKey, epoch),
        });
        await readAgain();
        return results;
      },
      move: async (request) => {
        for (const { alias } of request.moves) watched.get(keyOf(request.model, alias))?.abort();
        const reply = await client.call('registry.move', request);
        for (const [index, result] of reply.results.entries()) {
          const move = request.moves[index];
          if (result.state === 'refused' && move)
            keepRefusal(request.model, actOf(changeOfMove(request.model, move)), result.failure);
        }
        await keepModel(reply.model);
        void readAgain();
        return reply;
      },
      watch: async ({ model, moves }) => {
        const controller = new AbortController();
        for (const { alias } of moves) watched.set(keyOf(model, alias), controller);
        try {
          const { signal } = controller;
          const reply = await client.call('registry.watch', { model, moves }, { signal });
          await keepModel(reply.model);
          // Who moved it may have made the version that it is at now.
          if (reply.lost.length > 0) void readAgain();
          return reply;
        } finally {
          for (const { alias } of moves) {
            const key = keyOf(model, alias);
            if (watched.get(key) === controller) watched.delete(key);
          }
        }
      },
    }),
    [client, epoch, queryClient, readAgain, keepRefusal, keepModel],
  );
}

/** What the person may not do with this model, as far as the source has said so. */
export function useRegistryRefusals(model: string): readonly RegistryAct[] {
  const scope = useConnection();
  const ofAny = useQuery(registryRefusalsQuery(scope, undefined)).data ?? [];
  const ofModel = useQuery(registryRefusalsQuery(scope, model)).data ?? [];
  return [...ofAny, ...ofModel];
}

function keyOf(model: string, alias: string): string {
  return `${alias} ${model}`;
}

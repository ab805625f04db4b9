import {
  type AliasRecord,
  formatRecord,
  readRecords,
  surplusKeys,
} from '../../domain/registry/alias-history.ts';
import { type AliasMove, changeOfMove } from '../../domain/registry/alias-moves.ts';
import { holderOf, type RegisteredModel } from '../../domain/registry/registered-model.ts';
import { toTrackingFailure, type TrackingFailure } from '../../tracking/errors.ts';
import type { RegistrySource } from '../../tracking/registry-source.ts';
import type { Clock } from '../clock.ts';
import type { HeldElsewhere, MoveReply, MoveRequest, MoveResult, WatchReply } from './registry-protocol.ts';

export interface MoverContext {
  readonly registry: RegistrySource;
  readonly clock: Clock;
  readonly random: () => number;
  /** Who is signed in. */
  readonly userName: () => Promise<string | undefined>;
}

/** Whoever lost a race hears of it within 10 s. */
const LOOKS_MS = [2_000, 5_000, 10_000];

/**
 * Moves aliases one after the other. MLflow has no compare-and-set (3.17.2): each is looked at just before, and once
 * more when all is written. Rejects only where the first look fails: then nothing was written.
 */
export async function moveAliases(
  context: MoverContext,
  request: MoveRequest,
  signal: AbortSignal,
): Promise<MoveReply> {
  const { registry } = context;
  const { model: name, moves } = request;
  let seen: RegisteredModel | undefined = await registry.getModel(name, signal);
  const who = await context.userName().catch(() => undefined);
  const results: MoveResult[] = [];
  for (const move of moves) {
    if (results.some(endsAll)) {
      results.push({ state: 'left' });
      continue;
    }
    try {
      seen ??= await registry.getModel(name, signal);
      results.push(await moveOne(context, request, move, { seen, who }, signal));
    } catch (thrown) {
      results.push({ state: 'refused', failure: toTrackingFailure(thrown) });
    }
    seen = undefined;
  }
  const model = await registry.getModel(name, signal).catch(() => undefined);
  if (!model) return { results, model };
  await removeSurplus(registry, model, signal);
  return { results: results.map((result, index) => lookAgain(result, moves[index], model)), model };
}

/** What was refused for a reason that holds for the next one, too; and what was built upon is not as it was seen. */
function endsAll(result: MoveResult): boolean {
  return result.state === 'moved' || (result.state === 'refused' && isGeneral(result.failure));
}

/** Whether what was refused once would be refused again, whatever it is. */
export function isGeneral({ kind }: TrackingFailure): boolean {
  return ['unauthorized', 'forbidden', 'network', 'aborted', 'unsupported'].includes(kind);
}

interface Seen {
  readonly seen: RegisteredModel;
  readonly who: string | undefined;
}

async function moveOne(
  { registry, clock, random }: MoverContext,
  { model, why, kind }: MoveRequest,
  move: AliasMove,
  { seen, who }: Seen,
  signal: AbortSignal,
): Promise<MoveResult> {
  const holder = holderOf(seen, move.alias);
  if (holder === move.to) return { state: 'unchanged' };
  if (holder !== move.from) return { state: 'moved', ...elsewhere(seen, move.alias) };
  await makeMove(registry, model, move, signal);
  const record = formatRecord({ ...move, atMs: clock.nowMs(), who, why, kind }, random);
  try {
    await registry.change({ kind: 'set-model-tag', model, ...record }, signal);
    return { state: 'done', isRecorded: true };
  } catch {
    return { state: 'done', isRecorded: false };
  }
}

/** A connection may be lost, or a proxy give up, after the server has made the change: where the alias is tells. */
async function makeMove(
  registry: RegistrySource,
  model: string,
  move: AliasMove,
  signal: AbortSignal,
): Promise<void> {
  try {
    await registry.change(changeOfMove(model, move), signal);
  } catch (thrown) {
    if (!['network', 'server', 'bad-response'].includes(toTrackingFailure(thrown).kind)) throw thrown;
    const now = await registry.getModel(model, signal).catch(() => undefined);
    if (!now || holderOf(now, move.alias) !== move.to) throw thrown;
  }
}

function lookAgain(result: MoveResult, move: AliasMove | undefined, model: RegisteredModel): MoveResult {
  if (result.state !== 'done' || !move || holderOf(model, move.alias) === move.to) return result;
  return { state: 'lost', ...elsewhere(model, move.alias) };
}

function elsewhere(model: RegisteredModel, alias: string): HeldElsewhere {
  const holder = holderOf(model, alias);
  const isMeant = (record: AliasRecord) => record.alias === alias && record.to === holder;
  return { holder, by: readRecords(model.tags).find(isMeant)?.who };
}

/** The oldest records beyond the last 30; whoever comes later takes away what stays. */
async function removeSurplus(
  registry: RegistrySource,
  model: RegisteredModel,
  signal: AbortSignal,
): Promise<void> {
  for (const key of surplusKeys(model.tags)) {
    try {
      await registry.change({ kind: 'delete-model-tag', model: model.name, key }, signal);
    } catch {
      return;
    }
  }
}

/** Resolves as soon as one of the aliases is elsewhere, or after 10 s; a look that fails is left out. */
export async function watchAliases(
  { registry, clock }: Pick<MoverContext, 'registry' | 'clock'>,
  name: string,
  moves: readonly AliasMove[],
  signal: AbortSignal,
): Promise<WatchReply> {
  const startMs = clock.nowMs();
  let model: RegisteredModel | undefined;
  for (const lookMs of LOOKS_MS) {
    await waitFor(clock, startMs + lookMs - clock.nowMs(), signal);
    const now = await registry.getModel(name, signal).catch(() => undefined);
    signal.throwIfAborted();
    if (!now) continue;
    model = now;
    const lost = moves
      .filter(({ alias, to }) => holderOf(now, alias) !== to)
      .map((move) => ({ move, ...elsewhere(now, move.alias) }));
    if (lost.length > 0) return { lost, model };
  }
  return { lost: [], model };
}

function waitFor(clock: Clock, delayMs: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new DOMException('', 'AbortError'));
    if (signal.aborted) return fail();
    const cancel = clock.after(Math.max(0, delayMs), () => {
      signal.removeEventListener('abort', stop);
      resolve();
    });
    const stop = () => {
      cancel();
      fail();
    };
    signal.addEventListener('abort', stop, { once: true });
  });
}

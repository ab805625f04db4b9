import type { AliasMove } from '../../domain/registry/alias-moves.ts';
import type { AliasProblem } from '../../domain/registry/alias-rules.ts';
import type { Stage } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { reasonWord } from '../changes/change-words.ts';
import type { HeldElsewhere, MoveResult } from '../../worker/registry/registry-protocol.ts';

/** Why a text cannot be an alias, with the rule. */
export function aliasProblemWords(problem: AliasProblem, alias: string): string {
  const words: Record<AliasProblem, () => string> = {
    empty: () => m.alias_bad_empty(),
    'too-long': () => m.alias_bad_long(),
    characters: () => m.alias_bad_characters({ alias }),
    latest: () => m.alias_bad_latest({ alias }),
    'version-like': () => m.alias_bad_version({ alias }),
  };
  return words[problem]();
}

export function stageWord(stage: Stage | undefined): string {
  const words: Record<Stage, () => string> = {
    Production: () => m.stage_production(),
    Staging: () => m.stage_staging(),
    Archived: () => m.stage_archived(),
  };
  return stage === undefined ? m.stage_none() : words[stage]();
}

/** `champion: 3 → 4`. */
export function moveWords({ alias, from, to }: AliasMove): string {
  if (to === undefined) return m.alias_removed({ alias, version: from ?? '' });
  return from === undefined ? m.alias_set({ alias, version: to }) : m.alias_moved({ alias, from, to });
}

/** What became of several moves, one after the other. */
export function resultWords(moves: readonly AliasMove[], results: readonly MoveResult[]): string {
  return moves.flatMap((move, index) => wordsOf(move, results[index]) ?? []).join(' · ');
}

/** Where an alias is that somebody else has moved, and who that was. */
export function lostWords({ alias }: AliasMove, { holder, by }: HeldElsewhere): string {
  const who = by ?? m.alias_somebody();
  return holder === undefined ? m.alias_lost_gone({ alias, who }) : m.alias_lost({ alias, holder, who });
}

function wordsOf(move: AliasMove, result: MoveResult | undefined): string | undefined {
  const { alias } = move;
  switch (result?.state) {
    case 'done':
      return result.isRecorded ? moveWords(move) : `${moveWords(move)} (${m.alias_unrecorded()})`;
    case 'unchanged':
      return m.alias_unchanged({ alias });
    case 'moved':
      return `${lostWords(move, result)} ${m.alias_nothing_written()}`;
    case 'lost':
      return lostWords(move, result);
    case 'refused':
      return m.alias_refused({ alias, reason: reasonWord(result.failure) });
    case 'left':
      return m.alias_left({ alias });
    case undefined:
      return undefined;
  }
}

export function versionStatusWord(status: string): string {
  if (status === 'READY') return m.version_ready();
  if (status === 'PENDING_REGISTRATION') return m.version_pending();
  return status === 'FAILED_REGISTRATION' ? m.version_failed() : status;
}

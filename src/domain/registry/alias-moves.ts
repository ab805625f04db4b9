import {
  compareVersions,
  holderOf,
  type RegisteredModel,
  type RegisteredVersion,
  type RegistryChange,
  type Stage,
  STAGES,
} from './registered-model.ts';

/** From one version to another; `from` undefined: a new alias, `to` undefined: it is taken away. */
export interface AliasMove {
  readonly alias: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

/** Takes the moves back, in the order in which that has to be done. */
export function inverseMoves(moves: readonly AliasMove[]): readonly AliasMove[] {
  return moves.map(({ alias, from, to }) => ({ alias, from: to, to: from })).toReversed();
}

/** Set under the new name, then taken away under the old one: nobody who loads it finds neither. */
export function renameMoves(alias: string, name: string, version: string): readonly AliasMove[] {
  return [
    { alias: name, from: undefined, to: version },
    { alias, from: version, to: undefined },
  ];
}

/** Aliases of a version that go away with it. */
export function removalMoves(model: Pick<RegisteredModel, 'aliases'>, version: string): readonly AliasMove[] {
  return model.aliases
    .filter((each) => each.version === version)
    .map(({ alias }) => ({ alias, from: version, to: undefined }));
}

export function changeOfMove(model: string, { alias, to }: AliasMove): RegistryChange {
  return to === undefined
    ? { kind: 'delete-alias', model, alias }
    : { kind: 'set-alias', model, alias, version: to };
}

export interface StagePlan {
  readonly stage: Stage;
  /** The newest version of the stage. */
  readonly version: string;
  /** Further versions of the stage, which an alias cannot hold. */
  readonly others: readonly string[];
  readonly move: AliasMove;
}

/**
 * What turning stages into aliases would do: the newest version of each stage gets the alias that `names` gives it; a
 * stage without a name there, or an alias that is there already, gives nothing.
 */
export function planStages(
  model: Pick<RegisteredModel, 'aliases'>,
  versions: readonly Pick<RegisteredVersion, 'version' | 'stage'>[],
  names: Readonly<Partial<Record<Stage, string>>>,
): readonly StagePlan[] {
  return STAGES.flatMap((stage) => {
    const alias = names[stage] ?? '';
    const [version, ...others] = versions
      .filter((each) => each.stage === stage)
      .map((each) => each.version)
      .toSorted((left, right) => compareVersions(right, left));
    if (alias === '' || version === undefined) return [];
    const from = holderOf(model, alias);
    return from === version ? [] : [{ stage, version, others, move: { alias, from, to: version } }];
  });
}

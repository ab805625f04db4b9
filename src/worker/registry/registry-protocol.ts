import type { AliasMove } from '../../domain/registry/alias-moves.ts';
import type { RecordKind } from '../../domain/registry/alias-history.ts';
import type { ModelFile } from '../../domain/registry/model-file.ts';
import type {
  RegisteredModel,
  RegisteredVersion,
  RegistryChange,
} from '../../domain/registry/registered-model.ts';
import type { ExperimentId } from '../../domain/runs/experiment.ts';
import type { LoggedModelOrigin, VersionName } from '../../domain/runs/run-details.ts';
import type { RunHead } from '../../domain/runs/run-head.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';

/** What is asked about registered models: a part of the data worker's protocol. */
export interface RegistryProtocol {
  /** All models, page by page; long values of tags are cut, and the history of aliases is left out. */
  'registry.models': {
    request: undefined;
    /** Those of the last page. */
    reply: readonly RegisteredModel[];
    /** Those of a page before. */
    progress: readonly RegisteredModel[];
  };
  'registry.model': { request: { readonly name: string }; reply: RegisteredModel; progress: never };
  /** All versions of a model, the highest first, page by page. */
  'registry.versions': {
    request: { readonly model: string };
    reply: readonly RegisteredVersion[];
    progress: readonly RegisteredVersion[];
  };
  'registry.version': { request: VersionName; reply: RegisteredVersion; progress: never };
  /** What stands in the file `MLmodel` at the address that a version was made from; undefined: there is none. */
  'registry.file': {
    request: { readonly source: string };
    reply: ModelFile | undefined;
    progress: never;
  };
  /** Where a logged model `m-…` came from. */
  'registry.logged-model': {
    request: { readonly id: string };
    reply: LoggedModelOrigin;
    progress: never;
  };
  /** Of the runs that made versions, what was asked for; runs are held, so that other keys cost no request. */
  'registry.runs': { request: VersionRunsRequest; reply: VersionRunsReply; progress: never };
  /** Changes one after the other; one result for each, in order. */
  'registry.change': {
    request: { readonly changes: readonly RegistryChange[] };
    reply: readonly RegistryResult[];
    progress: never;
  };
  /** Moves aliases, each after a look at where it is, and writes down what was done. */
  'registry.move': { request: MoveRequest; reply: MoveReply; progress: never };
  /** Looks 2, 5 and 10 s after a move whether somebody else has moved one of the aliases; empty: nobody has. */
  'registry.watch': {
    request: { readonly model: string; readonly moves: readonly AliasMove[] };
    reply: WatchReply;
    progress: never;
  };
}

export type RegistryMessage = keyof RegistryProtocol;

export type RegistryResult =
  | { readonly state: 'done' }
  | { readonly state: 'refused'; readonly failure: TrackingFailure }
  /** Not asked for, since one before was refused in a way that this one would be, too. */
  | { readonly state: 'left' };

export interface MoveRequest {
  readonly model: string;
  readonly moves: readonly AliasMove[];
  /** In the person's words. */
  readonly why: string | undefined;
  readonly kind: RecordKind;
}

/** Where an alias is that somebody else has moved, and who that was, as far as the history tells. */
export interface HeldElsewhere {
  readonly holder: string | undefined;
  readonly by: string | undefined;
}

export type MoveResult =
  /** `isRecorded`: it stands in the history. */
  | { readonly state: 'done'; readonly isRecorded: boolean }
  /** It was there already. */
  | { readonly state: 'unchanged' }
  /** It was not where the person saw it: nothing was written. */
  | ({ readonly state: 'moved' } & HeldElsewhere)
  /** Written, and moved by somebody else right after. */
  | ({ readonly state: 'lost' } & HeldElsewhere)
  | { readonly state: 'refused'; readonly failure: TrackingFailure }
  | { readonly state: 'left' };

export interface MoveReply {
  readonly results: readonly MoveResult[];
  /** As it is afterwards; undefined: it could not be read. */
  readonly model: RegisteredModel | undefined;
}

export interface WatchReply {
  readonly lost: readonly ({ readonly move: AliasMove } & HeldElsewhere)[];
  readonly model: RegisteredModel | undefined;
}

export interface VersionRunsRequest {
  readonly runIds: readonly RunId[];
  readonly metrics: readonly string[];
  readonly params: readonly string[];
}

export interface VersionRun extends RunHead {
  readonly experimentId: ExperimentId;
  /** One for each asked key; undefined: not logged. */
  readonly metrics: readonly (number | undefined)[];
  readonly params: readonly (string | undefined)[];
}

export interface VersionRunsReply {
  /** Those that are there, in any order. */
  readonly runs: readonly VersionRun[];
  /** Keys of all runs that were read for this model's versions so far, the most frequent first. */
  readonly metricKeys: readonly string[];
  readonly paramKeys: readonly string[];
}

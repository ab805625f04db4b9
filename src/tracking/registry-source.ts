import type {
  RegisteredModel,
  RegisteredVersion,
  RegistryChange,
} from '../domain/registry/registered-model.ts';
import type { LoggedModelOrigin, VersionName } from '../domain/runs/run-details.ts';

/** Registered models of a source. Every method rejects with `TrackingError` only. */
export interface RegistrySource {
  /** One page of models in name order, without prompts, which MLflow 3 keeps among them. */
  searchModels(request: ModelsRequest, signal: AbortSignal): Promise<ModelsPage>;
  /** `not-found` where there is none. */
  getModel(name: string, signal: AbortSignal): Promise<RegisteredModel>;
  /** One page of the versions of a model, the highest first; none of a model that is not there. */
  searchVersions(request: VersionsRequest, signal: AbortSignal): Promise<VersionsPage>;
  /** `not-found` where there is none, a deleted one included. */
  getVersion(name: VersionName, signal: AbortSignal): Promise<RegisteredVersion>;
  /** The model `m-…` that a version was made from (MLflow 3); `not-found` where there is none. */
  getLoggedModel(id: string, signal: AbortSignal): Promise<LoggedModelOrigin>;
  /**
   * Makes one change, asked of the source once and never again by itself. Rejects with `unsupported` where
   * `capabilities.writes` is not `server`, with `conflict` where a name is taken. Taking away what is not there is no
   * failure; a model that is not there is one.
   */
  change(change: RegistryChange, signal: AbortSignal): Promise<void>;
  /** The name that the person is signed in with; undefined: nobody is, or the source does not tell (before 3.12). */
  readUserName(signal: AbortSignal): Promise<string | undefined>;
}

export interface ModelsRequest {
  readonly pageSize: number;
  readonly pageToken: string | undefined;
}

export interface ModelsPage {
  readonly models: readonly RegisteredModel[];
  readonly nextPageToken: string | undefined;
}

export interface VersionsRequest extends ModelsRequest {
  readonly model: string;
}

export interface VersionsPage {
  readonly versions: readonly RegisteredVersion[];
  readonly nextPageToken: string | undefined;
}

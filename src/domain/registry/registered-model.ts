import type { KeyText } from '../runs/experiment.ts';
import type { VersionName } from '../runs/run-details.ts';
import type { RunId } from '../runs/run.ts';

/** Stages of MLflow before aliases; deprecated since 2.9, and still there in 3.17.2. In the order of their rank. */
export const STAGES = ['Production', 'Staging', 'Archived'] as const;
export type Stage = (typeof STAGES)[number];

/** A name that points at one version. */
export interface ModelAlias {
  readonly alias: string;
  readonly version: string;
}

export interface RegisteredModel {
  readonly name: string;
  readonly createdMs: number | undefined;
  /** Changes with versions, tags and the description; not with aliases (3.17.2, 2.22.4). */
  readonly updatedMs: number | undefined;
  /** Empty where there is none. */
  readonly description: string;
  readonly tags: readonly KeyText[];
  readonly aliases: readonly ModelAlias[];
  /** The newest version of each stage, and of none. */
  readonly latest: readonly { readonly version: string; readonly stage: Stage | undefined }[];
}

/** Of a tag's value a list holds so much: it may be 100 kB long. */
export const LISTED_VALUE_CHARS = 4_000;

/** As a list holds tags; a value that is cut ends with `…`, and is longer than a whole one. */
export function cutTags(tags: readonly KeyText[]): readonly KeyText[] {
  return tags.map((tag) =>
    tag.value.length > LISTED_VALUE_CHARS
      ? { key: tag.key, value: `${tag.value.slice(0, LISTED_VALUE_CHARS)}…` }
      : tag,
  );
}

/** Whether a search of what lists hold leaves out some of these tags' texts. */
export function hasCutTags({ tags }: { readonly tags: readonly KeyText[] }): boolean {
  return tags.some(({ value }) => value.length > LISTED_VALUE_CHARS);
}

/** One version of a registered model. Its aliases stand with the model: searches leave them out here. */
export interface RegisteredVersion extends VersionName {
  readonly createdMs: number | undefined;
  readonly updatedMs: number | undefined;
  readonly user: string | undefined;
  readonly stage: Stage | undefined;
  /** Empty where there is none. */
  readonly description: string;
  /** `models:/m-…`, `runs:/…`, or an address of artifacts. */
  readonly source: string;
  readonly runId: RunId | undefined;
  /** `READY`, `PENDING_REGISTRATION`, `FAILED_REGISTRATION`. */
  readonly status: string;
  readonly statusMessage: string | undefined;
  readonly tags: readonly KeyText[];
}

/** One change of the registry, as a source makes it in one request. */
export type RegistryChange =
  | { readonly kind: 'create-model'; readonly model: string; readonly description: string }
  | { readonly kind: 'rename-model'; readonly model: string; readonly name: string }
  | { readonly kind: 'describe-model'; readonly model: string; readonly text: string }
  | { readonly kind: 'delete-model'; readonly model: string }
  | { readonly kind: 'set-model-tag'; readonly model: string; readonly key: string; readonly value: string }
  | { readonly kind: 'delete-model-tag'; readonly model: string; readonly key: string }
  | { readonly kind: 'set-alias'; readonly model: string; readonly alias: string; readonly version: string }
  | { readonly kind: 'delete-alias'; readonly model: string; readonly alias: string }
  | ({ readonly kind: 'describe-version'; readonly text: string } & VersionName)
  | ({ readonly kind: 'set-version-tag'; readonly key: string; readonly value: string } & VersionName)
  | ({ readonly kind: 'delete-version-tag'; readonly key: string } & VersionName)
  | ({ readonly kind: 'delete-version' } & VersionName)
  /** `stage` undefined: none. `archives`: other versions of that stage are archived. */
  | ({
      readonly kind: 'set-stage';
      readonly stage: Stage | undefined;
      readonly archives: boolean;
    } & VersionName);

export function isStage(text: string | undefined): text is Stage {
  return STAGES.some((stage) => stage === text);
}

/** Versions are numbers written as text: 10 comes after 9. */
export function compareVersions(left: string, right: string): number {
  return Number(left) - Number(right) || (left < right ? -1 : Number(left > right));
}

/** The highest version; undefined: the model has none. */
export function latestVersion({ latest }: Pick<RegisteredModel, 'latest'>): string | undefined {
  return latest
    .map(({ version }) => version)
    .toSorted(compareVersions)
    .at(-1);
}

/** Aliases that point at a version, in name order. */
export function aliasesOf({ aliases }: Pick<RegisteredModel, 'aliases'>, version: string): readonly string[] {
  return aliases.filter((each) => each.version === version).map(({ alias }) => alias);
}

/** The version that an alias points at. */
export function holderOf({ aliases }: Pick<RegisteredModel, 'aliases'>, alias: string): string | undefined {
  return aliases.find((each) => each.alias === alias)?.version;
}

/** Numbers of versions that the model names, by an alias or as the newest, and that are not among these. */
export function namedVersionsBeyond(
  { aliases, latest }: Pick<RegisteredModel, 'aliases' | 'latest'>,
  versions: readonly Pick<RegisteredVersion, 'version'>[],
): readonly string[] {
  const known = new Set(versions.map(({ version }) => version));
  const named = new Set([...aliases, ...latest].map(({ version }) => version));
  return [...named].filter((version) => !known.has(version)).toSorted(compareVersions);
}

/** The versions with some more, the highest first; the same ones where there are no more. */
export function withVersions(
  versions: readonly RegisteredVersion[],
  more: readonly RegisteredVersion[],
): readonly RegisteredVersion[] {
  const known = new Set(versions.map(({ version }) => version));
  const fresh = more.filter(({ version }) => !known.has(version));
  if (fresh.length === 0) return versions;
  return [...fresh, ...versions].toSorted((left, right) => compareVersions(right.version, left.version));
}

import type { Experiment } from '../runs/experiment.ts';
import { shortHash } from './short-hash.ts';

const IDENTITY_LENGTH = 6;
const NAMES_LENGTH = 3;

export const FINGERPRINT_LENGTH = IDENTITY_LENGTH + NAMES_LENGTH;

type Identified = Pick<Experiment, 'id' | 'name' | 'createdMs'>;

/**
 * What tells the data of a link from other data, in 9 characters: 6 of the ids and creation times of its experiments, 3
 * of their names. No address is in it: it is the same through any proxy and after a migration of the database.
 */
export function fingerprintOf(experiments: readonly Identified[]): string {
  const sorted = experiments.toSorted((a, b) => compareTexts(a.id, b.id));
  // Of very old experiments nobody knows when they were made.
  const identities = sorted.map(({ id, name, createdMs }) => JSON.stringify([id, createdMs ?? name]));
  const names = sorted.map(({ name }) => JSON.stringify(name));
  return shortHash(identities.join('\n'), IDENTITY_LENGTH) + shortHash(names.join('\n'), NAMES_LENGTH);
}

/** The experiment that stands for all of a source, as others come and go: the one that was made first. */
export function oldestOf<Known extends Identified>(experiments: readonly Known[]): readonly Known[] {
  const [oldest] = experiments.toSorted(
    (a, b) => (a.createdMs ?? 0) - (b.createdMs ?? 0) || compareTexts(a.id, b.id),
  );
  return oldest ? [oldest] : [];
}

/** Whether two fingerprints are of the same experiments; a renamed one is the same. */
export function isSameData(left: string, right: string): boolean {
  return left.slice(0, IDENTITY_LENGTH) === right.slice(0, IDENTITY_LENGTH);
}

function compareTexts(left: string, right: string): number {
  return left < right ? -1 : Number(left > right);
}

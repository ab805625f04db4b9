import { type TrackingFailure, toTrackingFailure } from '../tracking/errors.ts';

/** What a failed query or mutation says: the data client rejects with tracking errors only. */
export function failureOf(thrown: unknown): TrackingFailure {
  return toTrackingFailure(thrown);
}

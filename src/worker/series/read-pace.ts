import type { Clock } from '../clock.ts';

/** What a point of a history takes on this connection, as far as it was measured. */
export interface ReadPace {
  /** Of all requests under way together. */
  pointsPerSecond(): number;
  bytesPerPoint(): number;
  /** A page was asked for. The returned function is called when it came, or with no points when it did not. */
  begin(): (points: number, sizeBytes: number) => void;
}

export interface KnownPace {
  readonly pointsPerSecond: number;
  readonly bytesPerPoint: number;
}

/** Until something is measured: 100,000 points are 12 MB and take 3.3 s from 3.17.2 over loopback. */
export const MLFLOW_PACE: KnownPace = { pointsPerSecond: 30_000, bytesPerPoint: 120 };
/** Older pages count half after so many points: a connection changes. */
const HALF_AFTER_POINTS = 400_000;

/**
 * Counts the time in which at least one page was under way, so that two at once are not taken for slow ones.
 *
 * @param minPoints of a page that tells something of the pace: a short one is mostly waiting
 */
export function createReadPace(clock: Clock, minPoints: number, initial: KnownPace = MLFLOW_PACE): ReadPace {
  let [points, bytes, busyMs] = [0, 0, 0];
  /** Of pages that have not told yet what they brought. */
  let pendingMs = 0;
  let underWay = 0;
  let sinceMs = 0;

  function takeTime(): number {
    const nowMs = clock.nowMs();
    const passedMs = underWay > 0 ? nowMs - sinceMs : 0;
    sinceMs = nowMs;
    return passedMs;
  }

  return {
    pointsPerSecond: () => (busyMs > 0 ? (points / busyMs) * 1_000 : initial.pointsPerSecond),
    bytesPerPoint: () => (points > 0 ? bytes / points : initial.bytesPerPoint),
    begin: () => {
      pendingMs += takeTime();
      underWay++;
      return (readPoints, sizeBytes) => {
        pendingMs += takeTime();
        underWay--;
        if (readPoints >= minPoints) {
          points += readPoints;
          bytes += sizeBytes;
          busyMs += pendingMs;
        }
        pendingMs = 0;
        if (points > HALF_AFTER_POINTS) [points, bytes, busyMs] = [points / 2, bytes / 2, busyMs / 2];
      };
    },
  };
}

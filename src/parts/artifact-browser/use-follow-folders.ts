import { useEffect, useRef } from 'react';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import { tickIntervalMs } from '../../domain/runs/tick-pace.ts';
import type { ArtifactTreeStore } from '../../queries/artifact-tree-store.ts';

/**
 * Folders of a run that goes on, read again as often as tables ask for such runs, while the page is seen; once more when
 * the run has ended.
 */
export function useFollowFolders(
  store: Pick<ArtifactTreeStore, 'refresh'>,
  places: readonly ArtifactPlace[],
  isGoing: boolean,
): void {
  const followed = useRef(places);
  useEffect(() => {
    followed.current = places;
  }, [places]);
  const wasGoing = useRef(false);
  useEffect(() => {
    if (!isGoing) {
      if (wasGoing.current) for (const place of followed.current) void store.refresh(place);
      wasGoing.current = false;
      return undefined;
    }
    wasGoing.current = true;
    let isOver = false;
    let isDue = false;
    let failureCount = 0;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (durationMs: number) => {
      timer = setTimeout(() => void look(), tickIntervalMs({ durationMs, isRunning: true, failureCount }));
    };
    const look = async () => {
      isDue = document.visibilityState !== 'visible';
      if (isDue) return;
      const startMs = performance.now();
      const read = await Promise.all(followed.current.map((place) => store.refresh(place)));
      if (isOver) return;
      failureCount = read.some(({ failure }) => failure) ? failureCount + 1 : 0;
      wait(performance.now() - startMs);
    };
    const onSeen = () => {
      if (isDue && document.visibilityState === 'visible') void look();
    };
    wait(0);
    document.addEventListener('visibilitychange', onSeen);
    return () => {
      isOver = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', onSeen);
    };
  }, [store, isGoing]);
}

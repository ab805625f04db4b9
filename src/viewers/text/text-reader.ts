import type { FindOptions } from '../../domain/artifacts/text/find-in-lines.ts';
import type { TextEncoding } from '../../domain/artifacts/text/text-encoding.ts';
import type { TextPlace } from '../../domain/artifacts/text/text-place.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import { failureUnlessAborted, readRangeOrNothing } from '../read-range.ts';
import {
  findInRest,
  goToByte,
  goToEnd,
  goToLine,
  goToStart,
  openText,
  readAfter,
  readBefore,
  revealLine,
  type TextAccess,
} from './text-moves.ts';
import { isAtEnd, shownLines, type TextSnapshot, UNREAD } from './text-snapshot.ts';

const FOLLOW_EVERY_MS = 3_000;

/** What holds the snapshot and tells of its changes. */
function createStore(file: ArtifactFile) {
  let snapshot: TextSnapshot = { ...UNREAD, totalBytes: file.sizeBytes };
  const listeners = new Set<() => void>();
  return {
    read: () => snapshot,
    subscribe: (listener: () => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    set: (changed: Partial<TextSnapshot>): void => {
      const before = snapshot;
      snapshot = { ...before, ...changed };
      if (snapshot.window !== before.window || snapshot.totalBytes !== before.totalBytes) {
        snapshot = { ...snapshot, lines: shownLines(snapshot) };
      }
      for (const listener of listeners) listener();
    },
  };
}

function accessTo(
  { read, set }: ReturnType<typeof createStore>,
  currentFile: () => ArtifactFile,
): TextAccess {
  return {
    snapshot: read,
    set,
    read: async (start, end, signal) => {
      const { bytes, totalBytes } = await readRangeOrNothing(currentFile(), start, end, signal);
      signal.throwIfAborted();
      // An answer that is too short tells where the file ends; a log grows between two answers.
      const told = totalBytes ?? (bytes.length < end - start ? start + bytes.length : undefined);
      const known = read().totalBytes;
      if (told !== undefined && (known === undefined || told > known)) set({ totalBytes: told });
      return bytes;
    },
  };
}

interface Wish {
  readonly kind: TextSnapshot['underWay'];
  readonly act: (access: TextAccess, signal: AbortSignal) => Promise<unknown>;
}

export type TextReader = ReturnType<typeof createTextReader>;

/** Reads a text of any size piece by piece: one wish at a time, and a new one ends what was under way. */
export function createTextReader(firstFile: ArtifactFile) {
  let file = firstFile;
  let underWay: AbortController | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let lastWish: Wish | undefined;
  const store = createStore(file);
  const { set } = store;
  const access = accessTo(store, () => file);

  function run(kind: Wish['kind'], act: Wish['act']): Promise<void> {
    underWay?.abort();
    lastWish = { kind, act };
    const controller = new AbortController();
    underWay = controller;
    set({ underWay: kind, failure: undefined, scannedBytes: 0, lastNumber: undefined, isNotInRest: false });
    return act(access, controller.signal)
      .catch((thrown: unknown) => {
        const failure = failureUnlessAborted(thrown);
        if (underWay !== controller || !failure) return;
        set({ failure, ...(store.read().phase === 'reading' && { phase: 'failed' as const }) });
      })
      .then(() => {
        if (underWay !== controller) return;
        underWay = undefined;
        set({ underWay: undefined });
      });
  }

  function goTo(place: TextPlace): Promise<void> {
    if (place.kind === 'line') return run('count', (own, signal) => goToLine(own, place.number, signal));
    const total = store.read().totalBytes ?? 0;
    const byte = place.kind === 'byte' ? place.byte : Math.floor((total * place.percent) / 100);
    return run('jump', (own, signal) =>
      byte >= total - 1 ? goToEnd(own, signal) : goToByte(own, byte, signal),
    );
  }

  function end(): void {
    underWay?.abort();
    underWay = undefined;
  }

  async function readOn(): Promise<void> {
    if (!underWay) {
      await run('after', async (own, signal) => {
        if (await readAfter(own, signal)) revealLine(own, { line: Number.MAX_SAFE_INTEGER, at: 'end' });
      });
    }
    waitToFollow();
  }

  function waitToFollow(): void {
    clearTimeout(timer);
    if (store.read().isFollowing) timer = setTimeout(() => void readOn(), FOLLOW_EVERY_MS);
  }

  function follow(isOn: boolean): void {
    clearTimeout(timer);
    set({ isFollowing: isOn });
    if (isOn) void run('jump', goToEnd).then(waitToFollow);
  }

  /** What was written last, and no more after it. */
  function endFollowing(): void {
    follow(false);
    void readOn();
  }

  return {
    read: store.read,
    subscribe: store.subscribe,
    open: async (): Promise<void> => {
      const place = file.isGrowing ? 'end' : 'start';
      await run('jump', (own, signal) => openText(own, undefined, place, signal));
      if (file.isGrowing && store.read().phase === 'text') follow(true);
    },
    /** The same file later: a log that has grown. */
    setFile: (next: ArtifactFile) => {
      const hasEnded = file.isGrowing && !next.isGrowing;
      file = next;
      if ((next.sizeBytes ?? 0) > (store.read().totalBytes ?? 0)) set({ totalBytes: next.sizeBytes });
      if (hasEnded && store.read().isFollowing) endFollowing();
    },
    readAfter: () => {
      if (!underWay && !isAtEnd(store.read())) void run('after', readAfter);
    },
    readBefore: () => {
      const { window, firstByte } = store.read();
      if (!underWay && window && window.startByte > firstByte) void run('before', readBefore);
    },
    /** Reads the text anew from its start. */
    setEncoding: (encoding: TextEncoding | undefined) =>
      run('jump', (own, signal) => openText(own, encoding, 'start', signal)),
    goTo,
    goToStart: () => run('jump', goToStart),
    goToEnd: () => run('jump', goToEnd),
    /** Once more what was wished for last: what failed is not always the way to the end. */
    retry: () => (lastWish ? run(lastWish.kind, lastWish.act) : Promise.resolve()),
    findInRest: (wanted: FindOptions) => run('search', (own, signal) => findInRest(own, wanted, signal)),
    follow,
    /** Ends what is under way; what was read stays. */
    stop: () => {
      end();
      set({ underWay: undefined });
    },
    dispose: () => {
      end();
      clearTimeout(timer);
    },
  };
}

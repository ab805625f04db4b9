import type { Series } from '../../domain/series/series.ts';
import { toTrackingFailure } from '../../tracking/errors.ts';
import type { TrackingSource } from '../../tracking/source.ts';
import { readNextPage } from './read-history.ts';
import type { ReadPace } from './read-pace.ts';
import { type Entry, type Extent, isIdle, type Watch } from './series-entry.ts';

/** Whole histories read at once: they are long answers, and samples of cards that scroll in go first. */
const PAGES_IN_FLIGHT = 2;

export interface PageReader {
  readonly source: TrackingSource;
  readonly pace: ReadPace;
  readonly take: (entry: Entry, points: Series) => void;
  /** All pages are there. */
  readonly onWhole: (entry: Entry) => void;
  /** Nothing is under way for the entry any more. */
  readonly onRead: (entry: Entry) => void;
}

/** Keeps a few pages on the way, chosen anew for each by the order of the watches. */
export class PageLanes {
  private readonly reader: PageReader;
  private inFlight = 0;
  /** Of those what somebody asked for by hand. */
  private askedInFlight = 0;

  constructor(reader: PageReader) {
    this.reader = reader;
  }

  fill(watches: ReadonlySet<Watch>): void {
    while (this.inFlight < PAGES_IN_FLIGHT) {
      const asked = nextToRead(watches, 'whole');
      const unasked = nextToRead(watches, 'within-budget');
      // What somebody asked for may take minutes: it does not keep other cards from what they may read unasked.
      const isAsked = asked !== undefined && (!unasked || this.askedInFlight === 0);
      const next = isAsked ? asked : unasked;
      if (!next) return;
      void this.readPage(next, isAsked);
    }
  }

  private async readPage(entry: Entry, isAsked: boolean): Promise<void> {
    const { source, pace, take, onWhole, onRead } = this.reader;
    const controller = new AbortController();
    entry.loading = controller;
    this.inFlight++;
    if (isAsked) this.askedInFlight++;
    const endOfPace = pace.begin();
    let [points, bytes] = [0, 0];
    try {
      await readNextPage(source, entry.cursor, controller.signal, (series, isEnd, sizeBytes) => {
        [points, bytes] = [series.steps.length, sizeBytes];
        entry.isComplete = isEnd;
        take(entry, series);
      });
      if (entry.isComplete) onWhole(entry);
    } catch (thrown) {
      if (!controller.signal.aborted) entry.failure = toTrackingFailure(thrown);
    }
    endOfPace(points, bytes);
    this.inFlight--;
    if (isAsked) this.askedInFlight--;
    onRead(entry);
  }
}

function nextToRead(watches: ReadonlySet<Watch>, extent: Extent): Entry | undefined {
  for (const watch of watches) {
    if (watch.extent !== extent || watch.isBlocked) continue;
    const next = watch.entries.find((entry) => entry.hasSample && !entry.isComplete && isIdle(entry));
    if (next) return next;
  }
  return undefined;
}

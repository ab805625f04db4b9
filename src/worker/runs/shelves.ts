import type { Clock } from '../clock.ts';
import type { RunsQuery } from './runs-protocol.ts';
import { nameOfShelf, type Shelf, stopNow } from './runs-shelf.ts';

/** A watch that is replaced by another one is gone for a moment; that must not cost the page under way. */
const STOP_AFTER_MS = 50;
const RELEASE_AFTER_MS = 60_000;

interface ShelvesOptions {
  readonly clock: Clock;
  readonly create: (name: string, query: RunsQuery) => Shelf;
  readonly onDrop: (shelf: Shelf) => void;
}

/** The tables of a source, one for each set of experiments that is looked at, or was a moment ago. */
export class Shelves implements Iterable<Shelf> {
  private readonly options: ShelvesOptions;
  private readonly shelves = new Map<string, Shelf>();
  private isVisible = true;

  constructor(options: ShelvesOptions) {
    this.options = options;
  }

  [Symbol.iterator](): Iterator<Shelf> {
    return this.shelves.values();
  }

  of(query: RunsQuery): Shelf {
    const name = nameOfShelf(query);
    const known = this.shelves.get(name);
    if (known) return known;
    const shelf = this.options.create(name, query);
    shelf.live.setVisible(this.isVisible);
    this.shelves.set(name, shelf);
    return shelf;
  }

  /** Stops an unwatched table soon, and drops it when nobody came back for a minute. */
  leaveSoon(shelf: Shelf): void {
    const { clock } = this.options;
    if (shelf.watchers.size > 0) return;
    shelf.cancelRelease();
    shelf.cancelRelease = clock.after(STOP_AFTER_MS, () => {
      shelf.setActive(false);
      shelf.cancelRelease = clock.after(RELEASE_AFTER_MS, () => this.drop(shelf));
    });
  }

  /** What nobody looks at is read anew when somebody does. */
  dropUnwatched(): void {
    for (const shelf of [...this].filter(({ watchers }) => watchers.size === 0)) {
      stopNow(shelf);
      this.drop(shelf);
    }
  }

  /** A page that nobody sees follows nothing. */
  setVisible(isVisible: boolean): void {
    this.isVisible = isVisible;
    for (const { live } of this) live.setVisible(isVisible);
  }

  clear(): void {
    for (const shelf of this) stopNow(shelf);
    this.shelves.clear();
  }

  private drop(shelf: Shelf): void {
    for (const [name, other] of this.shelves) if (other === shelf) this.shelves.delete(name);
    this.options.onDrop(shelf);
  }
}

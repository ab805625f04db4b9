import { compareOrders, type OrderChanges } from '../../domain/runs/order-changes.ts';
import type { RunsQuery, UnsortedReport } from './runs-protocol.ts';
import type { RunFrame } from '../../domain/runs/run-frame.ts';

/**
 * Keeps the rows of a view where they stand while their values change, until somebody asks for the new order. Rows are
 * numbers of a frame's rows; a frame of which rows were taken out numbers them anew.
 */
export class HeldOrder {
  private rows: Uint32Array = new Uint32Array(0);
  private frame: RunFrame | undefined;
  private next: Uint32Array | undefined;
  private isHeld = false;
  /** Of these rows and the next ones. */
  private known: OrderChanges | undefined;
  /** Ids of groups as they stand, and how many of them their values would put elsewhere. */
  private groups:
    | { readonly name: string; readonly ids: readonly string[]; readonly movedCount: number }
    | undefined;

  /** From now on rows stay, which is what it returns; where there is none, nothing has to. */
  hold(): boolean {
    this.isHeld ||= this.rows.length > 0;
    return this.isHeld;
  }

  /** The next order is taken. */
  release(): void {
    this.isHeld = false;
    this.next = undefined;
    this.groups = undefined;
  }

  /** The shown rows, in order. */
  get shown(): Uint32Array {
    return this.rows;
  }

  /** Whether the rows are numbers of this frame. */
  isOf(frame: RunFrame): boolean {
    return this.frame === frame;
  }

  /**
   * Takes what changed.
   *
   * @param next the rows as their values put them by now; the same array while nothing changed
   * @returns false where nothing changed
   */
  follow(next: Uint32Array, frame: RunFrame): boolean {
    if (next === this.next && frame === this.frame) return false;
    // Another array, so that what is kept of the rows is worked out of their values anew.
    this.rows = this.isHeld ? renumber(this.rows, this.frame, frame) : next;
    this.frame = frame;
    this.next = next;
    this.known = undefined;
    return true;
  }

  /**
   * What taking the next order would do; undefined: nothing.
   *
   * @param deletedCount of the rows those that are deleted at the server
   */
  report(deletedCount: number): UnsortedReport | undefined {
    const changes = this.changes();
    if (!changes && deletedCount === 0) return undefined;
    const known = changes ?? { movedCount: 0, newCount: 0, leftCount: 0, firstNew: undefined };
    return { ...known, deletedCount };
  }

  /**
   * Groups stay where they stand while their runs do.
   *
   * @param name of what they are grouped by and of the numbers that they show
   * @param groups as their values put them by now
   */
  orderGroups<Group extends { readonly id: string }>(
    name: string,
    groups: readonly Group[],
  ): readonly Group[] {
    const before = this.isHeld && this.groups?.name === name ? this.groups.ids : [];
    const places = new Map(before.map((id, place) => [id, place]));
    const placeOf = ({ id }: Group) => places.get(id) ?? before.length;
    const ordered = before.length > 0 ? groups.toSorted((a, b) => placeOf(a) - placeOf(b)) : groups;
    const movedCount = ordered.filter((group, place) => group !== groups[place]).length;
    this.groups = { name, ids: ordered.map(({ id }) => id), movedCount };
    return ordered;
  }

  /** What taking the next order would change; undefined where nothing would. */
  changes(): OrderChanges | undefined {
    if (!this.isHeld || !this.next) return undefined;
    this.known ??= compareOrders(this.rows, this.next);
    const { movedCount, newCount, leftCount } = this.known;
    if (movedCount + newCount + leftCount > 0) return this.known;
    const movedGroups = this.groups?.movedCount ?? 0;
    return movedGroups > 0 ? { ...this.known, movedCount: movedGroups } : undefined;
  }
}

function renumber(rows: Uint32Array, before: RunFrame | undefined, after: RunFrame): Uint32Array {
  if (before === after || !before) return rows.slice();
  const renumbered: number[] = [];
  for (const row of rows) {
    const id = before.ids[row];
    const newRow = id === undefined ? undefined : after.rowOf.get(id);
    if (newRow !== undefined) renumbered.push(newRow);
  }
  return Uint32Array.from(renumbered);
}

/** Whether two queries put the same rows into the same order. */
export function isSameOrder(left: RunsQuery, right: RunsQuery): boolean {
  return nameOfOrder(left) === nameOfOrder(right);
}

/** What of a query decides on the order of rows. */
function nameOfOrder({ filter, sort, sameKeys, directions, isKeptSorted }: RunsQuery): string {
  return JSON.stringify([filter, sort, sameKeys ?? [], directions, isKeptSorted === true]);
}

import type { Row } from './database.ts';

/** Milliseconds; NULL and 0 are "not yet", as on the server. */
export function readTimeMs(row: Row, column: number): number | undefined {
  return row.number(column) || undefined;
}

/** Pages are counted by rows: the token is the offset of the next one. */
export function encodeOffset(offset: number, hasMore: boolean): string | undefined {
  return hasMore ? String(offset) : undefined;
}

export function decodeOffset(token: string | undefined): number {
  const offset = Number(token ?? 0);
  return Number.isSafeInteger(offset) && offset > 0 ? offset : 0;
}

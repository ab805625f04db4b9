import type { TableState } from './table-protocol.ts';

export type RowFacts = Pick<
  TableState,
  'short' | 'long' | 'broken' | 'repeated' | 'hasHeader' | 'hiddenColumns' | 'isCutOff'
>;

/** Puts the rows of a text into a store as the text arrives. */
export interface RowReader {
  /** The text goes on, or ends; it may part anywhere. */
  push(text: string, isEnd: boolean): void;
  facts(): RowFacts;
}

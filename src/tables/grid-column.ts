import type { ReactNode } from 'react';

/**
 * One column of the grid. Keep the array and its members stable: a new column object renders its cells anew, which is
 * also how a changed format or precision reaches them.
 */
export interface GridColumn<Row> {
  readonly id: string;
  /** Text of the header and its accessible name. */
  readonly header: string;
  /** Whole name on hover, where the header is a short one. */
  readonly title?: string | undefined;
  /** Shown in place of the header's text, such as a box to tick all rows; `header` stays the name. */
  readonly headerCell?: ReactNode;
  readonly align: 'left' | 'right';
  readonly widthPx: number;
  readonly minWidthPx?: number | undefined;
  readonly canSort: boolean;
  readonly canResize?: boolean | undefined;
  /** Stays at the left while scrolling sideways; pinned columns come first, in their order. */
  readonly isPinned?: boolean | undefined;
  /** Takes the room that is left where all columns fit; once the person has set its width, the last column does. */
  readonly canGrow?: boolean | undefined;
  /** How wide it grows at most: farther away, a number is hard to follow to its name. */
  readonly widestPx?: number | undefined;
  /** Looked at first: in a narrow pane the growing column, then this one become narrower so that it is still seen. */
  readonly isKept?: boolean | undefined;
  /** How narrow the column may become for that; undefined: not at all. */
  readonly narrowPx?: number | undefined;
  /** May be dragged to another place, among the pinned ones or among the others. */
  readonly canMove?: boolean | undefined;
  /** Has a menu: see `headerMenu` of the grid. */
  readonly hasMenu?: boolean | undefined;
  /** Has no values until the person has answered what its menu asks: a click on the header opens that. */
  readonly isAsking?: boolean | undefined;
  /** Content for the width inside the padding. Text where possible: one element a cell is what keeps scrolling fast. */
  readonly cell: (row: Row, contentWidthPx: number) => ReactNode;
  readonly cellTitle?: ((row: Row) => string | undefined) | undefined;
  /** The whole text where `cell` shows a cut one: the accessible name. */
  readonly cellLabel?: ((row: Row) => string | undefined) | undefined;
  readonly cellLook?: ((row: Row) => CellLook | undefined) | undefined;
  /** What copying the cell yields: the full value. */
  readonly copyText?: ((row: Row) => string | undefined) | undefined;
  /** Makes it a column of boxes: called by Space and by a click on the cell, in place of the row's click. */
  readonly onToggle?: ((row: Row, isRange: boolean) => void) | undefined;
}

/** How a cell looks beyond its text; drawn by the cell's own element. */
export interface CellLook {
  /** `best`: of its column; `pending`: its value is not known yet. */
  readonly tone?: 'best' | 'pending' | undefined;
  /** `share`: from 0 to 1, of the cell's width or of the colour's strength. */
  readonly shade?: { readonly kind: 'bar' | 'heat'; readonly share: number } | undefined;
}

/** The menu of a header: the grid has the button, the page the menu. */
export interface HeaderMenuOptions {
  /** Accessible name of the button. */
  readonly label: (columnId: string, header: string) => string;
  /** `anchor`: where the button or the header is on the screen. */
  readonly onOpen: (columnId: string, anchor: DOMRect) => void;
}

export interface GridSort {
  readonly columnId: string;
  readonly isDescending: boolean;
}

export interface GridRowState {
  /** The one that the person works with. */
  readonly isFocused?: boolean | undefined;
  readonly isCompared?: boolean | undefined;
  /** There for the sake of others, or not any more. */
  readonly isFaint?: boolean | undefined;
  /** Of a tree: 1 at the top. */
  readonly level?: number | undefined;
  /** Of a row of a tree with rows below it: whether these are shown. */
  readonly isOpen?: boolean | undefined;
}

/** Widths that the person chose, in pixels, by column id. */
export type ColumnWidths = Readonly<Record<string, number>>;

export const CELL_PADDING_PX = 8;
export const MIN_COLUMN_PX = 40;

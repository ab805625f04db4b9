import type { ReactNode } from 'react';
import { cutToWidth } from '../ui/cut-to-width.ts';
import styles from './column-builders.module.css';
import type { GridColumn } from './grid-column.ts';

/** What every builder takes. */
export interface ColumnBasics {
  readonly id: string;
  readonly header: string;
  readonly title?: string | undefined;
  readonly widthPx?: number | undefined;
  readonly minWidthPx?: number | undefined;
  readonly canSort?: boolean | undefined;
  readonly isPinned?: boolean | undefined;
}

export interface NumberColumn<Row> extends ColumnBasics {
  readonly value: (row: Row) => number | undefined;
  /** With the precision that all cells of the column share. */
  readonly format: (value: number) => string;
  /** Every digit: on hover and on copy. */
  readonly formatFull: (value: number) => string;
}

export function buildNumberColumn<Row>(options: NumberColumn<Row>): GridColumn<Row> {
  const { value, format, formatFull } = options;
  const full = (row: Row) => mapDefined(value(row), formatFull);
  return {
    ...basics(options, 96),
    align: 'right',
    cell: (row) => mapDefined(value(row), (number) => showNumber(number, format)),
    cellTitle: full,
    copyText: full,
  };
}

/** NaN and infinities stand out from numbers: they are findings. */
function showNumber(value: number, format: (value: number) => string): ReactNode {
  return Number.isFinite(value) ? (
    format(value)
  ) : (
    <span className={styles['nonFinite']}>{format(value)}</span>
  );
}

export interface TimeColumn<Row> extends ColumnBasics {
  readonly timeMs: (row: Row) => number | undefined;
  readonly format: (timeMs: number) => string;
  /** With the time zone, or to the millisecond: on hover and on copy. */
  readonly formatFull: (timeMs: number) => string;
}

/** For moments and for durations alike. */
export function buildTimeColumn<Row>({ timeMs, ...options }: TimeColumn<Row>): GridColumn<Row> {
  return { ...buildNumberColumn({ ...options, value: timeMs }), widthPx: options.widthPx ?? 140 };
}

export interface TextColumn<Row> extends ColumnBasics {
  readonly text: (row: Row) => string | undefined;
  readonly align?: 'left' | 'right' | undefined;
  /** Marks before the text (a swatch, a dot) and the room that they take. */
  readonly lead?: ((row: Row) => ReactNode) | undefined;
  readonly leadPx?: number | ((row: Row) => number) | undefined;
  /** Makes the text a link. */
  readonly href?: ((row: Row) => string | undefined) | undefined;
}

/** Long texts are cut in the middle to the column's width; the whole is on hover, on copy and in the name. */
export function buildTextColumn<Row>(options: TextColumn<Row>): GridColumn<Row> {
  const { text, lead, leadPx = 0, href } = options;
  const cell = (row: Row, roomPx: number): ReactNode => {
    const whole = text(row);
    if (whole === undefined) return undefined;
    const takenPx = typeof leadPx === 'number' ? leadPx : leadPx(row);
    const cut = cutToWidth(oneLine(whole), roomPx - takenPx);
    const address = href?.(row);
    const shown = address === undefined ? cut : <CellLink {...{ cut, whole }} href={address} />;
    if (!lead) return shown;
    return (
      <>
        {lead(row)}
        {shown}
      </>
    );
  };
  return {
    ...basics(options, 140),
    align: options.align ?? 'left',
    cell,
    cellTitle: text,
    cellLabel: text,
    copyText: text,
  };
}

export interface CheckColumn<Row> extends ColumnBasics {
  readonly isChecked: (row: Row) => boolean | 'mixed';
  /** Accessible name of a row's box. */
  readonly label: (row: Row) => string;
  readonly onToggle: (row: Row, isRange: boolean) => void;
  /** A box for all rows. */
  readonly headerCell?: ReactNode;
}

/** The cell takes the focus and the keys, so the box in it is a picture with a role. */
export function buildCheckColumn<Row>(options: CheckColumn<Row>): GridColumn<Row> {
  const { isChecked, label, onToggle, headerCell } = options;
  return {
    ...basics(options, 30),
    headerCell: headerCell ?? <span className={styles['unseen']}>{options.header}</span>,
    canSort: options.canSort ?? false,
    canResize: false,
    align: 'left',
    cell: (row) => <CheckBox isChecked={isChecked(row)} label={label(row)} />,
    onToggle,
  };
}

export function CheckBox(props: { readonly isChecked: boolean | 'mixed'; readonly label: string }) {
  return (
    <span role="checkbox" aria-checked={props.isChecked} aria-label={props.label} className={styles['box']} />
  );
}

/** A link is reached by Tab nowhere in a grid: Enter on its cell activates the row. */
function CellLink(props: { readonly href: string; readonly cut: string; readonly whole: string }) {
  const { href, cut, whole } = props;
  return (
    <a className={styles['link']} href={href} tabIndex={-1} aria-label={cut === whole ? undefined : whole}>
      {cut}
    </a>
  );
}

function basics(options: ColumnBasics, widthPx: number) {
  return {
    id: options.id,
    header: options.header,
    title: options.title,
    widthPx: options.widthPx ?? widthPx,
    minWidthPx: options.minWidthPx ?? Math.min(widthPx, 48),
    canSort: options.canSort ?? true,
    isPinned: options.isPinned,
  };
}

function oneLine(text: string): string {
  return text.includes('\n') ? text.replaceAll(/\s*\n\s*/g, ' ') : text;
}

function mapDefined<Value, Result>(
  value: Value | undefined,
  map: (value: Value) => Result,
): Result | undefined {
  return value === undefined ? undefined : map(value);
}

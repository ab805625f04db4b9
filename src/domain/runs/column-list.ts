import { formatRunColumn, type RunColumn } from './run-sort.ts';

/** Pinned columns first, in the order of the pins; the others as they are. Pins of columns that are not here do nothing. */
export function arrangeColumns(
  columns: readonly RunColumn[],
  pinned: readonly string[],
): readonly RunColumn[] {
  if (pinned.length === 0) return columns;
  const byText = new Map(columns.map((column) => [formatRunColumn(column), column]));
  const first = pinned.map((text) => byText.get(text)).filter((column) => column !== undefined);
  return [...first, ...columns.filter((column) => !pinned.includes(formatRunColumn(column)))];
}

/** Takes the column out, or adds it at the end. */
export function toggleColumn(columns: readonly RunColumn[], column: RunColumn): readonly RunColumn[] {
  const text = formatRunColumn(column);
  const others = columns.filter((other) => formatRunColumn(other) !== text);
  return others.length < columns.length ? others : [...columns, column];
}

/** Another column in the place of one; where that one is shown already, it moves there. */
export function replaceColumn(
  columns: readonly RunColumn[],
  text: string,
  column: RunColumn,
): readonly RunColumn[] {
  const wanted = formatRunColumn(column);
  if (wanted === text) return columns;
  return columns
    .filter((other) => formatRunColumn(other) !== wanted)
    .map((other) => (formatRunColumn(other) === text ? column : other));
}

/** The text moved to stand before another one; to the end where `before` is undefined or not there. */
export function moveBefore(
  texts: readonly string[],
  moved: string,
  before: string | undefined,
): readonly string[] {
  if (moved === before || !texts.includes(moved)) return texts;
  const others = texts.filter((text) => text !== moved);
  const place = before === undefined ? -1 : others.indexOf(before);
  return place < 0 ? [...others, moved] : [...others.slice(0, place), moved, ...others.slice(place)];
}

/** The text moved by one place; the same list at its end. */
export function moveByOne(texts: readonly string[], moved: string, way: -1 | 1): readonly string[] {
  const place = texts.indexOf(moved);
  const to = place + way;
  if (place < 0 || to < 0 || to >= texts.length) return texts;
  return texts.with(place, texts[to] ?? moved).with(to, moved);
}

/** The columns in the order of their texts. */
export function orderColumns(columns: readonly RunColumn[], texts: readonly string[]): readonly RunColumn[] {
  const place = new Map(texts.map((text, index) => [text, index]));
  const placeOf = (column: RunColumn) => place.get(formatRunColumn(column)) ?? texts.length;
  return columns.toSorted((a, b) => placeOf(a) - placeOf(b));
}

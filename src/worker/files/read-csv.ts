import Papa from 'papaparse';
import { cellNumber, isMissing } from '../../domain/artifacts/table/cell-kind.ts';
import { nameColumns } from '../../domain/artifacts/table/column-names.ts';
import { type CellStore, MAX_COLUMNS } from './cell-store.ts';
import type { RowReader } from './row-reader.ts';

/** Rows of comma- or tab-separated text, by papaparse; text may end anywhere. */
export function createCsvReader(store: CellStore, format: 'csv' | 'tsv'): RowReader {
  let rest = '';
  let parser: Papa.Parser | undefined;
  let header:
    | { readonly width: number; readonly isThere: boolean; readonly repeated: readonly string[] }
    | undefined;
  let rows = 0;
  const odd = { short: noOdd(), long: noOdd() };
  let hidden = 0;
  let isCutOff = false;

  const start = (first: readonly string[]): readonly string[] | undefined => {
    // Numbers alone are no names.
    const isThere = !first.every((cell) => isMissing(cell) || !Number.isNaN(cellNumber(cell)));
    const { names, repeated } = nameColumns(isThere ? first : first.map(() => ''));
    header = { width: names.length, isThere, repeated };
    hidden = Math.max(0, names.length - MAX_COLUMNS);
    for (const name of names.slice(0, MAX_COLUMNS)) store.addColumn(name);
    return isThere ? undefined : first;
  };

  const add = (cells: readonly string[]): void => {
    const row = header ? cells : start(cells);
    if (!row || !header) return;
    rows++;
    if (row.length < header.width) count(odd.short, rows);
    else if (row.length > header.width) {
      count(odd.long, rows);
      for (let at = store.columnCount(); at < Math.min(row.length, MAX_COLUMNS); at++)
        store.addColumn(`#${at + 1}`);
    }
    store.addRow(row);
  };

  return {
    push: (text, isEnd) => {
      rest += text;
      parser ??= new Papa.Parser(dialectOf(rest, format));
      const { data, errors, meta } = parser.parse(rest, 0, !isEnd) as Papa.ParseResult<string[]>;
      for (const cells of data) if (!(cells.length === 1 && cells[0] === '')) add(cells);
      if (isEnd) isCutOff = errors.some(({ code }) => code === 'MissingQuotes');
      rest = isEnd ? '' : rest.slice(meta.cursor);
    },
    facts: () => ({
      short: odd.short.count > 0 ? { ...odd.short } : undefined,
      long: odd.long.count > 0 ? { ...odd.long } : undefined,
      broken: undefined,
      repeated: header?.repeated ?? [],
      hasHeader: header?.isThere ?? true,
      hiddenColumns: hidden,
      isCutOff,
    }),
  };
}

function noOdd() {
  return { count: 0, first: 0 };
}

function count(odd: { count: number; first: number }, row: number): void {
  odd.count++;
  if (odd.first === 0) odd.first = row;
}

const DELIMITERS = [',', '\t', ';', '|'];

/**
 * The delimiter that parts the first rows into most cells, as many in each; where none does, what papaparse guesses.
 * Semicolons are what spreadsheets write where the comma is in numbers.
 */
function dialectOf(sample: string, format: 'csv' | 'tsv'): Papa.ParseConfig {
  const start = sample.slice(0, 100_000);
  const guessed = Papa.parse(start, { preview: 50, delimitersToGuess: DELIMITERS }).meta;
  const even = DELIMITERS.map((delimiter) => ({ delimiter, width: evenWidth(start, delimiter) }))
    .filter(({ width }) => width > 1)
    .toSorted((a, b) => b.width - a.width)[0];
  const delimiter = format === 'tsv' ? '\t' : (even?.delimiter ?? guessed.delimiter);
  return { delimiter, newline: guessed.linebreak as '\n', quoteChar: '"' };
}

/** Cells of each of the first rows; 0: they have not as many each. */
function evenWidth(sample: string, delimiter: string): number {
  const { data } = Papa.parse<string[]>(sample, { delimiter, preview: 20, skipEmptyLines: true });
  const width = data[0]?.length ?? 0;
  // The sample may end within the last row.
  return data.slice(0, Math.max(1, data.length - 1)).every((row) => row.length === width) ? width : 0;
}

import { formatWith, type Precision, precisionFor } from '../../base/format-number.ts';
import type { Direction } from '../statistics/metric-statistic.ts';
import { escapeLatex } from './export-table-latex.ts';
import { escapeMarkdown } from './export-table-markdown.ts';

/** One place of the table: a number over some runs. */
export interface ScoreCell {
  readonly value: number;
  /** Shown behind ±; undefined: there is none. */
  readonly std: number | undefined;
  readonly count: number;
}

/** A metric over two keys: names are as they were logged. */
export interface ScoreTable {
  /** What the cells show, as `val_acc, mean`. */
  readonly title: string;
  readonly columnKey: string;
  readonly rowKey: string;
  readonly columns: readonly string[];
  readonly rows: readonly string[];
  /** By row and column; undefined: nothing was logged. */
  readonly cells: readonly (readonly (ScoreCell | undefined)[])[];
  /** Which way is better; undefined: none is marked. */
  readonly direction: Direction | undefined;
}

interface ScoreOptions {
  /** Numbers as a hundred times what they are. */
  readonly isTimes100: boolean;
}

export type ScoreFormat = 'markdown' | 'latex';

/** Best and second, by the numbers as they are shown: what reads alike is marked alike. */
type Place = 'best' | 'second' | undefined;

interface ShownCell {
  readonly value: string;
  readonly std: string | undefined;
  readonly count: number;
  readonly place: Place;
}

/**
 * The table as text: `mean ± std (n)` with a precision that all cells share, the best bold, the second underlined, an
 * arrow that tells which way is better. LaTeX is for the package booktabs.
 */
export function exportTwoKeys(format: ScoreFormat, table: ScoreTable, options: ScoreOptions): string {
  const cells = shownCells(table, options);
  return format === 'latex' ? inLatex(table, cells, options) : inMarkdown(table, cells, options);
}

function shownCells(
  { cells, direction }: ScoreTable,
  { isTimes100 }: ScoreOptions,
): readonly (readonly (ShownCell | undefined)[])[] {
  const scale = isTimes100 ? 100 : 1;
  const values = cells.flat().flatMap((cell) => (cell ? cell.value * scale : []));
  const precision = precisionFor(values);
  const ranked = rankShown(values, precision, direction);
  return cells.map((row) =>
    row.map((cell) => {
      if (!cell) return undefined;
      const value = formatWith(cell.value * scale, precision);
      const std = cell.std === undefined ? undefined : formatStd(cell.std * scale, precision);
      return { value, std, count: cell.count, place: ranked.get(value) };
    }),
  );
}

/** With the decimals of the mean; a spread that these would hide has an exponent. */
function formatStd(std: number, precision: Precision): string {
  return std === 0 && precision.notation === 'fixed'
    ? (0).toFixed(precision.decimals)
    : formatWith(std, precision);
}

function rankShown(
  values: readonly number[],
  precision: Precision,
  direction: Direction | undefined,
): ReadonlyMap<string, Place> {
  const sign = direction === 'lower' ? 1 : -1;
  const ordered = values.filter(Number.isFinite).sort((a, b) => sign * (a - b));
  const shown = [...new Set(ordered.map((value) => formatWith(value, precision)))];
  // Of one value only nothing is the best.
  if (!direction || shown.length < 2) return new Map();
  const [best = '', second = ''] = shown;
  return new Map([[best, 'best'], ...(shown.length > 2 ? [[second, 'second'] as const] : [])] as const);
}

const ARROWS: Readonly<Record<Direction, { readonly markdown: string; readonly latex: string }>> = {
  higher: { markdown: '↑', latex: String.raw`$\uparrow$` },
  lower: { markdown: '↓', latex: String.raw`$\downarrow$` },
};

type Cells = ReturnType<typeof shownCells>;

function markdownLine(parts: readonly string[]): string {
  return `| ${parts.join(' | ')} |\n`;
}

function inMarkdown(table: ScoreTable, cells: Cells, { isTimes100 }: ScoreOptions): string {
  const arrow = table.direction ? ` ${ARROWS[table.direction].markdown}` : '';
  const title = `${escapeMarkdown(table.title)}${arrow}${isTimes100 ? ' ×100' : ''}`;
  const corner = cornerOf(table, escapeMarkdown, String.raw`\\`);
  const rows = cells.map((row, place) =>
    markdownLine([escapeMarkdown(table.rows[place] ?? ''), ...row.map(markdownCell)]),
  );
  return [
    `${title}\n\n`,
    markdownLine([corner, ...table.columns.map(escapeMarkdown)]),
    markdownLine(['---', ...table.columns.map(() => '---:')]),
    ...rows,
  ].join('');
}

function markdownCell(cell: ShownCell | undefined): string {
  if (!cell) return '–';
  const { value, std, count, place } = cell;
  const number = std === undefined ? value : `${value} ± ${std}`;
  const marked = place === 'best' ? `**${number}**` : place === 'second' ? `<u>${number}</u>` : number;
  return `${marked} (${count})`;
}

/** `lr \ opt`: the key of the rows, then that of the columns. */
function cornerOf(
  { rowKey, columnKey }: ScoreTable,
  escape: (text: string) => string,
  between: string,
): string {
  if (rowKey === '') return escape(columnKey);
  return `${escape(rowKey)} ${between} ${escape(columnKey)}`;
}

function latexLine(parts: readonly string[]): string {
  return `${parts.join(' & ')} \\\\\n`;
}

function inLatex(table: ScoreTable, cells: Cells, { isTimes100 }: ScoreOptions): string {
  const arrow = table.direction ? ` ${ARROWS[table.direction].latex}` : '';
  const title = `${escapeLatex(table.title)}${arrow}${isTimes100 ? String.raw` $\times 100$` : ''}`;
  const corner = cornerOf(table, escapeLatex, String.raw`$\backslash$`);
  const width = table.columns.length;
  return [
    `${String.raw`% \usepackage{booktabs}`}\n`,
    `${String.raw`\begin{tabular}`}{l${'r'.repeat(width)}}\n`,
    `${String.raw`\toprule`}\n`,
    latexLine(['', String.raw`\multicolumn{${width}}{c}{${title}}`]),
    latexLine([corner, ...table.columns.map(escapeLatex)]),
    `${String.raw`\midrule`}\n`,
    ...cells.map((row, place) => latexLine([escapeLatex(table.rows[place] ?? ''), ...row.map(latexCell)])),
    `${String.raw`\bottomrule`}\n${String.raw`\end{tabular}`}\n`,
  ].join('');
}

function latexCell(cell: ShownCell | undefined): string {
  if (!cell) return '--';
  const { value, std, count, place } = cell;
  const whole = std === undefined ? inMath(value) : String.raw`${inMath(value)} \pm ${inMath(std)}`;
  const number = `$${place === 'best' ? String.raw`\mathbf{${whole}}` : whole}$`;
  return `${place === 'second' ? String.raw`\underline{${number}}` : number} (${count})`;
}

/** `1.2e-5` as `1.2 \times 10^{-5}`. */
function inMath(shown: string): string {
  const [mantissa = '', exponent] = shown.replace('∞', String.raw`\infty`).split('e');
  return exponent === undefined ? mantissa : String.raw`${mantissa} \times 10^{${exponent}}`;
}

import type { TableColumn, TableWriter } from './export-table.ts';
import { shownNumber, shownText } from './export-table-shown.ts';

/** What stands for a character that LaTeX gives a meaning, or that its old fonts print as another. */
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', String.raw`\textbackslash{}`],
  ['^', String.raw`\textasciicircum{}`],
  ['~', String.raw`\textasciitilde{}`],
  ['<', String.raw`\textless{}`],
  ['>', String.raw`\textgreater{}`],
  ['|', String.raw`\textbar{}`],
  ['`', '\\`{}'],
  ...['{', '}', '$', '&', '#', '%', '_'].map((sign) => [sign, `\\${sign}`] as const),
  // At the beginning of a row these would be an option of the line break before it.
  ...['[', ']', '*'].map((sign) => [sign, `{${sign}}`] as const),
]);
/** Also the second of two signs that would be set as one longer sign. */
const SPECIAL = /[\\^~<>|`{}$&#%_[\]*]|(?<=([-,']))\1/g;
// oxlint-disable-next-line no-control-regex
const BLANK = /[\s\u0000-\u001F\u007F]+/g;

/** A `tabular` for the package booktabs, numbers to the right and in mathematics; every text reads as it was logged. */
export function writeLatex(columns: readonly TableColumn[], locale: string): TableWriter {
  const alignment = columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('');
  return {
    head: [
      String.raw`% \usepackage{booktabs}`,
      String.raw`\begin{tabular}{${alignment}}`,
      String.raw`\toprule`,
      `${lineOf(columns.map(({ header }) => escapeLatex(header)))}${String.raw`\midrule`}`,
      '',
    ].join('\n'),
    row: (cells) =>
      lineOf(
        columns.map((column, index) => {
          const cell = cells[index];
          if (cell === undefined) return '';
          if (typeof cell === 'string') return escapeLatex(shownText(cell, column));
          const shown = shownNumber(cell, column, locale);
          return column.meaning === 'value' ? inMathematics(shown) : escapeLatex(shown);
        }),
      ),
    foot: `${String.raw`\bottomrule`}\n${String.raw`\end{tabular}`}\n`,
  };
}

function lineOf(cells: readonly string[]): string {
  return `${cells.join(' & ')} \\\\\n`;
}

/** `-0.5` would have a hyphen for its minus in text: `$-0.5$`, `$1.2 \times 10^{-5}$`, `$\infty$`. */
function inMathematics(shown: string): string {
  const [mantissa = '', exponent] = shown.replace('∞', String.raw`\infty`).split('e');
  if (exponent !== undefined) return String.raw`$${mantissa} \times 10^{${exponent}}$`;
  return /^[-\\]/.test(mantissa) ? `$${mantissa}$` : mantissa;
}

/** Reads as it was logged. */
export function escapeLatex(text: string): string {
  return text.replaceAll(BLANK, ' ').replaceAll(SPECIAL, (sign) => ESCAPES.get(sign) ?? `{}${sign}`);
}

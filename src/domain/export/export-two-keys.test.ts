import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exportTwoKeys, type ScoreCell, type ScoreTable } from './export-two-keys.ts';

const cell = (value: number, std?: number, count = 3): ScoreCell => ({ value, std, count });
const TABLE: ScoreTable = {
  title: 'val_acc, mean',
  columnKey: 'opt',
  rowKey: 'lr',
  columns: ['adam', 'sgd'],
  rows: ['0.1', '0.01'],
  cells: [
    [cell(0.91234, 0.0042), cell(0.8, 0.01)],
    [cell(0.905, undefined, 1), undefined],
  ],
  direction: 'higher',
};
const AS_IS = { isTimes100: false };

describe('a table of two keys', () => {
  it('is Markdown with mean ± std and n, best bold, second underlined, an arrow, one precision', () => {
    expect(exportTwoKeys('markdown', TABLE, AS_IS)).toBe(
      [
        'val_acc, mean ↑',
        '',
        String.raw`| lr \\ opt | adam | sgd |`,
        '| --- | ---: | ---: |',
        '| 0.1 | **0.9123 ± 0.0042** (3) | 0.8000 ± 0.0100 (3) |',
        '| 0.01 | <u>0.9050</u> (1) | – |',
        '',
      ].join('\n'),
    );
  });

  it('is LaTeX of booktabs with the same marks', () => {
    expect(exportTwoKeys('latex', { ...TABLE, direction: 'lower' }, AS_IS)).toBe(
      [
        '% \\usepackage{booktabs}',
        '\\begin{tabular}{lrr}',
        '\\toprule',
        ' & \\multicolumn{2}{c}{val\\_acc, mean $\\downarrow$} \\\\',
        'lr $\\backslash$ opt & adam & sgd \\\\',
        '\\midrule',
        '0.1 & $0.9123 \\pm 0.0042$ (3) & $\\mathbf{0.8000 \\pm 0.0100}$ (3) \\\\',
        '0.01 & \\underline{$0.9050$} (1) & -- \\\\',
        '\\bottomrule',
        '\\end{tabular}',
        '',
      ].join('\n'),
    );
  });

  it('is written a hundredfold, which is said', () => {
    const text = exportTwoKeys('markdown', TABLE, { isTimes100: true });
    expect(text).toContain('val_acc, mean ↑ ×100');
    expect(text).toContain('**91.23 ± 0.42** (3)');
    expect(exportTwoKeys('latex', TABLE, { isTimes100: true })).toContain('$\\uparrow$ $\\times 100$} \\\\');
  });

  it('marks alike what reads alike, and nothing where nobody knows what is better', () => {
    const cells = [[cell(0.91231, 0.1), cell(0.912312, 0.2)], [cell(0.5, 0.1)]];
    const text = exportTwoKeys('markdown', { ...TABLE, cells }, AS_IS);
    expect(text.match(/\*\*0\.9123 ± 0\.[12]000\*\*/g)).toHaveLength(2);
    // Of two different numbers the other one is no second of anything.
    expect(text).not.toContain('<u>');
    expect(exportTwoKeys('markdown', { ...TABLE, direction: undefined }, AS_IS)).not.toMatch(/\*\*|<u>|[↑↓]/);
  });

  it('writes tiny numbers in mathematics', () => {
    const tiny = { ...TABLE, cells: [[cell(1.25e-6, 2e-7), cell(3e-6, 0)]] };
    expect(exportTwoKeys('latex', tiny, AS_IS)).toContain(
      '$1.25 \\times 10^{-6} \\pm 2 \\times 10^{-7}$ (3)',
    );
  });
});

const plain = (text: string) => text.replaceAll(/\r\n|[\r\n\u2028\u2029]/g, '\n');
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'|\\`*_[]{}<>&~^$#%"\' \t\n한a1-'.split('')),
      fc.constantFrom('\\|', '\\\\', '\r\n', '--', '\\end{tabular}', '<br>', '| --- |'),
      fc.string(),
    ),
    { maxLength: 6 },
  )
  .map((parts) => parts.join(''));

const oddTable = fc
  .record({
    rows: fc.array(oddText, { minLength: 1, maxLength: 4 }),
    columns: fc.array(oddText, { minLength: 1, maxLength: 4 }),
    title: oddText,
    rowKey: oddText.map((text) => `k${text}`),
    columnKey: oddText,
    values: fc.array(fc.option(fc.double({ noNaN: true }), { nil: undefined }), {
      minLength: 16,
      maxLength: 16,
    }),
  })
  .map(({ values, ...names }): ScoreTable => {
    const width = names.columns.length;
    const cells = names.rows.map((_, row) =>
      names.columns.map((__, column) => {
        const value = values[row * width + column];
        return value === undefined ? undefined : cell(value, 0.5);
      }),
    );
    return { ...names, cells, direction: 'higher' };
  });

describe('names of any kind', () => {
  it('stay in their cells in Markdown and read as they were logged', () => {
    fc.assert(
      fc.property(oddTable, (table) => {
        const [, , head = '', , ...rows] = exportTwoKeys('markdown', table, AS_IS).trimEnd().split('\n');
        expect(rows).toHaveLength(table.rows.length);
        expect(cellsOf(head).slice(1)).toEqual(table.columns.map(plain));
        expect(rows.map((row) => cellsOf(row)[0])).toEqual(table.rows.map(plain));
        expect(rows.map((row) => cellsOf(row).length)).toEqual(rows.map(() => table.columns.length + 1));
      }),
    );
  });

  it('cannot end a row, a cell or the table in LaTeX', () => {
    fc.assert(
      fc.property(oddTable, (table) => {
        const lines = exportTwoKeys('latex', table, AS_IS).split('\n');
        expect(lines).toHaveLength(table.rows.length + 9);
        const inside = lines.slice(4, 5).concat(lines.slice(6, -3));
        const breaks = inside.map(
          (line) => line.replaceAll(/\\textbackslash\{\}/g, '').match(/\\\\/g)?.length,
        );
        expect(breaks).toEqual(inside.map(() => 1));
        const ends = inside.map((line) => line.match(/(?<!\\)&/g)?.length ?? 0);
        expect(ends).toEqual(inside.map(() => table.columns.length));
        expect(inside.join('\n').match(/(?<!\\)[%#]|\\(?:begin|end)\b/g)).toBeNull();
      }),
    );
  });
});

/** By GitHub's rules: a cell is escaped signs and others that are no pipe. */
function cellsOf(line: string): readonly string[] {
  return [...line.matchAll(/\| ((?:\\.|[^|\\])*?) (?=\|)/g)].map(([, text = '']) =>
    text.replaceAll(/\\(.)|<br>/g, (_, sign: string | undefined) => sign ?? '\n'),
  );
}

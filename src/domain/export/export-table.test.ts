import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTableWriter, type ExportFormat, type TableCell, type TableColumn } from './export-table.ts';
import { parseNumberText } from '../runs/text-value.ts';

const VALUE: TableColumn = { header: 'loss', meaning: 'value', align: 'right' };
const TEXT: TableColumn = { header: 'lr', meaning: 'value', align: 'left' };
const TIME: TableColumn = { header: 'start_time', meaning: 'time', align: 'right' };
const DURATION: TableColumn = { header: 'duration', meaning: 'duration', align: 'right' };

function write(format: ExportFormat, columns: readonly TableColumn[], ...rows: readonly TableCell[][]) {
  const writer = createTableWriter(format, columns, 'en');
  return [writer.head, ...rows.map((cells) => writer.row(cells)), writer.foot].join('');
}

const rowOf = (format: ExportFormat, column: TableColumn, cell: TableCell) =>
  createTableWriter(format, [column], 'en')
    .row([cell])
    .replace(/\r?\n$/, '');

/** Any text, with what has a meaning somewhere turning up often. */
const oddText = fc
  .array(
    fc.oneof(
      fc.constantFrom(...'"\',;|\\`*_[]{}<>&~^$#%=+-@\t\r\n 한/1e'.split('')),
      fc.constantFrom('\r\n', '<br>', '\\|', '--', '=1+1', '|---|', '\\\\'),
      fc.string(),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join(''));

describe('CSV', () => {
  it('is RFC 4180 with a byte-order mark, a header and CRLF', () => {
    expect(write('csv', [TEXT, VALUE], ['a,b', 1], ['say "no"', undefined], ['두\n줄', 0.5])).toBe(
      '\uFEFFlr,loss\r\n"a,b",1\r\n"say ""no""",\r\n"두\n줄",0.5\r\n',
    );
  });

  it.each([
    [0.1 + 0.2, '0.30000000000000004'],
    [-0, '-0'],
    [1e21, '1e+21'],
    [5e-324, '5e-324'],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'inf'],
    [Number.NEGATIVE_INFINITY, '-inf'],
    [undefined, ''],
    ['', '""'],
  ])('writes %s as %s', (cell, field) => {
    expect(rowOf('csv', { ...VALUE, precision: { notation: 'fixed', decimals: 2 } }, cell)).toBe(field);
  });

  it('writes moments with their zone and durations in seconds', () => {
    expect(rowOf('csv', TIME, Date.UTC(2026, 10, 21, 5, 3, 9, 45))).toBe('2026-11-21T05:03:09.045Z');
    expect(rowOf('csv', TIME, 1e18)).toBe('1000000000000000000');
    expect(rowOf('csv', DURATION, 61_250)).toBe('61.25');
  });

  it.each([
    ['=1+1', "'=1+1"],
    ['+cmd', "'+cmd"],
    ['@SUM(A1)', "'@SUM(A1)"],
    ['-2+3', "'-2+3"],
    ['\t=1', `"'\t=1"`],
    ['\r=1', `"'\r=1"`],
    ['＝1', "'＝1"],
    ['=HYPERLINK("x","y")', `"'=HYPERLINK(""x"",""y"")"`],
    ['-1e-05', '-1e-05'],
    ['+3', '+3'],
    ['-inf', '-inf'],
    ['a=b', 'a=b'],
  ])('guards the text %j as %j', (text, field) => {
    expect(rowOf('csv', TEXT, text)).toBe(field);
  });

  it('guards headers as texts', () => {
    expect(write('csv', [{ ...TEXT, header: '=a' }])).toBe("\uFEFF'=a\r\n");
  });

  it('is read back as it was, and no text that is not a number begins a formula', () => {
    const cells = fc.array(fc.oneof(oddText, fc.double(), fc.constant(undefined)), {
      minLength: 3,
      maxLength: 3,
    });
    fc.assert(
      fc.property(fc.array(cells), (rows) => {
        const [, ...read] = parseCsv(write('csv', [VALUE, TEXT, VALUE], ...rows).slice(1));
        expect(read).toHaveLength(rows.length);
        const known = rows.flat().map((cell, index) => ({ cell, field: read.flat()[index] ?? 'no field' }));
        const texts = known.filter(({ cell }) => typeof cell === 'string');
        const others = known.filter(({ cell }) => typeof cell !== 'string');
        expect(others.map(({ field }) => (field === '' ? undefined : parseNumberText(field)))).toEqual(
          others.map(({ cell }) => cell),
        );
        expect(texts.filter(({ cell, field }) => field !== cell && field !== `'${cell}`)).toEqual([]);
        const formulas = texts.filter(({ field }) => /^[=+\-@\t\r]/.test(field));
        expect(formulas.filter(({ field }) => parseNumberText(field) === undefined)).toEqual([]);
      }),
    );
  });
});

/** RFC 4180 read strictly, sign by sign. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let [row, at]: [string[], number] = [[], 0];
  while (at < text.length) {
    const quoted = /"((?:[^"]|"")*)"/y;
    const plain = /[^",\r\n]*/y;
    const pattern = text[at] === '"' ? quoted : plain;
    pattern.lastIndex = at;
    const [whole, inner] = pattern.exec(text) ?? ['', ''];
    at += whole.length;
    row.push(inner?.replaceAll('""', '"') ?? whole);
    if (text[at] === ',') at++;
    else if (text.startsWith('\r\n', at)) {
      at += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`no end of a field at ${at} in ${JSON.stringify(text)}`);
  }
  return rows;
}

describe('Markdown', () => {
  it('is a table with numbers to the right, as shown', () => {
    const shown: TableColumn = { ...VALUE, precision: { notation: 'fixed', decimals: 2 } };
    expect(write('markdown', [TEXT, shown], ['val_loss', 0.126], ['a|b\nc', undefined])).toBe(
      ['| lr | loss |', '| --- | ---: |', '| val_loss | 0.13 |', '| a\\|b<br>c |  |', ''].join('\n'),
    );
  });

  it('shows moments and durations as the table does', () => {
    expect(rowOf('markdown', DURATION, 61_250)).toBe('| 1m 01s |');
    expect(rowOf('markdown', TIME, Date.UTC(2026, 10, 21, 5, 3))).toMatch(/^\| Nov 2\d, 2026, \d\d:\d3 \|$/);
  });

  it('writes params in the way of the table, CSV as they were logged', () => {
    const param: TableColumn = { ...TEXT, isKeyText: true };
    expect(rowOf('markdown', param, '0.10')).toBe('| 0.1 |');
    expect(rowOf('latex', param, '0.10')).toBe('0.1 \\\\');
    expect(rowOf('csv', param, '0.10')).toBe('0.10');
    expect(rowOf('markdown', TEXT, '0.10')).toBe('| 0.10 |');
  });

  it.each([
    ['*best*', '| \\*best\\* |'],
    ['_x_', '| \\_x\\_ |'],
    ['<script>', '| \\<script\\> |'],
    ['\\|', '| \\\\\\| |'],
    ['a\r\nb', '| a<br>b |'],
  ])('escapes %j', (text, row) => {
    expect(rowOf('markdown', TEXT, text)).toBe(row);
  });

  it('keeps every text in one cell of one line, and GitHub’s rules read it back', () => {
    fc.assert(
      fc.property(oddText, oddText, (left, right) => {
        const row = createTableWriter('markdown', [TEXT, TEXT], 'en').row([left, right]);
        expect(row.indexOf('\n')).toBe(row.length - 1);
        // A cell is escaped signs and others that are no pipe: cmark-gfm's table_cell.
        const cells = [...row.trimEnd().matchAll(/\| ((?:\\.|[^|\\])*?) (?=\|)/g)].map(
          ([, cell]) => cell ?? '',
        );
        const read = cells.map((cell) =>
          cell.replaceAll(/\\(.)|<br>/g, (_, sign: string | undefined) => sign ?? '\n'),
        );
        expect(read).toEqual([left, right].map((text) => text.replaceAll(/\r\n|[\r\u2028\u2029]/g, '\n')));
      }),
    );
  });
});

describe('LaTeX', () => {
  it('is a tabular of booktabs', () => {
    const shown: TableColumn = { ...VALUE, precision: { notation: 'fixed', decimals: 2 } };
    expect(write('latex', [TEXT, shown], ['val_loss', -0.126], ['50 %', undefined])).toBe(
      [
        '% \\usepackage{booktabs}',
        '\\begin{tabular}{lr}',
        '\\toprule',
        'lr & loss \\\\',
        '\\midrule',
        'val\\_loss & $-0.13$ \\\\',
        '50 \\% &  \\\\',
        '\\bottomrule',
        '\\end{tabular}',
        '',
      ].join('\n'),
    );
  });

  it.each([
    [0.5, '0.5 \\\\'],
    [1.25e-9, '$1.25 \\times 10^{-9}$ \\\\'],
    [Number.NaN, 'NaN \\\\'],
    [Number.NEGATIVE_INFINITY, '$-\\infty$ \\\\'],
    ['\\end{tabular}', '\\textbackslash{}end\\{tabular\\} \\\\'],
    ['[2pt]', '{[}2pt{]} \\\\'],
    ['--lr', '-{}-lr \\\\'],
    ['a\n\nb', 'a b \\\\'],
    ['`~^', '\\`{}\\textasciitilde{}\\textasciicircum{} \\\\'],
  ])('writes %j as %s', (cell, row) => {
    expect(rowOf('latex', VALUE, cell)).toBe(row);
  });

  it('keeps every text one cell: nothing in it has a meaning, braces are balanced', () => {
    fc.assert(
      fc.property(oddText, (text) => {
        const cell = rowOf('latex', TEXT, text).slice(0, -' \\\\'.length);
        expect(cell).not.toMatch(/[\n\r]/);
        const plain = cell
          .replaceAll(/\\(?:text[a-z]+|`)\{\}/g, 'x')
          .replaceAll(/\\[{}$&#%_]/g, 'x')
          .replaceAll(/\{[[\]*]?\}/g, 'x');
        expect(plain).not.toMatch(/[\\{}$&#%_^~<>|[\]*`]|--|,,|''/);
      }),
    );
  });
});

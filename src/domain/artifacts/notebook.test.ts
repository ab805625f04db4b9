import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeNotebook, type NotebookOutput } from './notebook.ts';
import { terminalText } from './text/terminal-text.ts';

const code = (outputs: readonly unknown[]) => ({
  cells: [{ cell_type: 'code', execution_count: 3, source: ['a = 1\n', 'a'], outputs }],
});

function outputsOf(outputs: readonly unknown[]): readonly NotebookOutput[] {
  const cell = decodeNotebook(code(outputs))?.cells[0];
  return cell?.kind === 'code' ? cell.outputs : [];
}

describe('a notebook', () => {
  it('has code, Markdown with its pictures, raw cells and a language', () => {
    const notebook = decodeNotebook({
      metadata: { kernelspec: { language: 'Python' } },
      cells: [
        {
          cell_type: 'markdown',
          source: '![p](attachment:p.png)',
          attachments: { 'p.png': { 'image/png': 'QUJD\n' } },
        },
        { cell_type: 'raw', source: ['x'] },
        ...code([]).cells,
        { cell_type: 'sql' },
        5,
      ],
    });
    expect(notebook).toEqual({
      language: 'python',
      unknownCells: 2,
      cells: [
        {
          kind: 'markdown',
          text: '![p](attachment:p.png)',
          attachments: new Map([['p.png', 'data:image/png;base64,QUJD']]),
        },
        { kind: 'raw', text: 'x' },
        { kind: 'code', text: 'a = 1\na', count: 3, outputs: [] },
      ],
    });
  });

  it('shows the richest output of each bundle, streams as one', () => {
    expect(
      outputsOf([
        { output_type: 'stream', name: 'stdout', text: 'a\n' },
        { output_type: 'stream', name: 'stdout', text: ['b\n'] },
        { output_type: 'stream', name: 'stderr', text: 'w' },
        { output_type: 'display_data', data: { 'text/plain': 'Figure', 'image/png': 'QUJD' } },
        { output_type: 'execute_result', data: { 'text/html': ['<b>', 'x'], 'text/plain': 'x' } },
        { output_type: 'execute_result', data: { 'application/vnd.x+json': {} } },
        { output_type: 'error', ename: 'ValueError', evalue: 'no', traceback: ['t1', 't2'] },
        { output_type: 'later' },
      ]),
    ).toEqual([
      { kind: 'text', text: 'a\nb\n', isError: false },
      { kind: 'text', text: 'w', isError: true },
      { kind: 'image', mediaType: 'image/png', bytes: Uint8Array.of(65, 66, 67) },
      { kind: 'html', html: '<b>x', text: 'x' },
      { kind: 'unknown', mediaTypes: ['application/vnd.x+json'] },
      { kind: 'error', name: 'ValueError', text: 't1\nt2' },
    ]);
  });

  it('of nbformat 3 is read too', () => {
    const notebook = decodeNotebook({
      worksheets: [
        {
          cells: [
            { cell_type: 'heading', level: 2, source: 'Part' },
            {
              cell_type: 'code',
              input: 'x',
              prompt_number: 1,
              outputs: [{ output_type: 'pyout', text: '5' }],
            },
          ],
        },
      ],
    });
    expect(notebook?.cells).toMatchObject([
      { kind: 'markdown', text: '## Part' },
      { kind: 'code', text: 'x', count: 1, outputs: [{ kind: 'text', text: '5' }] },
    ]);
  });

  it('is never thrown about', () => {
    const odd = fc.oneof(fc.anything(), fc.record({ cells: fc.array(fc.anything()) }));
    fc.assert(
      fc.property(odd, fc.array(fc.anything()), (value, outputs) => {
        expect(() => decodeNotebook(value)).not.toThrow();
        expect(outputsOf(outputs)).toBeDefined();
      }),
    );
    for (const none of [null, 5, [], {}, { cells: 5 }]) expect(decodeNotebook(none)).toBeUndefined();
  });
});

describe('text of a terminal', () => {
  it('loses colours and titles, and shows the last version of a line', () => {
    expect(terminalText('\u001B[0;31mred\u001B[0m \u001B]0;title\u0007x\u001B[2K')).toBe('red x');
    expect(terminalText('10%\r50%\r100%\ndone\r\nnext')).toBe('100%\ndone\nnext');
  });

  it('stays as it is where there is nothing to strip', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(!text.includes('\r') && !text.includes('\u001B'));
        expect(terminalText(text)).toBe(text);
      }),
    );
  });
});

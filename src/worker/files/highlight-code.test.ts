import { describe, expect, it } from 'vitest';
import { extensionOf, languageOfFile } from '../../domain/artifacts/text/code-language.ts';
import { highlightCode } from './highlight-code.ts';

describe('highlightCode', () => {
  it('gives the looks of each line, also of what goes over several', async () => {
    const text = 'def f(a):\n  """one\n  <two> & "three"\n  """\n  return 1 < 2';
    const lines = text.split('\n');
    const tokens = await highlightCode(text, 'python');
    expect(tokens).toHaveLength(lines.length);
    const pieces = tokens.map((line, index) =>
      line.map(({ start, end, scope }) => [lines[index]?.slice(start, end), scope]),
    );
    expect(pieces[0]).toContainEqual(['def', 'keyword']);
    expect(tokens[2]?.map(({ start, end }) => lines[2]?.slice(start, end)).join('')).toBe(
      '  <two> & "three"',
    );
    expect(pieces[4]).toContainEqual(['2', 'number']);
  });
});

describe('languageOfFile', () => {
  it.each([
    ['train.py', 'python'],
    ['conf/config.YAML', 'yaml'],
    ['Dockerfile', 'dockerfile'],
    ['MLmodel', 'yaml'],
    ['constructor', undefined],
    ['a.constructor', undefined],
    ['train.log', undefined],
  ])('%s', (name, language) => {
    expect(languageOfFile(name)).toBe(language);
  });

  it('takes the last extension, and none of a hidden file', () => {
    expect(['a.tar.gz', '.env', 'x/.hidden', 'dir.d/file', 'A.CSV'].map(extensionOf)).toEqual([
      'gz',
      '',
      '',
      '',
      'csv',
    ]);
  });
});

import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatOverrides, quoteForShell } from './shell-text.ts';

/** What a program gets as its arguments when a shell reads the words. */
function argumentsOf(words: readonly string[]): readonly string[] {
  const { stdout } = spawnSync('sh', ['-c', `printf '%s\\0' ${words.join(' ')}`], { encoding: 'utf8' });
  return stdout.split('\0').slice(0, -1);
}

const text = fc
  .oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      '',
      "it's",
      '$(id)',
      '`id`',
      '"',
      '\\',
      '\n',
      '~',
      '*',
      '!x',
      '-n',
      'a b',
      '한국어',
      '&& ls',
    ),
  )
  .filter((each) => !each.includes('\0'));

describe('words of a command line', () => {
  it('come out of a shell as they went in', () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 30 }), (texts) => {
        expect(argumentsOf(texts.map(quoteForShell))).toEqual(texts);
      }),
      { numRuns: 60 },
    );
  });

  it('of params are key and value, whatever they hold', () => {
    const param = fc.record({ key: text, value: text });
    fc.assert(
      fc.property(fc.uniqueArray(param, { selector: ({ key }) => key, minLength: 1 }), (params) => {
        const expected = params.map(({ key, value }) => `--${key}=${value}`).toSorted();
        expect([...argumentsOf(formatOverrides(params, 'option'))].toSorted()).toEqual(expected);
      }),
      { numRuns: 30 },
    );
  });

  it('are plain where nothing needs quotes', () => {
    const params = [
      { key: 'model.lr', value: '0.1' },
      { key: 'data', value: 'a b' },
    ];
    expect(formatOverrides(params, 'key')).toEqual(["'data=a b'", 'model.lr=0.1']);
    expect(formatOverrides(params, 'option')).toEqual(["'--data=a b'", '--model.lr=0.1']);
  });
});

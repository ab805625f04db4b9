import { expect, it } from 'vitest';
import { plainText } from './plain-text.ts';

it.each([
  ['# Title\n\nFirst **bold** line with `code` and *stress*.', 'Title First bold line with code and stress.'],
  ['- one\n- two\n1. three', 'one two three'],
  ['See [the paper](https://x.y/z) ![plot](a.png)', 'See the paper plot'],
  ['> quoted ~~old~~ __new__', 'quoted old new'],
  ['lr = 3 * 0.1 * 2, a_b_c, 2 - 1', 'lr = 3 * 0.1 * 2, a_b_c, 2 - 1'],
  ['한국어 **메모**', '한국어 메모'],
  ['', ''],
  [undefined, undefined],
])('words of %j', (markdown, text) => {
  expect(plainText(markdown)).toBe(text);
});

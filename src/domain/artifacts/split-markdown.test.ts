import fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  headingSlug,
  headingsOf,
  linkDefinitions,
  splitAtParagraphs,
  splitMarkdown,
} from './split-markdown.ts';

const line = fc.constantFrom('# A', '## B', 'words', '```', '~~~', '````', '- item', '', '  # no', '```py');

it('pieces joined are the text, and each but the first begins with a heading outside a fenced block', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 40 }), fc.nat(30), (lines, pieceChars) => {
      const text = lines.join('\n');
      const pieces = splitMarkdown(text, pieceChars);
      expect(pieces.join('')).toBe(text);
      for (const piece of pieces.slice(1)) expect(piece).toMatch(/^#{1,6} /);
      for (const piece of pieces.slice(0, -1)) expect(piece.length).toBeGreaterThanOrEqual(pieceChars);
    }),
  );
  expect(splitMarkdown('# A\n```\n# in code\n```\n# B\n', 1)).toEqual([
    '# A\n```\n# in code\n```\n',
    '# B\n',
  ]);
  expect(splitMarkdown('', 5)).toEqual(['']);
});

it('finds definitions of links, not of footnotes', () => {
  expect(linkDefinitions('[a]: https://a.test\ntext [b]\n  [b]: <x y>\n[^1]: note')).toBe(
    '[a]: https://a.test\n  [b]: <x y>',
  );
});

it('names headings as GitHub does', () => {
  expect(headingSlug('Set up (fast) & 한국어_x')).toBe('set-up-fast--한국어_x');
});

it('finds the words of headings as they are read, each once', () => {
  const text =
    '# The `loss` of **fold 3** #\nwords # none\n## See [runs](a.md)\n### The loss of fold 3\n#none\n';
  expect(headingsOf(text)).toEqual(['The loss of fold 3', 'See runs']);
});

it('parts a text without headings behind empty lines, never inside lists or fenced blocks', () => {
  expect(splitAtParagraphs('One\nand\n\nTwo\n\n- a\n\n- b\n\n  c\n\nThree\n', 1)).toEqual([
    'One\nand\n\n',
    'Two\n\n- a\n\n- b\n\n  c\n\n',
    'Three\n',
  ]);
  expect(splitAtParagraphs('A\n\n```\n\nB\n```\n\n가\n', 1)).toEqual(['A\n\n```\n\nB\n```\n\n', '가\n']);
  fc.assert(
    fc.property(fc.array(fc.constantFrom('words\n', '\n', '```\n', '- item\n', '    code\n')), (lines) => {
      expect(splitAtParagraphs(lines.join(''), 3).join('')).toBe(lines.join(''));
    }),
  );
});

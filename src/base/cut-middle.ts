const ELLIPSIS = '…';

/**
 * The text in at most `maxLength` characters, with an ellipsis where its middle was: long names of runs and metrics
 * differ at their ends. Counts what a reader sees as a character (an emoji, a Korean syllable), never splits one.
 */
export function cutMiddle(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  const characters = splitCharacters(text);
  if (characters.length <= maxLength) return text;
  if (maxLength <= 1) return maxLength === 1 ? ELLIPSIS : '';
  const head = Math.ceil((maxLength - 1) / 2);
  const tail = maxLength - 1 - head;
  return [...characters.slice(0, head), ELLIPSIS, ...characters.slice(characters.length - tail)].join('');
}

/** A logged text may have thousands of characters and lines: where it stands among other things it is one short line. */
export function cutText(text: string): string {
  return cutMiddle(text.replaceAll(/\s+/g, ' '), MOST_LETTERS);
}

const MOST_LETTERS = 80;

const SEGMENTER = typeof Intl.Segmenter === 'function' ? new Intl.Segmenter() : undefined;

function splitCharacters(text: string): readonly string[] {
  if (!SEGMENTER || !/[^\u0020-\u007e]/.test(text)) return Array.from(text);
  return Array.from(SEGMENTER.segment(text), ({ segment }) => segment);
}

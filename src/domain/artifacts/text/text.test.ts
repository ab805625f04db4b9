import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findInLines } from './find-in-lines.ts';
import { hexLines } from './hex-lines.ts';
import { lineSegments } from './line-segments.ts';
import { MAX_LINE_BYTES } from './split-lines.ts';
import { findEncoding, type TextEncoding } from './text-encoding.ts';
import { parseTextPlace } from './text-place.ts';
import {
  appendBytes,
  lastLine,
  lineAtByte,
  lineNumbers,
  MAX_WINDOW_BYTES,
  openWindow,
  prependBytes,
  type TextWindow,
} from './text-window.ts';
import { readTerminal } from './terminal-text.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
function utf16(text: string, isLittle: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at++) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  return bytes;
}
const encode = (text: string, encoding: TextEncoding) =>
  encoding === 'utf-8' ? utf8(text) : utf16(text, encoding === 'utf-16le');
const all = (window: TextWindow) => {
  const last = lastLine(window);
  return last ? [...window.lines, last] : window.lines;
};

const lineText = fc.string({
  unit: fc.constantFrom('a', 'é', '한', '😀', 'ਊ', '\u0a0d', ' '),
  maxLength: 30,
});
const anyText = fc.array(lineText, { minLength: 1, maxLength: 30 }).map((lines) => lines.join('\n'));
const encoding = fc.constantFrom<TextEncoding>('utf-8', 'utf-16le', 'utf-16be');

describe('text window', () => {
  it('has the same lines however the bytes arrive', () => {
    fc.assert(
      fc.property(
        anyText,
        encoding,
        fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 40 }),
        (text, code, cuts) => {
          const bytes = encode(text, code);
          let window = openWindow(new Uint8Array(0), {
            encoding: code,
            startByte: 0,
            isLineStart: true,
            firstNumber: 1,
            lineEnd: 'lf',
          });
          let at = 0;
          for (const cut of [...cuts, bytes.length]) {
            window = appendBytes(window, bytes.subarray(at, at + cut));
            at = Math.min(bytes.length, at + cut);
          }
          // What stands behind the last line end is a line only if there is something.
          const expected =
            text.endsWith('\n') || text === '' ? text.split('\n').slice(0, -1) : text.split('\n');
          expect(all(window).map((line) => line.text)).toEqual(expected);
          expect(window.endByte).toBe(bytes.length);
        },
      ),
    );
  });

  it('finds from the middle, backwards and on, what it finds from the start', () => {
    fc.assert(
      fc.property(
        anyText,
        encoding,
        fc.nat(400),
        fc.integer({ min: 8, max: 60 }),
        (text, code, place, step) => {
          const bytes = encode(text, code);
          const unit = code === 'utf-8' ? 1 : 2;
          const start = Math.min(place, bytes.length) & -unit;
          let window = openWindow(bytes.subarray(start), {
            encoding: code,
            startByte: start,
            isLineStart: start === 0,
            firstNumber: 1,
            lineEnd: 'lf',
          });
          while (window.startByte > 0) {
            // A piece without a line end would part a line where it has none: real pieces are longer than that.
            let from = Math.max(0, window.startByte - step * unit);
            let before = window;
            window = prependBytes(before, bytes.subarray(from, before.startByte), from === 0);
            while (from > 0 && (window.lines[0]?.isContinued || window.startByte === before.startByte)) {
              from = Math.max(0, from - step * unit);
              window = prependBytes(before, bytes.subarray(from, before.startByte), from === 0);
            }
            before = window;
          }
          const whole = openWindow(bytes, {
            encoding: code,
            startByte: 0,
            isLineStart: true,
            firstNumber: 1,
            lineEnd: 'lf',
          });
          const lines = all(window);
          const isWhole = !lines.some((line) => line.isContinued);
          expect(isWhole ? lines : all(whole)).toEqual(all(whole));
          expect(lines.map((line) => line.text).join('')).toBe(text.replaceAll('\n', ''));
          expect(window.firstNumber).toBe(1);
        },
      ),
      // The last bytes of one character.
      {
        examples: [
          ['😀', 'utf-8', 1, 8],
          ['😀', 'utf-16le', 2, 8],
        ],
      },
    );
  });

  it('numbers lines, and keeps counting when the first are given up', () => {
    const bytes = utf8('0123456789abcde\n'.repeat(62_500));
    let window = openWindow(bytes, { encoding: 'utf-8', startByte: 0, isLineStart: true, firstNumber: 1 });
    for (let times = 0; times < 4; times++) window = appendBytes(window, bytes);
    expect(window.endByte - window.startByte).toBeLessThanOrEqual(MAX_WINDOW_BYTES);
    expect(window.startByte).toBeGreaterThan(0);
    const numbers = lineNumbers(window, window.lines);
    expect(numbers?.[0]).toBe(window.startByte / 16 + 1);
    expect(numbers?.at(-1)).toBe(5 * 62_500);
    const back = prependBytes(window, bytes.subarray(0, 1_600), false);
    expect(back.startByte).toBe(window.startByte - 1_584);
    expect(lineNumbers(back, back.lines)?.[0]).toBe(back.startByte / 16 + 1);
  });

  it('starts behind the first line end when it opens in the middle, and does not number', () => {
    const window = openWindow(utf8('lf of a line\nnext\nlast'), {
      encoding: 'utf-8',
      startByte: 500,
      isLineStart: false,
    });
    expect(all(window)).toMatchObject([
      { startByte: 513, text: 'next' },
      { startByte: 518, text: 'last' },
    ]);
    expect(lineNumbers(window, window.lines)).toBeUndefined();
    expect(lineAtByte(window.lines, 515)).toBe(0);
  });

  it.each(['utf-8', 'utf-16le'] as const)(
    'cuts a line without an end into pieces between characters: %s',
    (code) => {
      const text = '한😀'.repeat(30_000);
      const window = openWindow(encode(`${text}\nend`, code), {
        encoding: code,
        startByte: 0,
        isLineStart: true,
        firstNumber: 1,
      });
      const lines = all(window);
      expect(
        lines
          .slice(0, -1)
          .map((line) => line.text)
          .join(''),
      ).toBe(text);
      expect(lines.slice(0, 2).map((line) => line.isContinued)).toEqual([false, true]);
      expect(lines[1]?.startByte).toBeLessThanOrEqual(MAX_LINE_BYTES);
      expect([...(lineNumbers(window, lines) ?? [])].filter((number) => number > 0)).toEqual([1, 2]);
    },
  );

  it('takes carriage returns for line ends where there are no others, and leaves them out before one', () => {
    expect(openAll('a\rb\rc')).toEqual(['a', 'b', 'c']);
    expect(openAll('a\r\nb\r\n')).toEqual(['a', 'b']);
  });
});

describe('findEncoding', () => {
  it.each([
    ['UTF-8', utf8('학습률 0.1\n'), 'utf-8', 0],
    ['UTF-8 with a mark', new Uint8Array([0xef, 0xbb, 0xbf, 0x61]), 'utf-8', 3],
    ['UTF-16 LE with a mark', new Uint8Array([0xff, 0xfe, 0x61, 0]), 'utf-16le', 2],
    ['UTF-16 BE with a mark', new Uint8Array([0xfe, 0xff, 0, 0x61]), 'utf-16be', 2],
    ['UTF-16 LE', utf16('epoch 1, loss 0.5\n', true), 'utf-16le', 0],
    ['UTF-16 BE', utf16('epoch 1, loss 0.5\n', false), 'utf-16be', 0],
    ['Latin-1', new Uint8Array([0x63, 0x61, 0x66, 0xe9, 0x0a]), 'windows-1252', 0],
    ['nothing', new Uint8Array(0), 'utf-8', 0],
    ['zeros', new Uint8Array(64), undefined, 0],
    [
      'small numbers of 16 bits',
      Uint8Array.from({ length: 400 }, (_, at) => (at % 2 ? 0 : at % 31)),
      undefined,
      0,
    ],
    ['a PNG', new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d]), undefined, 0],
  ] as const)('%s', (_, bytes, expected, bomBytes) => {
    expect(findEncoding(bytes, true)).toEqual({ encoding: expected, bomBytes });
  });

  it('knows UTF-8 that is cut anywhere', () => {
    const bytes = utf8('학습률과 손실, 😀 epoch');
    fc.assert(
      fc.property(fc.nat(bytes.length), fc.nat(bytes.length), (a, b) => {
        const piece = bytes.subarray(Math.min(a, b), Math.max(a, b));
        // One piece of a character alone is not told from Latin-1.
        fc.pre(piece.length >= 8);
        expect(findEncoding(piece, false).encoding).toBe('utf-8');
      }),
    );
  });
});

describe('readTerminal', () => {
  it('has colours as spans and no codes in the text', () => {
    const read = readTerminal(
      '\u001b[1;31merror\u001b[0m: \u001b[38;2;20;240;30mgreen\u001b[K\u001b]0;title\u0007 end',
    );
    expect(read.text).toBe('error: green end');
    expect(
      read.spans.map(({ start, end, look }) => [read.text.slice(start, end), look.color, look.isBold]),
    ).toEqual([
      ['error', 1, true],
      ['green', 10, false],
      [' end', 10, false],
    ]);
  });

  it('shows what a progress bar wrote last, and how often it wrote', () => {
    expect(readTerminal(' 10%|#\r 50%|###\r100%|######\r')).toMatchObject({
      text: '100%|######',
      overwrites: 2,
    });
  });

  it('leaves any other text alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        // oxlint-disable-next-line no-control-regex -- what terminals read
        fc.pre(!/[\u001b\r]/.test(text));
        expect(readTerminal(text).text).toBe(text);
      }),
    );
  });
});

describe('findInLines', () => {
  it('finds by case or without, with places that are true', () => {
    const lines = ['Loss loss', 'İstanbul loss', 'none'];
    const find = (isCaseKept: boolean) =>
      findInLines((line) => lines[line] ?? '', 0, lines.length, { text: 'loss', isCaseKept });
    expect(find(false).map(({ line, start }) => [line, start])).toEqual([
      [0, 0],
      [0, 5],
      [1, 9],
    ]);
    expect(find(true)).toHaveLength(2);
  });
});

describe('lineSegments', () => {
  it('joins to the text, each piece with one look and one mark', () => {
    const span = fc
      .tuple(fc.nat(20), fc.nat(20))
      .map(([a, b]) => ({ start: Math.min(a, b), end: Math.max(a, b) + 1 }));
    const apart = fc.array(span, { maxLength: 5 }).map((spans) => {
      let end = 0;
      return spans.flatMap(({ start, end: own }) => {
        const moved = { start: end + start, end: end + own, className: 'x' };
        end = moved.end;
        return [moved];
      });
    });
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), apart, apart, (text, looks, marks) => {
        const segments = lineSegments(text, looks, marks);
        expect(segments.map((segment) => segment.text).join('')).toBe(text);
        for (const { start, text: own, className, mark } of segments) {
          for (let at = start; at < start + own.length; at++) {
            expect(className !== undefined).toBe(looks.some((look) => look.start <= at && at < look.end));
            expect(mark).toBe(definedIndex(marks.findIndex((one) => one.start <= at && at < one.end)));
          }
        }
      }),
    );
  });
});
const openAll = (text: string) =>
  all(openWindow(utf8(text), { encoding: 'utf-8', startByte: 0, isLineStart: true })).map(
    (line) => line.text,
  );
const definedIndex = (index: number) => (index < 0 ? undefined : index);

describe('parseTextPlace', () => {
  it.each([
    ['120', { kind: 'line', number: 120 }],
    ['1,200', { kind: 'line', number: 1200 }],
    ['45%', { kind: 'percent', percent: 45 }],
    ['30 MB', { kind: 'byte', byte: 30_000_000 }],
    ['1.5kB', { kind: 'byte', byte: 1500 }],
    ['12b', { kind: 'byte', byte: 12 }],
    ['0', undefined],
    ['120%', undefined],
    ['x', undefined],
    ['', undefined],
  ])('%s', (typed, place) => {
    expect(parseTextPlace(typed)).toEqual(place);
  });
});

describe('hexLines', () => {
  it('shows offset, bytes and letters', () => {
    expect(hexLines(utf8('PK\u0003 archive of a model'))[0]).toBe(
      '00000000  50 4b 03 20 61 72 63 68  69 76 65 20 6f 66 20 61  PK. archive of a',
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIRST_CHILDREN, firstFolds, jsonRows, listMore, revealNode, toggleFold } from './json-rows.ts';
import { createJsonSearch } from './json-search.ts';
import {
  childrenOf,
  JSON_ARRAY,
  JSON_OBJECT,
  type JsonTape,
  JsonTapeReader,
  keyOf,
  pathOfNode,
  rawValue,
  readJsonTape,
  valueText,
} from './json-tape.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);
const tapeOf = (text: string) => readJsonTape(bytesOf(text));

/** What a tape stands for, built back. */
function valueOf(tape: JsonTape, node = 0): unknown {
  const kind = tape.kinds[node];
  const children = childrenOf(tape, node, 0, Number.POSITIVE_INFINITY);
  if (kind === JSON_ARRAY) return children.map((child) => valueOf(tape, child));
  if (kind === JSON_OBJECT) {
    return Object.fromEntries(children.map((child) => [keyOf(tape, child), valueOf(tape, child)]));
  }
  return JSON.parse(rawValue(tape, node));
}

function search(tape: JsonTape, needle: string): readonly number[] {
  const searching = createJsonSearch(tape, needle);
  while (!searching.search(7));
  return searching.found();
}

const json = fc.jsonValue({ noUnicodeString: false });

describe('a tape of JSON', () => {
  it('is the JSON, however it is sliced and spaced', () => {
    fc.assert(
      fc.property(
        json,
        fc.constantFrom(undefined, 2, '\t'),
        fc.integer({ min: 1, max: 50 }),
        (value, space, slice) => {
          const text = JSON.stringify(value, undefined, space);
          const reader = new JsonTapeReader(bytesOf(text));
          while (!reader.read(slice));
          const tape = reader.tape();
          expect(tape.problem).toBeUndefined();
          expect(valueOf(tape)).toEqual(JSON.parse(text));
        },
      ),
    );
  });

  it('that is cut short keeps what stands before, and says so', () => {
    fc.assert(
      fc.property(fc.oneof(fc.array(json), fc.dictionary(fc.string(), json)), fc.nat(), (value, cut) => {
        const bytes = bytesOf(JSON.stringify(value));
        const end = cut % bytes.length;
        const tape = readJsonTape(bytes.slice(0, end));
        expect(tape.problem?.code).toBe('ended');
        for (let node = 0; node < tape.count; node++) {
          expect(tape.ends[node]).toBeLessThanOrEqual(end);
          expect(tape.afters[node]).toBeLessThanOrEqual(tape.count);
        }
      }),
    );
  });

  it('takes any bytes', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array(), fc.string().map(bytesOf)), (bytes) => {
        const tape = readJsonTape(bytes);
        expect(jsonRows(tape, firstFolds(tape, 50)).length).toBeLessThanOrEqual(tape.count + 50);
      }),
    );
  });

  it('keeps numbers as they are written, and what Python writes for those that JSON has not', () => {
    const tape = tapeOf('[12345678901234567890, 1.10, 1E5, NaN, -Infinity, Infinity]');
    expect(childrenOf(tape, 0, 0, 9).map((node) => valueText(tape, node))).toEqual([
      '12345678901234567890',
      '1.10',
      '1E5',
      'NaN',
      '-Infinity',
      'Infinity',
    ]);
    expect(tape.problem).toBeUndefined();
  });

  it.each([
    ['', 'ended', 0],
    ['{"a": 1,}', 'unexpected', 8],
    ['[1 2]', 'unexpected', 3],
    ['{a: 1}', 'unexpected', 1],
    ['[1]]', 'more', 3],
    ['{"a":1}\n{"a":2}', 'more', 8],
    ['[tru', 'ended', 1],
    ['[truth]', 'unexpected', 1],
    ['[1.2.3]', 'unexpected', 1],
    ['"abc', 'ended', 4],
    ['[}', 'unexpected', 1],
  ])('%j: %s at %d', (text, code, byte) => expect(tapeOf(text).problem).toEqual({ code, byte }));

  it('of 1,000 levels is read and opened', () => {
    const tape = tapeOf(`${'['.repeat(1000)}${']'.repeat(1000)}`);
    expect([tape.count, tape.depth, tape.problem]).toEqual([1000, 1000, undefined]);
    expect(jsonRows(tape, firstFolds(tape, 2000))).toHaveLength(1000);
    expect(tapeOf('['.repeat(20_000)).problem?.code).toBe('deep');
  });

  it('names places as JSONPath does', () => {
    const tape = tapeOf('{"a": {"b c": [5, {"한": 1}]}}');
    const paths = Array.from({ length: tape.count }, (_, node) => pathOfNode(tape, node));
    expect(paths).toEqual(['$', '$.a', '$.a["b c"]', '$.a["b c"][0]', '$.a["b c"][1]', '$.a["b c"][1].한']);
  });
});

describe('rows of a tape', () => {
  it('lists the first values of a long list, and more when asked', () => {
    const tape = tapeOf(JSON.stringify(Array.from({ length: 2000 }, (_, value) => value)));
    const folds = firstFolds(tape, 100);
    const rows = jsonRows(tape, folds);
    expect(rows).toHaveLength(FIRST_CHILDREN + 2);
    expect(rows.at(-1)).toEqual({ node: 0, level: 1, more: 2000 - FIRST_CHILDREN });
    expect(jsonRows(tape, listMore(folds, 0))).toHaveLength(2001);
    expect(jsonRows(tape, revealNode(tape, folds, 1500)).at(-2)?.node).toBe(1500);
    expect(jsonRows(tape, toggleFold(folds, 0))).toHaveLength(1);
  });

  it('shows a value that is revealed', () => {
    fc.assert(
      fc.property(json, fc.nat(), (value, place) => {
        const tape = tapeOf(JSON.stringify(value));
        const node = place % tape.count;
        const rows = jsonRows(tape, revealNode(tape, { open: new Set(), listed: new Map() }, node));
        expect(rows.map((row) => row.node)).toContain(node);
      }),
    );
  });
});

describe('a search', () => {
  it('finds every key and text that holds the words, and nothing else', () => {
    const word = fc.constantFrom('lr', 'Lr', 'loss', '학습', '"', '\\', '5', 'a b', 'n', '\n');
    const value = fc.letrec((tie) => ({
      value: fc.oneof(word, fc.array(tie('value'), { maxLength: 4 }), fc.dictionary(word, tie('value'))),
    })).value;
    fc.assert(
      fc.property(value, word, (value, needle) => {
        const tape = tapeOf(JSON.stringify(value));
        const holds = (text: string | undefined) =>
          text?.toLowerCase().includes(needle.toLowerCase()) ?? false;
        const expected = Array.from({ length: tape.count }, (_, node) => node).filter((node) => {
          const isScalar = (tape.kinds[node] ?? 0) > JSON_ARRAY;
          return holds(keyOf(tape, node)) || (isScalar && holds(valueText(tape, node)));
        });
        expect(search(tape, needle)).toEqual(expected);
      }),
    );
  });

  it('finds what Python wrote as escapes', () => {
    expect(search(tapeOf(String.raw`{"\ud559\uc2b5": 1, "x": "\uD559\uC2B5"}`), '학습')).toEqual([1, 2]);
  });
});

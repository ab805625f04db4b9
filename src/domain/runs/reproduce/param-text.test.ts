import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { KeyText } from '../experiment.ts';
import { formatParamsJson, formatParamsPython, formatParamsYaml } from './param-text.ts';
import { flatParams, nestParams, type ParamNode, type ParamTree } from './param-tree.ts';
import { type ParamValue, readParamValue } from './param-value.ts';

const PARAMS = Object.entries({
  'model.lr': '1e-4',
  'model.name': 'resnet 50',
  'model.layers': '[64, 64]',
  'optim.nesterov': 'True',
  'optim.clip': 'None',
  epochs: '010',
  seed: '12345678901234567890',
  note: 'it is "말" \\ and\nmore',
  mode: 'no',
}).map(([key, value]) => ({ key, value }));

const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '__proto__',
    'y',
    'NO',
    '~',
    'null',
    '1e5',
    '0x1f',
    '1:30',
    '- a',
    '# b',
    '',
    ' ',
    'a: b',
    '[',
    '{a',
  ),
);
const value = fc.oneof(
  text,
  fc.double().map(String),
  fc.integer().map(String),
  fc.json({ maxDepth: 2 }),
  fc.constantFrom('True', 'False', 'None', 'true', 'null', 'nan', 'inf', '-inf', '1E5', '-0.5e-7', '1e400'),
);
const params: fc.Arbitrary<readonly KeyText[]> = fc.uniqueArray(
  fc.record({
    key: fc.oneof(
      text,
      fc.array(fc.constantFrom('a', 'b', ''), { maxLength: 4 }).map((all) => all.join('.')),
    ),
    value,
  }),
  { selector: ({ key }) => key, maxLength: 8 },
);

/** What a reader has to find, by the paths of the keys. */
function entriesOf(tree: ParamTree): readonly (readonly [string, unknown])[] {
  return [...tree].map(([key, node]) => [key, plainOf(node)]);
}

function plainOf(node: ParamNode): unknown {
  return typeof node === 'string' ? plainValue(readParamValue(node)) : entriesOf(node);
}

function plainValue(read: ParamValue): unknown {
  switch (read.kind) {
    case 'number':
      return Number(read.literal);
    case 'boolean':
      return read.value;
    case 'null':
      return null;
    case 'text':
      return read.text;
    case 'list':
      return read.items.map(plainValue);
    case 'object':
      return read.entries.map(([key, item]) => [key, plainValue(item)]);
  }
}

/** Objects as their entries, so that `__proto__` and the order are seen. */
function readEntries(found: unknown): unknown {
  if (found instanceof Map)
    return [...found].map(([key, item]: [unknown, unknown]) => [key, readEntries(item)]);
  if (Array.isArray(found)) return found.map((each: unknown) => readEntries(each));
  if (typeof found !== 'object' || found === null) return found;
  return Object.entries(found).map(([key, item]) => [key, readEntries(item)]);
}

function byKey(all: unknown): unknown {
  if (!Array.isArray(all)) return all;
  const isEntries = all.every(
    (each) => Array.isArray(each) && each.length === 2 && typeof each[0] === 'string',
  );
  const inner = all.map((each: unknown) => byKey(each));
  return isEntries ? inner.toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : inner;
}

describe('params as text', () => {
  it.each([
    ['nested', nestParams],
    ['flat', flatParams],
  ])('are read by JSON as what they were, %s', (_, toTree) => {
    fc.assert(
      fc.property(params, (list) => {
        const tree = toTree(list);
        expect(byKey(readEntries(JSON.parse(formatParamsJson(tree))))).toEqual(byKey(entriesOf(tree)));
      }),
    );
  });

  it.each(['1.1', '1.2'] as const)('are read by YAML %s as what they were', (version) => {
    fc.assert(
      fc.property(params, (list) => {
        const tree = nestParams(list);
        const found: unknown = parse(formatParamsYaml(tree), { version, mapAsMap: true });
        expect(byKey(readEntries(found))).toEqual(byKey(entriesOf(tree)));
      }),
      { numRuns: 300 },
    );
  });

  it('nest what has dots and keep the rest', () => {
    expect(formatParamsYaml(nestParams(PARAMS))).toBe(
      [
        'epochs: "010"',
        'mode: "no"',
        'model:',
        '  layers: [64, 64]',
        '  lr: 1.0e-4',
        '  name: "resnet 50"',
        String.raw`note: "it is \"말\" \\ and\nmore"`,
        'optim:',
        '  clip: null',
        '  nesterov: true',
        'seed: 12345678901234567890',
        '',
      ].join('\n'),
    );
  });

  it('are a dict that Python reads', () => {
    expect(formatParamsPython(nestParams(PARAMS))).toBe(
      [
        '{',
        '  "epochs": "010",',
        '  "mode": "no",',
        '  "model": {',
        '    "layers": [64, 64],',
        '    "lr": 1e-4,',
        '    "name": "resnet 50"',
        '  },',
        String.raw`  "note": "it is \"말\" \\ and\nmore",`,
        '  "optim": {',
        '    "clip": None,',
        '    "nesterov": True',
        '  },',
        '  "seed": 12345678901234567890',
        '}',
        '',
      ].join('\n'),
    );
  });

  it('of a run without any are an empty object', () => {
    const none = nestParams([]);
    expect([formatParamsJson(none), formatParamsYaml(none), formatParamsPython(none)]).toEqual([
      '{}\n',
      '{}\n',
      '{}\n',
    ]);
  });
});

describe('nested params', () => {
  it('are all there under their keys, whatever these are', () => {
    const flatten = (tree: ParamTree, path: string): readonly (readonly [string, string])[] =>
      [...tree].flatMap(([key, node]) =>
        typeof node === 'string' ? [[path + key, node] as const] : flatten(node, `${path}${key}.`),
      );
    fc.assert(
      fc.property(params, (list) => {
        const found = new Map(flatten(nestParams(list), ''));
        expect(found).toEqual(new Map(list.map((param) => [param.key, param.value])));
      }),
    );
  });

  it('keep a key that another param stands in the way of', () => {
    const list = ['model', 'model.lr', 'model.opt.name'].map((key) => ({ key, value: key }));
    expect([...nestParams(list).keys()]).toEqual(['model', 'model.lr', 'model.opt.name']);
  });
});

import type { ParamNode, ParamTree } from './param-tree.ts';
import { type ParamValue, readParamValue } from './param-value.ts';

const INDENT = '  ';

/** Two spaces an indent, a line break at the end. */
export function formatParamsJson(params: ParamTree): string {
  return `${braces(params, '', { quote: JSON.stringify, inline: inlineJson })}\n`;
}

/** A literal that Python reads as a dict. JSON's texts are Python's as well. */
export function formatParamsPython(params: ParamTree): string {
  return `${braces(params, '', { quote: JSON.stringify, inline: inlinePython })}\n`;
}

/** A block mapping that readers of YAML 1.1 (PyYAML) and 1.2 understand alike. */
export function formatParamsYaml(params: ParamTree): string {
  return params.size === 0 ? '{}\n' : yamlLines(params, '').join('');
}

interface BraceStyle {
  readonly quote: (text: string) => string;
  readonly inline: (value: ParamValue) => string;
}

function braces(tree: ParamTree, indent: string, style: BraceStyle): string {
  if (tree.size === 0) return '{}';
  const inner = indent + INDENT;
  const lines = [...tree].map(
    ([key, node]) => `${inner}${style.quote(key)}: ${braceNode(node, inner, style)}`,
  );
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function braceNode(node: ParamNode, indent: string, style: BraceStyle): string {
  return typeof node === 'string' ? style.inline(readParamValue(node)) : braces(node, indent, style);
}

function inlineJson(value: ParamValue): string {
  return inline(value, { scalar: jsonScalar, key: JSON.stringify });
}

function inlinePython(value: ParamValue): string {
  if (value.kind === 'boolean') return value.value ? 'True' : 'False';
  if (value.kind === 'null') return 'None';
  return inline(value, { scalar: inlinePython, key: JSON.stringify });
}

function jsonScalar(value: ParamValue): string {
  switch (value.kind) {
    case 'number':
      return value.literal;
    case 'boolean':
      return String(value.value);
    case 'null':
      return 'null';
    default:
      return inlineJson(value);
  }
}

interface InlineStyle {
  readonly scalar: (value: ParamValue) => string;
  readonly key: (text: string) => string;
}

function inline(value: ParamValue, { scalar, key }: InlineStyle): string {
  switch (value.kind) {
    case 'text':
      return key(value.text);
    case 'number':
      return value.literal;
    case 'list':
      return `[${value.items.map(scalar).join(', ')}]`;
    case 'object':
      return `{${value.entries.map(([name, item]) => `${key(name)}: ${scalar(item)}`).join(', ')}}`;
    default:
      return scalar(value);
  }
}

function* yamlEntries(tree: ParamTree, indent: string): Generator<string> {
  for (const [key, node] of tree) {
    const name = indent + yamlText(key);
    if (typeof node === 'string') yield `${name}: ${inlineYaml(readParamValue(node))}\n`;
    else if (node.size === 0) yield `${name}: {}\n`;
    else {
      yield `${name}:\n`;
      yield* yamlEntries(node, indent + INDENT);
    }
  }
}

function yamlLines(tree: ParamTree, indent: string): readonly string[] {
  return [...yamlEntries(tree, indent)];
}

function inlineYaml(value: ParamValue): string {
  if (value.kind === 'number') return yamlNumber(value.literal);
  if (value.kind === 'boolean') return String(value.value);
  if (value.kind === 'null') return 'null';
  if (value.kind === 'text') return yamlText(value.text);
  // In braces and brackets commas part the items: texts stand in quotes.
  return inline(value, {
    scalar: (item) => (item.kind === 'text' ? quoteYaml(item.text) : inlineYaml(item)),
    key: quoteYaml,
  });
}

/** `1e-4` is a text to YAML 1.1: its floats have a point, and a sign before the exponent. */
function yamlNumber(literal: string): string {
  const [mantissa = '', exponent] = literal.split(/e/i);
  if (exponent === undefined) return literal;
  const withPoint = mantissa.includes('.') ? mantissa : `${mantissa}.0`;
  return `${withPoint}e${/^[+-]/.test(exponent) ? exponent : `+${exponent}`}`;
}

/** A plain scalar that no reader takes for anything but this text. */
const PLAIN = /^[A-Za-z_](?:[\w./-]*[\w])?$/;
/** Words of YAML 1.1 that are values; `.` and `_` words of numbers do not begin with a letter. */
const YAML_WORDS = new Set([
  'y',
  'n',
  'yes',
  'no',
  'on',
  'off',
  'true',
  'false',
  'null',
  'none',
  'nan',
  'inf',
]);

function yamlText(text: string): string {
  return PLAIN.test(text) && !YAML_WORDS.has(text.toLowerCase()) ? text : quoteYaml(text);
}

/** JSON's quotes, and escapes for what YAML calls not printable or a line break. */
function quoteYaml(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007F-\u009F\u2028\u2029\uFEFF\uFFFE\uFFFF]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

import type { ParamTree } from './param-tree.ts';
import { type ParamValue, readParamValue } from './param-value.ts';

const INDENT = '  ';

/** Two spaces an indent, a line break at the end. */
export function formatParamsJson(params: ParamTree): string {
  return `${braces(params, '', inlineJson)}\n`;
}

/** A literal that Python reads as a dict. JSON's texts are Python's as well. */
export function formatParamsPython(params: ParamTree): string {
  return `${braces(params, '', inlinePython)}\n`;
}

/** A block mapping that readers of YAML 1.1 (PyYAML) and 1.2 understand alike. */
export function formatParamsYaml(params: ParamTree): string {
  return params.size === 0 ? '{}\n' : yamlLines(params, '').join('');
}

type Inline = (value: ParamValue) => string;

function braces(tree: ParamTree, indent: string, inline: Inline): string {
  if (tree.size === 0) return '{}';
  const inner = indent + INDENT;
  const lines = [...tree].map(([key, node]) => {
    const value = typeof node === 'string' ? inline(readParamValue(node)) : braces(node, inner, inline);
    return `${inner}${JSON.stringify(key)}: ${value}`;
  });
  return `{\n${lines.join(',\n')}\n${indent}}`;
}

function inlineJson(value: ParamValue): string {
  if (value.kind === 'boolean') return String(value.value);
  return value.kind === 'null' ? 'null' : inlineOther(value, inlineJson);
}

function inlinePython(value: ParamValue): string {
  if (value.kind === 'boolean') return value.value ? 'True' : 'False';
  return value.kind === 'null' ? 'None' : inlineOther(value, inlinePython);
}

/** What is written alike in JSON, Python and YAML's braces. */
function inlineOther(
  value: Exclude<ParamValue, { readonly kind: 'boolean' | 'null' }>,
  inline: Inline,
  quote: (text: string) => string = JSON.stringify,
): string {
  switch (value.kind) {
    case 'text':
      return quote(value.text);
    case 'number':
      return value.literal;
    case 'list':
      return `[${value.items.map(inline).join(', ')}]`;
    case 'object':
      return `{${value.entries.map(([key, item]) => `${quote(key)}: ${inline(item)}`).join(', ')}}`;
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
  return value.kind === 'text' ? yamlText(value.text) : yamlItem(value);
}

/** In braces and brackets commas part the items: texts stand in quotes. */
function yamlItem(value: ParamValue): string {
  if (value.kind === 'number') return yamlNumber(value.literal);
  if (value.kind === 'boolean') return String(value.value);
  return value.kind === 'null' ? 'null' : inlineOther(value, yamlItem, quoteYaml);
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

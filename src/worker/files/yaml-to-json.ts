import { isAlias, isMap, isScalar, isSeq, type Node, parseAllDocuments } from 'yaml';

export interface YamlAsJson {
  /** One value; several documents are a list. */
  readonly json: string;
  /** 1-based, of the first place that is no YAML; what stands before is in `json`. */
  readonly brokenLine: number | undefined;
  readonly documentCount: number;
}

/**
 * YAML as the text of the same JSON. Numbers stay as they are written (`1e-3`, `0x1F` becomes 31), dates are texts, an
 * alias is the text `*name`: following it could make a small file endless.
 */
export function yamlToJson(text: string): YamlAsJson {
  const documents = parseAllDocuments(text, { strict: false, uniqueKeys: false, logLevel: 'silent' });
  if (documents.length === 0) return { json: 'null', brokenLine: undefined, documentCount: 0 };
  const values = documents.map(({ contents }) => write(contents));
  const broken = documents.flatMap(({ errors }) => errors)[0];
  return {
    json: values.length === 1 ? (values[0] ?? 'null') : `[${values.join(',')}]`,
    brokenLine: broken?.linePos?.[0].line,
    documentCount: documents.length,
  };
}

function write(node: unknown): string {
  if (isMap(node))
    return `{${node.items.map((pair) => `${writeKey(pair.key)}:${write(pair.value)}`).join(',')}}`;
  if (isSeq(node)) return `[${node.items.map((item) => write(item)).join(',')}]`;
  if (isAlias(node)) return JSON.stringify(`*${node.source}`);
  if (isScalar(node)) return writeScalar(node.value, node.source);
  return 'null';
}

function writeKey(key: unknown): string {
  if (isScalar(key)) return JSON.stringify(key.source ?? String(key.value));
  return JSON.stringify(isNode(key) ? key.toString() : String(key));
}

function isNode(value: unknown): value is Node {
  return isMap(value) || isSeq(value) || isAlias(value);
}

/** As JSON has numbers; `.5`, `1_000` and `0x1F` are YAML's alone. */
const JSON_NUMBER = /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

function writeScalar(value: unknown, source: string | undefined): string {
  if (typeof value === 'number' || typeof value === 'bigint') {
    return source !== undefined && JSON_NUMBER.test(source) ? source : String(value);
  }
  if (typeof value === 'boolean' || value === null) return String(value);
  return JSON.stringify(typeof value === 'string' ? value : (source ?? ''));
}

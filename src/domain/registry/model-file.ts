import { parse } from 'yaml';
import type { RunId } from '../runs/run.ts';

/** What the file `MLmodel` beside a model tells of it (`mlflow/models/model.py`). */
export interface ModelFile {
  /** `sklearn`, `python_function`: what it can be loaded as. */
  readonly flavors: readonly string[];
  readonly inputs: readonly SignatureColumn[] | undefined;
  readonly outputs: readonly SignatureColumn[] | undefined;
  readonly params: readonly SignatureColumn[] | undefined;
  readonly runId: RunId | undefined;
  readonly mlflowVersion: string | undefined;
}

export interface SignatureColumn {
  readonly name: string;
  readonly type: string;
  readonly isOptional: boolean;
}

/** Undefined: no YAML, or not of a model. */
export function readModelFile(text: string): ModelFile | undefined {
  const file = parseYaml(text);
  if (!isRecord(file) || !isRecord(file['flavors'])) return undefined;
  const signature = isRecord(file['signature']) ? file['signature'] : {};
  return {
    flavors: Object.keys(file['flavors']),
    inputs: readColumns(signature['inputs']),
    outputs: readColumns(signature['outputs']),
    params: readColumns(signature['params']),
    runId: readText(file['run_id']) as RunId | undefined,
    mlflowVersion: readText(file['mlflow_version']),
  };
}

/** Lines of a signature's schema, written as JSON: columns, tensors, or params with defaults. */
function readColumns(text: unknown): readonly SignatureColumn[] | undefined {
  if (typeof text !== 'string') return undefined;
  const parsed = parseYaml(text);
  if (!Array.isArray(parsed)) return undefined;
  return parsed.filter(isRecord).map((column, index) => ({
    name: readText(column['name']) ?? String(index),
    type: typeOf(column),
    isOptional: column['required'] === false || column['optional'] === true,
  }));
}

function typeOf(column: Readonly<Record<string, unknown>>): string {
  const tensor = column['tensor-spec'];
  if (isRecord(tensor)) {
    const shape = Array.isArray(tensor['shape']) ? ` [${tensor['shape'].join(', ')}]` : '';
    return `${readText(tensor['dtype']) ?? ''}${shape}`;
  }
  const type = readText(column['type']) ?? '';
  const hasDefault = column['default'] !== undefined && column['default'] !== null;
  return hasDefault ? `${type} = ${JSON.stringify(column['default'])}` : type;
}

/** JSON is YAML, too. */
function parseYaml(text: string): unknown {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

export interface SignatureLine {
  readonly part: 'inputs' | 'outputs' | 'params';
  readonly name: string;
  /** One for each model; undefined: it has no such line. */
  readonly types: readonly (string | undefined)[];
  readonly isSame: boolean;
}

/** Signatures side by side, by the names of their lines; undefined: one of which nothing is known, and which differs in nothing. */
export function compareSignatures(files: readonly (ModelFile | undefined)[]): readonly SignatureLine[] {
  return (['inputs', 'outputs', 'params'] as const).flatMap((part) => {
    const columns = files.map((file) => new Map(file?.[part]?.map((each) => [each.name, each])));
    const names = new Set(columns.flatMap((each) => [...each.keys()]));
    return [...names].map((name) => {
      const types = columns.map((each) => {
        const column = each.get(name);
        return column && `${column.type}${column.isOptional ? '?' : ''}`;
      });
      const known = types.filter((_, index) => files[index] !== undefined);
      return { part, name, types, isSame: new Set(known).size <= 1 };
    });
  });
}

function readText(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

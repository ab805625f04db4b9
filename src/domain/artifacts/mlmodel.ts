/** What an `MLmodel` file says of a model (mlflow/models/model.py). */
export interface ModelCard {
  readonly flavors: readonly ModelFlavor[];
  readonly inputs: readonly SchemaColumn[];
  readonly outputs: readonly SchemaColumn[];
  readonly params: readonly SchemaColumn[];
  readonly modelId: string | undefined;
  readonly runId: string | undefined;
  readonly mlflowVersion: string | undefined;
  readonly createdAt: string | undefined;
  readonly modelSizeBytes: number | undefined;
  readonly modelType: string | undefined;
}

export interface ModelFlavor {
  readonly name: string;
  /** Versions and settings, as written: `sklearn_version: 1.5.0`. */
  readonly facts: readonly (readonly [string, string])[];
}

export interface SchemaColumn {
  /** Undefined of columns and tensors without a name. */
  readonly name: string | undefined;
  /** `double`, `tensor float32 (-1, 784)`. */
  readonly type: string;
  readonly isRequired: boolean;
}

type Json = Record<string, unknown>;

/** Undefined where `value` (the YAML of the file) names no flavors: no model, or a file of that name. */
export function decodeModelCard(value: unknown): ModelCard | undefined {
  if (!isObject(value) || !isObject(value['flavors'])) return undefined;
  const signature = isObject(value['signature']) ? value['signature'] : {};
  const size = value['model_size_bytes'];
  return {
    flavors: Object.entries(value['flavors']).map(([name, facts]) => ({ name, facts: factsOf(facts) })),
    inputs: decodeSchema(signature['inputs']),
    outputs: decodeSchema(signature['outputs']),
    params: decodeSchema(signature['params']),
    modelId: textOf(value['model_id']),
    runId: textOf(value['run_id']),
    mlflowVersion: textOf(value['mlflow_version']),
    createdAt: textOf(value['utc_time_created']),
    modelSizeBytes: typeof size === 'number' ? size : undefined,
    modelType: textOf(value['model_type']),
  };
}

function factsOf(value: unknown): readonly (readonly [string, string])[] {
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, fact]) =>
    fact === null || fact === undefined ? [] : [[key, factText(fact)] as const],
  );
}

function factText(fact: unknown): string {
  return typeof fact === 'string' ? fact : JSON.stringify(fact);
}

/** Schemas are JSON inside a text. */
function decodeSchema(written: unknown): readonly SchemaColumn[] {
  const value = typeof written === 'string' ? tryJson(written) : written;
  if (!Array.isArray(value)) return [];
  return value.flatMap((column: unknown) =>
    isObject(column)
      ? [
          {
            name: textOf(column['name']),
            type: typeText(column),
            isRequired: column['required'] !== false && column['optional'] !== true,
          },
        ]
      : [],
  );
}

function typeText(column: Json): string {
  const type = textOf(column['type']) ?? '?';
  const spec = column['tensor-spec'];
  if (type === 'tensor' && isObject(spec)) {
    const shape = Array.isArray(spec['shape']) ? spec['shape'].join(', ') : '';
    return `tensor ${textOf(spec['dtype']) ?? ''} (${shape})`;
  }
  if (type === 'array' && isObject(column['items'])) return `array of ${typeText(column['items'])}`;
  if (type === 'object' && isObject(column['properties'])) {
    const parts = Object.entries(column['properties']).map(
      ([name, part]) => `${name}: ${isObject(part) ? typeText(part) : '?'}`,
    );
    return `object { ${parts.join(', ')} }`;
  }
  const fallback = column['default'];
  return fallback === undefined || fallback === null ? type : `${type} = ${factText(fallback)}`;
}

const PYFUNC = 'python_function';
/** Flavours whose Python module has another name. */
const MODULES: Record<string, string> = { [PYFUNC]: 'pyfunc' };

/** Python that loads it: in its own flavour first, then as the one that every model has. */
export function loadingCode(card: ModelCard, modelUri: string): string {
  const own = card.flavors.map(({ name }) => name).filter((name) => name !== PYFUNC);
  const lines = ['import mlflow', '', `model_uri = ${JSON.stringify(modelUri)}`];
  for (const name of own.filter((flavor) => /^[a-z][a-z\d_]*$/.test(flavor))) {
    lines.push('', `model = mlflow.${MODULES[name] ?? name}.load_model(model_uri)`);
  }
  if (card.flavors.some(({ name }) => name === PYFUNC)) {
    lines.push('', 'model = mlflow.pyfunc.load_model(model_uri)', 'predictions = model.predict(data)');
  }
  return lines.join('\n');
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

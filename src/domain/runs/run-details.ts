import type { ExperimentId } from './experiment.ts';
import type { DatasetInput, RunId } from './run.ts';

/** What only a run's own page shows: too much to be read with every row. */
export interface RunDetails {
  readonly datasets: readonly DatasetDetails[];
  /** Models that the run logged, the newest first. */
  readonly models: readonly LoggedModel[];
}

/** Texts as logged, mostly JSON; undefined where none was logged. */
export interface DatasetDetails extends DatasetInput {
  readonly schema: string | undefined;
  readonly profile: string | undefined;
  readonly source: string | undefined;
}

export interface LoggedModel {
  /** `m-…` of MLflow 3; undefined for a model among the run's artifacts (MLflow 2). */
  readonly id: string | undefined;
  readonly name: string;
  /** What a version of a registered model is made from. */
  readonly source: string;
  /** `sklearn`, `transformers`: what it can be loaded as. */
  readonly flavor: string | undefined;
  readonly createdMs: number | undefined;
}

/** A model that a run logged, as an entity of its own (MLflow 3). */
export interface ModelOfRun extends Pick<LoggedModel, 'name' | 'flavor'> {
  readonly runId: RunId;
}

/** Where a logged model of MLflow 3 came from. */
export interface LoggedModelOrigin {
  readonly name: string;
  readonly experimentId: ExperimentId;
  /** Undefined: it was logged outside of any run. */
  readonly runId: RunId | undefined;
}

export interface ModelToRegister {
  /** Name of the registered model, which is made where it is not there. */
  readonly model: string;
  readonly runId: string;
  readonly source: string;
}

/** One version of a registered model. */
export interface VersionName {
  readonly model: string;
  readonly version: string;
}

/** A column of a dataset, as `mlflow_colspec` or `mlflow_tensorspec` of its schema names it. */
export interface DatasetColumn {
  readonly name: string;
  readonly type: string;
}

/**
 * Columns of a dataset's schema (`mlflow/types/schema.py`, `mlflow/data/*_dataset.py`): a list of columns, tensors with
 * their shapes, or features and targets apart. Undefined where it is written otherwise.
 */
export function readDatasetColumns(schema: string | undefined): readonly DatasetColumn[] | undefined {
  const parsed = parseRecord(schema);
  if (!parsed) return undefined;
  const { mlflow_colspec: columns, mlflow_tensorspec: tensors } = parsed;
  if (columns !== undefined) return readSpecs(columns, '');
  if (tensors === undefined) return undefined;
  if (Array.isArray(tensors)) return readSpecs(tensors, '');
  const parts = Object.entries(isRecord(tensors) ? tensors : {});
  const all = parts.flatMap(([part, specs]) => readSpecs(readNested(specs), part) ?? []);
  return all.length > 0 ? all : undefined;
}

/** Counts of a profile (`{"num_rows": 10}`), and whatever else of numbers and texts stands in it. */
export function readDatasetProfile(
  profile: string | undefined,
): readonly { readonly key: string; readonly value: string }[] | undefined {
  const parsed = parseRecord(profile);
  if (!parsed) return undefined;
  return Object.entries(parsed).map(([key, value]) => ({
    key,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}

/** `features` is itself written as JSON by some releases. */
function readNested(specs: unknown): unknown {
  if (typeof specs !== 'string') return specs;
  try {
    return JSON.parse(specs);
  } catch {
    return undefined;
  }
}

function readSpecs(specs: unknown, part: string): readonly DatasetColumn[] | undefined {
  if (!Array.isArray(specs)) return undefined;
  return specs.filter(isRecord).map((spec, index) => {
    const name = typeof spec['name'] === 'string' ? spec['name'] : String(index);
    return { name: part === '' ? name : `${part}.${name}`, type: typeOf(spec) };
  });
}

function typeOf(spec: Readonly<Record<string, unknown>>): string {
  const tensor = spec['tensor-spec'];
  if (isRecord(tensor)) {
    const shape = Array.isArray(tensor['shape']) ? ` [${tensor['shape'].join(', ')}]` : '';
    return `${typeof tensor['dtype'] === 'string' ? tensor['dtype'] : ''}${shape}`;
  }
  return typeof spec['type'] === 'string' ? spec['type'] : '';
}

function parseRecord(text: string | undefined): Readonly<Record<string, unknown>> | undefined {
  if (text === undefined) return undefined;
  try {
    const parsed: unknown = JSON.parse(text);
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

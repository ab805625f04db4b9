import { numbersOfTexts, parseNumberText } from '../runs/text-value.ts';
import { findCell, type MetricColumn, type TextColumn } from '../runs/run-column.ts';
import { definedMs, type RunFrame } from '../runs/run-frame.ts';
import { RUN_STATUSES, type RunId, TAG_NOTE, TAG_PARENT_RUN } from '../runs/run.ts';
import { durationAt } from '../runs/silent-run.ts';
import type { AttributeField, Field } from './ast.ts';
import { type EvaluationContext, movingNowMs } from './evaluation-context.ts';
import { isRunIdText, typeOfField } from './fields.ts';

/** Undefined: the run has none. Null: not computed yet. */
export type NumberAt = (row: number) => number | undefined | null;

/** Where the texts of a field are. */
export type TextSource =
  /** Each different text is looked at once. `aliasOf`: what else the text is called, and may be compared as. */
  | {
      readonly kind: 'column';
      readonly column: TextColumn | undefined;
      aliasOf?(text: string): string | undefined;
    }
  | { readonly kind: 'row'; textAt(row: number): string | undefined }
  /** Several in one run: a condition is true where any of them fits. Undefined: not known. */
  | { readonly kind: 'many'; textsAt(row: number): readonly string[] | undefined };

const TAG_RUN_NAME = 'mlflow.runName';

/** The texts of a param, tag, text attribute, dataset, alias or model. */
export function textSourceOf(field: Field, context: EvaluationContext): TextSource {
  const { frame, subject } = context;
  if (subject) return { kind: 'many', textsAt: (row) => subject.textsAt(field, row) };
  switch (field.kind) {
    case 'param':
      return { kind: 'column', column: frame.params.get(field.key) };
    case 'tag':
      return { kind: 'column', column: frame.tags.get(field.key) };
    case 'attribute':
      return attributeSource(field.key, context);
    case 'dataset': {
      const { key } = field;
      const textsAt = (row: number) =>
        context.datasets(row).flatMap((dataset) => (dataset[key] === undefined ? [] : [dataset[key]]));
      return { kind: 'many', textsAt };
    }
    case 'alias':
      return { kind: 'many', textsAt: (row) => context.registered(row)?.aliases };
    case 'model':
      return { kind: 'many', textsAt: (row) => context.registered(row)?.models };
    case 'metric':
      return { kind: 'column', column: undefined };
  }
}

function attributeSource(key: AttributeField, context: EvaluationContext): TextSource {
  const { frame } = context;
  switch (key) {
    case 'name':
      return nameSource(frame);
    case 'user':
      return { kind: 'column', column: frame.users };
    case 'parent':
      return {
        kind: 'column',
        column: frame.tags.get(TAG_PARENT_RUN),
        aliasOf: (id) => parentName(frame, id),
      };
    case 'note':
      return { kind: 'column', column: frame.tags.get(TAG_NOTE) };
    case 'run_id':
      return { kind: 'row', textAt: (row) => frame.ids[row] };
    case 'status':
      return { kind: 'row', textAt: (row) => RUN_STATUSES[frame.statusCodes[row] ?? -1] };
    case 'artifact_uri':
      return { kind: 'row', textAt: (row) => context.artifactUri(row) };
    case 'experiment_id':
      return { kind: 'row', textAt: (row) => frame.experimentIds[row] };
    case 'experiment':
      return { kind: 'row', textAt: (row) => experimentNameAt(context, row) };
    case 'start_time':
    case 'end_time':
    case 'duration':
      return { kind: 'column', column: undefined };
  }
}

/** Undefined where the parent is not loaded. A name that looks like an id would be taken for another run. */
function parentName({ rowOf, names }: RunFrame, id: string): string | undefined {
  const name = names[rowOf.get(id as RunId) ?? -1];
  return name === undefined || isRunIdText(name) ? undefined : name;
}

function experimentNameAt(context: EvaluationContext, row: number): string | undefined {
  const id = context.frame.experimentIds[row];
  return id === undefined ? undefined : context.experimentName(id);
}

/** MLflow compares the tag in place of the attribute (sqlalchemy_store.py), so a run without the tag has no name. */
function nameSource(frame: RunFrame): TextSource {
  const column = frame.tags.get(TAG_RUN_NAME);
  if (column) return { kind: 'column', column };
  return { kind: 'row', textAt: (row) => frame.names[row] || undefined };
}

/** The numbers of a metric, a time or duration (ms), or of a param's or tag's text where it is one. */
export function numberAtOf(field: Field, context: EvaluationContext): NumberAt {
  const { subject } = context;
  if (subject && !isTextField(field)) return (row) => subject.numberAt(field, row);
  if (field.kind === 'metric') return metricReader(context.frame.metrics.get(field.key), 'values');
  const time = field.kind === 'attribute' ? timeReader(field.key, context) : undefined;
  return time ?? textNumberReader(textSourceOf(field, context));
}

function isTextField(field: Field): boolean {
  const type = typeOfField(field);
  return type === 'text' || type === 'any';
}

function timeReader(key: AttributeField, context: EvaluationContext): NumberAt | undefined {
  const { frame } = context;
  if (key === 'start_time') return (row) => definedMs(frame.startsMs[row]);
  if (key === 'end_time') return (row) => definedMs(frame.endsMs[row]);
  if (key !== 'duration') return undefined;
  const nowMs = movingNowMs(context);
  return (row) => durationAt(frame, row, nowMs);
}

export function metricReader(
  column: MetricColumn | undefined,
  part: 'values' | 'steps' | 'timestampsMs',
): NumberAt {
  if (!column) return () => undefined;
  const numbers = column[part];
  const find = createFinder(column);
  return (row) => {
    const place = find(row);
    return place < 0 ? undefined : numbers[place];
  };
}

/** The last step of any metric. */
export function lastStepReader(frame: RunFrame): NumberAt {
  const steps: number[] = Array.from({ length: frame.ids.length }, () => Number.NaN);
  for (const column of frame.metrics.values()) {
    column.rows.forEach((row, place) => {
      const step = column.steps[place] ?? Number.NaN;
      if (!(step <= (steps[row] ?? Number.NaN))) steps[row] = step;
    });
  }
  return (row) => definedMs(steps[row]);
}

/** Whether the text of a row passes, or any of several. `isNegative`: its alias has to pass too. */
export function compileTextTest(
  source: TextSource,
  test: (text: string) => boolean,
  isNegative = false,
): (row: number) => boolean {
  if (source.kind === 'many') return (row) => source.textsAt(row)?.some((text) => test(text)) ?? false;
  if (source.kind === 'row') {
    return (row) => {
      const text = source.textAt(row);
      return text !== undefined && test(text);
    };
  }
  const { column } = source;
  if (!column) return () => false;
  const passes = (text: string): boolean => {
    const alias = source.aliasOf?.(text);
    const isFit = test(text);
    return alias === undefined || isFit !== isNegative ? isFit : test(alias);
  };
  const verdicts: (boolean | undefined)[] = [];
  const find = createFinder(column);
  return (row) => {
    const place = find(row);
    if (place < 0) return false;
    const code = column.codes[place] ?? 0;
    return (verdicts[code] ??= passes(column.texts[code] ?? ''));
  };
}

/** One text of a row; several are joined by commas. */
export function textReader(source: TextSource): (row: number) => string | undefined | null {
  if (source.kind === 'row') return (row) => source.textAt(row);
  if (source.kind === 'many') {
    return (row) => {
      const texts = source.textsAt(row);
      return texts ? texts.join(', ') || undefined : null;
    };
  }
  const { column } = source;
  if (!column) return () => undefined;
  const find = createFinder(column);
  return (row) => {
    const place = find(row);
    return place < 0 ? undefined : column.texts[column.codes[place] ?? 0];
  };
}

function textNumberReader(source: TextSource): NumberAt {
  if (source.kind !== 'column') {
    const read = textReader(source);
    return (row) => parseNumberText(read(row) ?? '');
  }
  const { column } = source;
  if (!column) return () => undefined;
  const numbers = numbersOfTexts(column.texts);
  const find = createFinder(column);
  return (row) => {
    const place = find(row);
    return place < 0 ? undefined : numbers[column.codes[place] ?? 0];
  };
}

/** `findCell` for rows that mostly come one after the other: the next cell is looked at before searching. */
function createFinder(column: MetricColumn | TextColumn): (row: number) => number {
  const { rows } = column;
  let last = -1;
  return (row) => {
    if (rows[row] === row) return row;
    const next = rows[last + 1];
    if (next === row) return ++last;
    // Between the last found cell and the next there is none.
    if (next !== undefined && next > row && (rows[last] ?? -1) < row) return -1;
    const place = findCell(column, row);
    if (place >= 0) last = place;
    return place;
  };
}

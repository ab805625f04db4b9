import { formatValue } from '../../base/format-number.ts';
import type { ValueAt } from '../../domain/expression/evaluate-value.ts';
import { compileLegend, parseLegend } from '../../domain/charts/legend-template.ts';
import { parseRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import type { ColumnValues } from '../runs/column-values.ts';
import type { KeyCatalogue, LegendReply, LegendRequest, TextsRequest } from '../runs/runs-protocol.ts';

/** More than these make a tooltip of ten runs taller than a card. */
const MOST_VARYING = 4;
/** A longer text is no setting that one compares at a glance. */
const LONGEST_VARYING = 40;

/** What lines of runs are called by a template, and what else is told of each; runs that are not loaded have no text. */
export function readLegend(
  { ids, template, fields }: LegendRequest,
  values: ColumnValues,
  catalogue: Pick<KeyCatalogue, 'params'>,
): LegendReply {
  const rows = ids.map((id) => values.frame.rowOf.get(id));
  const parsed = template.trim() === '' ? undefined : parseLegend(template);
  const nameAt = parsed?.ok ? compileLegend(parsed.parts, values.context, write) : undefined;
  const columns = fields
    ? fields.map(parseRunColumn).filter((column) => column !== undefined)
    : varyingParams(rows, values, catalogue);
  const readers = columns.map((column) => ({ name: nameOf(column), read: values.readerOf(column) }));
  return {
    isTemplateWrong: parsed?.ok === false,
    texts: rows.map((row) =>
      row === undefined
        ? undefined
        : {
            label: nameAt?.(row).trim() || undefined,
            details: readers
              .map(({ name, read }) => [name, write(read(row))] as const)
              .filter(([, text]) => text !== '')
              .map(([name, text]) => `${name} ${text}`)
              .join(' · '),
          },
    ),
  };
}

/** Values of one column as they were logged; undefined: the run is not loaded, or has none. */
export function readTexts(
  { ids, column }: TextsRequest,
  values: ColumnValues,
): readonly (string | undefined)[] {
  const parsed = parseRunColumn(column);
  const read = parsed && values.readerOf(parsed);
  return ids.map((id) => {
    const row = values.frame.rowOf.get(id);
    const value = row === undefined ? undefined : read?.(row);
    return value === undefined || value === null ? undefined : String(value);
  });
}

/** Params that differ between these runs, but for those that name each run. */
function varyingParams(
  rows: readonly (number | undefined)[],
  values: ColumnValues,
  { params }: Pick<KeyCatalogue, 'params'>,
): readonly RunColumn[] {
  const found: RunColumn[] = [];
  for (const { key, isVarying, isUniquePerRun } of params) {
    if (found.length === MOST_VARYING) break;
    if (!isVarying || isUniquePerRun) continue;
    const column: RunColumn = { kind: 'param', key };
    const read = values.readerOf(column);
    const texts = rows.flatMap((row) => (row === undefined ? [] : [write(read(row))]));
    if (new Set(texts).size > 1 && texts.every(({ length }) => length <= LONGEST_VARYING)) found.push(column);
  }
  return found;
}

/** The last part of a nested name tells enough beside a value. */
function nameOf(column: RunColumn): string {
  return column.key.split(/[./]/).at(-1) || column.key;
}

function write(value: ReturnType<ValueAt>): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'number' ? formatValue(value) : value;
}

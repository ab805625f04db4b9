import type { ReactNode } from 'react';
import { formatCount, formatFullValue, formatValue } from '../../base/format-number.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { deltaOf, type ValueDelta } from '../../domain/statistics/table-delta.ts';
import { m } from '../../paraglide/messages.js';
import type { AgainstCell, RunRow } from '../../worker/runs/runs-protocol.ts';
import css from './run-columns.module.css';
import type { KeyColumn, ShownDelta } from './key-columns.tsx';

/** What a delta needs beside the value. */
export const DELTA_WIDTH_PX = 68;
/** What the step needs that it is taken at. */
const STEP_WIDTH_PX = 66;

interface DeltaColumn extends Pick<KeyColumn, 'column' | 'index' | 'delta'> {
  readonly direction: Direction | undefined;
}

export interface DeltaCells {
  /** The value with its delta beside it. */
  readonly cell: (row: RunRow, value: ReactNode) => ReactNode;
  /** Both with every digit; undefined where there is no delta. */
  readonly title: (row: RunRow, value: string) => string | undefined;
  readonly widthPx: number;
}

/** Undefined for columns that are not measured against a baseline. */
export function deltaCells({ column, index, delta, direction }: DeltaColumn): DeltaCells | undefined {
  if (!delta || !isMeasured({ column, delta })) return undefined;
  const className = [css['delta'], delta.hasSteps && css['hasStep']].filter(Boolean).join(' ');
  const read = (row: RunRow) => readDelta(row, index, delta, direction);
  return {
    widthPx: DELTA_WIDTH_PX + (delta.hasSteps ? STEP_WIDTH_PX : 0),
    cell: (row, value) => {
      const found = read(row);
      if (!found) {
        return value === undefined ? (
          value
        ) : (
          <>
            {value}
            <span className={className} />
          </>
        );
      }
      const { step } = found.against;
      return (
        <>
          {value}
          <span className={className} data-verdict={found.verdict} data-at-step={step}>
            {signed(found.delta, delta.mode, shortNumber)}
            {step === undefined ? null : (
              <i className={css['atStep']}>{m.delta_at_step({ step: shortStep(step) })}</i>
            )}
          </span>
        </>
      );
    },
    title: (row, value) => {
      const found = read(row);
      if (!found) return undefined;
      const { step, value: level } = found.against;
      const told = {
        value,
        delta: signed(found.delta, delta.mode, formatFullValue),
        against: formatFullValue(level),
      };
      return step === undefined
        ? m.delta_title(told)
        : m.delta_title_step({ ...told, step: formatCount(step) });
    },
  };
}

/** Steps and times are neither better nor worse, and what a param is to another one nobody asks. */
export function isMeasured({ column, delta }: Pick<KeyColumn, 'column' | 'delta'>): boolean {
  if (!delta) return false;
  if (column.kind === 'metric' || column.kind === 'expression') return true;
  if (column.kind === 'family') return column.part === 'mean';
  return column.kind === 'statistic' && !UNMEASURED.has(column.statistic.name);
}

const UNMEASURED: ReadonlySet<string> = new Set([
  'step_of_best',
  'last_step',
  'last_logged',
  'first_nonfinite',
]);

function readDelta(
  row: RunRow,
  index: number,
  { mode, baseline }: ShownDelta,
  direction: Direction | undefined,
): (ValueDelta & { readonly against: AgainstCell }) | undefined {
  const value = row.cells[index];
  const against = row.against?.[index];
  if (row.id === baseline || typeof value !== 'number' || !against) return undefined;
  const delta = deltaOf(value, against.value, mode, direction);
  return delta && { ...delta, against };
}

function signed(delta: number, mode: ShownDelta['mode'], format: (value: number) => string): string {
  const sign = delta > 0 ? '+' : delta < 0 ? '\u2212' : '\u00b1';
  return `${sign}${format(Math.abs(delta))}${mode === 'percent' ? '%' : ''}`;
}

/** Three digits tell how large a difference is; all of them are on hover. */
function shortNumber(value: number): string {
  return formatValue(Number(value.toPrecision(3)));
}

/** `40k`: whole thousands short, others as they are. */
function shortStep(step: number): string {
  if (step >= 1_000_000 && step % 100_000 === 0) return `${step / 1_000_000}M`;
  return step >= 10_000 && step % 1_000 === 0 ? `${step / 1_000}k` : formatCount(step);
}

import type { ReactNode } from 'react';
import { formatCount, formatFullValue, formatValue } from '../../base/format-number.ts';
import type { BandView } from '../../domain/charts/band-view.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { deltaOf, type ValueDelta } from '../../domain/statistics/table-delta.ts';
import { m } from '../../paraglide/messages.js';
import { centreText } from '../../parts/chart-card/band-words.ts';
import { intervalOfDelta } from '../../parts/comparison-words.ts';
import type { GroupAgainst } from '../../worker/runs/groups-protocol.ts';
import type { AgainstCell, AgainstGap } from '../../worker/runs/baseline-protocol.ts';
import css from './run-columns.module.css';
import type { KeyColumn, ShownDelta } from './key-columns.tsx';

/** What a delta needs beside the value. */
export const DELTA_WIDTH_PX = 68;
/** What the step needs that it is taken at. */
const STEP_WIDTH_PX = 66;

interface DeltaColumn extends Pick<KeyColumn, 'column' | 'delta'> {
  readonly direction: Direction | undefined;
}

/** A value of a row, with what it is measured against. */
export interface MeasuredCell {
  readonly rowId: string;
  /** Undefined: it is no number. */
  readonly value: number | undefined;
  readonly against: GroupAgainst | AgainstGap | undefined;
}

export interface DeltaCells {
  /** The value with its delta beside it. */
  readonly cell: (measured: MeasuredCell, shown: ReactNode) => ReactNode;
  /** Both with every digit; undefined where there is no delta. */
  readonly title: (measured: MeasuredCell, value: string) => string | undefined;
  readonly widthPx: number;
}

/** Undefined for columns that are not measured against a baseline. */
export function deltaCells({ column, delta, direction }: DeltaColumn): DeltaCells | undefined {
  if (!delta || !isMeasured({ column, delta })) return undefined;
  const className = [css['delta'], delta.hasSteps && css['hasStep']].filter(Boolean).join(' ');
  const read = (measured: MeasuredCell) => readDelta(measured, delta, direction);
  return {
    widthPx: DELTA_WIDTH_PX + (delta.hasSteps ? STEP_WIDTH_PX : 0),
    cell: (measured, shown) => {
      const found = read(measured);
      if (!found) {
        const gap = shown === undefined ? undefined : gapOf(measured, delta);
        return shown === undefined ? (
          shown
        ) : (
          <>
            {shown}
            <span className={className} data-gap={gap}>
              {gap === undefined ? null : GAP_MARKS[gap]}
            </span>
          </>
        );
      }
      const { step } = found.against;
      return (
        <>
          {shown}
          <span className={className} data-verdict={found.verdict} data-at-step={step}>
            {signed(found.delta, delta.mode, shortNumber)}
            {step === undefined ? null : (
              <i className={css['atStep']}>{m.delta_at_step({ step: shortStep(step) })}</i>
            )}
          </span>
        </>
      );
    },
    title: (measured, value) => {
      const found = read(measured);
      if (found) return titleOf(found, value, delta);
      const gap = gapOf(measured, delta);
      return gap && `${value} · ${gapWords(gap)}`;
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

type FoundDelta = ValueDelta & { readonly against: GroupAgainst };

function readDelta(
  { rowId, value, against }: MeasuredCell,
  { mode, baseline }: ShownDelta,
  direction: Direction | undefined,
): FoundDelta | undefined {
  if (rowId === baseline.id || value === undefined || !against || 'gap' in against) return undefined;
  const delta = deltaOf(value, against.value, mode, direction);
  return delta && { ...delta, against };
}

type Gap = AgainstGap['gap'];

const GAP_MARKS: Readonly<Record<Gap, string>> = { reading: '…', failed: '!', 'too-many': '–' };

function gapOf({ rowId, value, against }: MeasuredCell, { baseline }: ShownDelta): Gap | undefined {
  const isGap = rowId !== baseline.id && value !== undefined && against && 'gap' in against;
  return isGap ? against.gap : undefined;
}

function gapWords(gap: Gap): string {
  switch (gap) {
    case 'reading':
      return m.delta_gap_reading();
    case 'failed':
      return m.delta_gap_failed();
    case 'too-many':
      return m.delta_gap_many();
  }
}

function titleOf({ delta, against }: FoundDelta, value: string, shown: ShownDelta): string {
  const told = {
    value,
    delta: signed(delta, shown.mode, formatFullValue),
    against: formatFullValue(against.value),
  };
  const { step, earlyCount, comparison } = against;
  const sentence = sentenceOf(told, against, shown.centre);
  if (step !== undefined) return sentence;
  if (earlyCount !== undefined)
    return `${sentence} · ${m.delta_early({ count: earlyCount, text: formatCount(earlyCount) })}`;
  if (!comparison) return sentence;
  const { difference } = comparison;
  const isTold = shown.mode === 'absolute' && Math.abs(difference - delta) <= ROUNDING * Math.abs(delta);
  const means = isTold ? [] : [m.delta_means({ delta: signed(difference, 'absolute', formatFullValue) })];
  const { pairKeys = [], runningCount = 0 } = against;
  const interval = intervalOfDelta(comparison, { pairKeys, write: formatValue });
  const counted = { count: runningCount, text: formatCount(runningCount) };
  const running = runningCount > 0 ? [m.delta_running(counted)] : [];
  return [sentence, ...means, interval, ...running].join(' · ');
}

/** Two ways to the same difference may differ in the last digits. */
const ROUNDING = 1e-9;

interface ToldDelta {
  readonly value: string;
  readonly delta: string;
  readonly against: string;
}

/** @param centre what stands for the runs of a group */
function sentenceOf(
  told: ToldDelta,
  { step, count }: AgainstCell,
  centre: BandView['centre'] | undefined,
): string {
  if (count === undefined || centre === undefined) {
    return step === undefined
      ? m.delta_title(told)
      : m.delta_title_step({ ...told, step: formatCount(step) });
  }
  const ofGroup = { ...told, centre: centreText(centre), count: formatCount(count) };
  return step === undefined
    ? m.delta_title_group(ofGroup)
    : m.delta_title_group_step({ ...ofGroup, step: formatCount(step) });
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

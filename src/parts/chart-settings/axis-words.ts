import { formatCount, formatFullValue } from '../../base/format-number.ts';
import { formatFullDateTime } from '../../base/format-time.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import { STEP_TICKS } from '../../drawing/axes.ts';
import { type DurationUnits, formatSpan, type TickStyle } from '../../drawing/time-ticks.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';

/** What the x axis is called. */
export function axisName(axis: XAxis): string {
  switch (axis.kind) {
    case 'step':
      return m.axis_step();
    case 'relative':
      return m.axis_relative();
    case 'wall':
      return m.axis_wall();
    case 'epoch':
    case 'metric':
      return axis.key;
    case 'expression':
      return axis.text;
  }
}

/** A place on the x axis: `step 62,000`, `1 h 23 min after the start`, a date, `epoch = 2.5`. */
export function placeOnAxis(axis: XAxis, x: number): string {
  switch (axis.kind) {
    case 'step':
      return m.card_step({ step: formatCount(x) });
    case 'relative':
      return m.card_at_time({ time: formatSpan(x, spanUnits()) });
    case 'wall':
      return formatFullDateTime(x, getLocale());
    case 'epoch':
    case 'metric':
      return m.card_at_value({ key: axis.key, value: formatFullValue(x) });
    case 'expression':
      return m.card_at_value({ key: axis.text, value: formatFullValue(x) });
  }
}

const NUMBER_TICKS: TickStyle = { kind: 'number', isWhole: false };
/** A plot is laid out anew with another object. */
const stylesByLanguage = new Map<string, { readonly span: TickStyle; readonly date: TickStyle }>();

/** How ticks on the x axis are told. The same object for the same axis and language. */
export function ticksOfAxis({ kind }: XAxis): TickStyle {
  if (kind === 'step') return STEP_TICKS;
  if (!isWholeAxis({ kind })) return NUMBER_TICKS;
  const language = getLocale();
  const styles = stylesByLanguage.get(language) ?? {
    span: { kind: 'duration', units: spanUnits() },
    date: { kind: 'date', language },
  };
  stylesByLanguage.set(language, styles);
  return kind === 'relative' ? styles.span : styles.date;
}

/** Windows of these axes end at whole numbers: no step and no millisecond lies between two. */
export function isWholeAxis({ kind }: Pick<XAxis, 'kind'>): boolean {
  return kind === 'step' || kind === 'relative' || kind === 'wall';
}

/** Units of time in the language of the reader. */
export function spanUnits(): DurationUnits {
  return { ms: m.unit_ms(), s: m.unit_s(), min: m.unit_min(), h: m.unit_h(), d: m.unit_d() };
}

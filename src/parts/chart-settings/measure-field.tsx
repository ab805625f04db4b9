import { Y_MEASURES, type YMeasure } from '../../domain/series/delta-to-baseline.ts';
import { m } from '../../paraglide/messages.js';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';
import { useBaseline } from '../baseline.tsx';
import { measureWord } from '../baseline-words.ts';

interface MeasureFieldProps {
  readonly measure: YMeasure;
  readonly onMeasure: (measure: YMeasure) => void;
}

/** What y shows: what was logged, or how it stands to the baseline. Without a baseline it says how to set one. */
export function MeasureField({ measure, onMeasure }: MeasureFieldProps) {
  const { baseline, group, onBaseline } = useBaseline();
  if (!onBaseline) return null;
  return (
    <>
      <label className={css.row}>
        <span className={css.rowLabel}>{m.measure_label()}</span>
        <select
          className={css.select}
          aria-label={m.measure_label()}
          disabled={!baseline}
          value={baseline ? measure : 'value'}
          onChange={({ currentTarget: { value } }) =>
            onMeasure(Y_MEASURES.find((one) => one === value) ?? 'value')
          }
        >
          {Y_MEASURES.map((one) => (
            <option key={one} value={one}>
              {measureWord(one)}
            </option>
          ))}
        </select>
      </label>
      {baseline ? null : (
        <p className={choiceCss.hint}>
          {group === undefined ? m.measure_needs_baseline() : m.measure_needs_run()}
        </p>
      )}
    </>
  );
}

/** Typed ends are of what y showed before. */
export function measureChange(yMeasure: YMeasure) {
  return { yMeasure, yRange: {} };
}

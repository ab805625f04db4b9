import type { ManualRange } from '../../domain/charts/axis-range.ts';
import type { ClipRule } from '../../domain/charts/clip-range.ts';
import type { AxisKind } from '../../domain/workspace.ts';
import type { YMeasure } from '../../domain/series/delta-to-baseline.ts';
import { m } from '../../paraglide/messages.js';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';
import { MeasureField, measureChange } from './measure-field.tsx';
import { RangeFields } from './range-fields.tsx';

export interface YAxis {
  readonly yKind: AxisKind;
  readonly yRange: ManualRange;
  readonly clipping: ClipRule | undefined;
  readonly yMeasure: YMeasure;
}

interface YAxisFieldsProps {
  readonly axis: YAxis;
  readonly onChange: (change: Partial<YAxis>) => void;
}

const RULES: readonly ClipRule[] = [
  { kind: 'percentile', share: 0.01 },
  { kind: 'percentile', share: 0.05 },
  { kind: 'iqr', factor: 1.5 },
  { kind: 'iqr', factor: 3 },
];
const NUMBERS = { kind: 'number', unit: 1 } as const;

/** Scale, ends and outliers of the y axis. */
export function YAxisFields({ axis: { yKind, yRange, clipping, yMeasure }, onChange }: YAxisFieldsProps) {
  const rules = clipping && !RULES.some((rule) => isSame(rule, clipping)) ? [...RULES, clipping] : RULES;
  return (
    <>
      <MeasureField measure={yMeasure} onMeasure={(measure) => onChange(measureChange(measure))} />
      <label className={choiceCss.choice}>
        <input
          type="checkbox"
          checked={yKind === 'log'}
          onChange={(event) => onChange({ yKind: event.currentTarget.checked ? 'log' : 'linear' })}
        />
        {m.charts_log_y()}
      </label>
      <RangeFields
        key={yMeasure}
        label={m.axes_y_range()}
        axisName="y"
        range={yRange}
        style={NUMBERS}
        kind={yKind}
        onRange={(range) => onChange({ yRange: range })}
      />
      <label className={css.row}>
        <span className={css.rowLabel}>{m.axes_outliers()}</span>
        <select
          className={css.select}
          value={clipping ? textOf(clipping) : ''}
          onChange={({ currentTarget: { value } }) =>
            onChange({ clipping: rules.find((rule) => textOf(rule) === value) })
          }
        >
          <option value="">{m.axes_clip_none()}</option>
          {rules.map((rule) => (
            <option key={textOf(rule)} value={textOf(rule)}>
              {ruleWords(rule)}
            </option>
          ))}
        </select>
      </label>
      {clipping ? <p className={choiceCss.hint}>{m.axes_clip_note()}</p> : null}
    </>
  );
}

function ruleWords(rule: ClipRule): string {
  if (rule.kind === 'iqr') return m.axes_clip_iqr({ factor: rule.factor });
  return m.axes_clip_percentile({ percent: Number((rule.share * 100).toPrecision(6)) });
}

function textOf(rule: ClipRule): string {
  return rule.kind === 'iqr' ? `iqr ${rule.factor}` : `percentile ${rule.share}`;
}

function isSame(first: ClipRule, second: ClipRule): boolean {
  return textOf(first) === textOf(second);
}

import { useEffect, useId, useRef, useState, useTransition } from 'react';
import { formatFullValue } from '../../base/format-number.ts';
import type { XAxis } from '../../domain/series/series-axis.ts';
import type { SmoothingRule } from '../../domain/series/smoothing.ts';
import { m } from '../../paraglide/messages.js';
import choiceCss from '../../ui/choice.module.css';
import css from './axes-panels.module.css';
import {
  amountAt,
  amountRange,
  firstRule,
  isTimeAxis,
  RULE_KINDS,
  type RuleKind,
  shownAmount,
  SLIDER_STEPS,
  sliderPlace,
  withAmount,
} from './smoothing-amounts.ts';

interface SmoothingFieldsProps {
  readonly rule: SmoothingRule | undefined;
  /** Decides what a distance on it is counted in. */
  readonly axis: XAxis;
  readonly onRule: (rule: SmoothingRule | undefined) => void;
}

/** Which rule, and how much of it. */
export function SmoothingFields({ rule, axis, onRule }: SmoothingFieldsProps) {
  const name = useId();
  return (
    <fieldset className={css.choices}>
      <legend className={css.legend}>{m.smoothing_title()}</legend>
      <label className={choiceCss.choice}>
        <input type="radio" name={name} checked={rule === undefined} onChange={() => onRule(undefined)} />
        {m.smoothing_none()}
      </label>
      {RULE_KINDS.map((kind) => (
        <div key={kind}>
          <label className={choiceCss.choice}>
            <input
              type="radio"
              name={name}
              checked={rule?.kind === kind}
              onChange={() => onRule(firstRule(kind, axis))}
            />
            {kindWord(kind)}
          </label>
          {rule?.kind === kind ? <Amount rule={rule} axis={axis} onRule={onRule} /> : null}
        </div>
      ))}
      <p className={choiceCss.hint}>{m.smoothing_note()}</p>
    </fieldset>
  );
}

interface AmountProps extends SmoothingFieldsProps {
  readonly rule: SmoothingRule;
}

function Amount({ rule, axis, onRule }: AmountProps) {
  const range = amountRange(rule.kind, axis);
  const [shown, setShown] = useDraft(shownAmount(rule, range), (amount) =>
    onRule(withAmount(rule.kind, amount, range)),
  );
  const [typed, setTyped] = useState<string>();
  const isBad = typed !== undefined && !isAmount(typed, range);
  const label = amountWord(rule.kind, axis);
  const problem = useId();
  return (
    <div className={css.nested}>
      <span className={choiceCss.hint}>{label}</span>
      <div className={css.row}>
        <input
          type="range"
          className={css.slider}
          min={0}
          max={SLIDER_STEPS}
          aria-label={label}
          aria-valuetext={formatFullValue(shown)}
          value={sliderPlace(shown, range)}
          onChange={(event) => {
            setTyped(undefined);
            setShown(amountAt(Number(event.currentTarget.value), range));
          }}
        />
        <input
          className={css.number}
          inputMode="decimal"
          aria-label={label}
          aria-invalid={isBad}
          aria-describedby={problem}
          value={typed ?? String(shown)}
          onBlur={() => setTyped(undefined)}
          onChange={({ currentTarget: { value } }) => {
            setTyped(value);
            if (isAmount(value, range)) setShown(Number(value));
          }}
        />
      </div>
      <p id={problem} className={css.problem} hidden={!isBad}>
        {m.smoothing_bad({ min: formatFullValue(range.min), max: formatFullValue(range.max) })}
      </p>
    </div>
  );
}

/**
 * A value that shows at once and is handed on at most once a frame, as work that may be interrupted, and not before the
 * last one is on the screen: all cards follow it.
 */
function useDraft(value: number, onChange: (value: number) => void): [number, (value: number) => void] {
  const [draft, setDraft] = useState<number>();
  const [isPending, startTransition] = useTransition();
  const frame = useRef<number>(undefined);
  const latest = useRef({ onChange, isPending });
  useEffect(() => {
    latest.current = { onChange, isPending };
  });
  if (draft === value) setDraft(undefined);
  const handOn = (next: number) => {
    frame.current = requestAnimationFrame(() => {
      frame.current = undefined;
      if (latest.current.isPending) handOn(next);
      else startTransition(() => latest.current.onChange(next));
    });
  };
  const change = (next: number) => {
    setDraft(next);
    if (frame.current !== undefined) cancelAnimationFrame(frame.current);
    handOn(next);
  };
  return [draft ?? value, change];
}

function isAmount(text: string, { min, max }: { readonly min: number; readonly max: number }): boolean {
  const amount = text.trim() === '' ? Number.NaN : Number(text);
  return amount >= min && amount <= max;
}

function kindWord(kind: RuleKind): string {
  switch (kind) {
    case 'ema':
      return m.smoothing_ema();
    case 'time-ema':
      return m.smoothing_time_ema();
    case 'gaussian':
      return m.smoothing_gaussian();
    case 'running-mean':
      return m.smoothing_running_mean();
  }
}

function amountWord(kind: RuleKind, axis: XAxis): string {
  switch (kind) {
    case 'ema':
      return m.smoothing_weight();
    case 'gaussian':
      return m.smoothing_sigma();
    case 'running-mean':
      return m.smoothing_points();
    case 'time-ema':
      if (axis.kind === 'step') return m.smoothing_half_life();
      if (isTimeAxis(axis)) return m.smoothing_half_life_time();
      return m.smoothing_half_life_value();
  }
}

import { useId, useState } from 'react';
import type { ManualRange } from '../../domain/charts/axis-range.ts';
import type { AxisKind } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import css from './axes-panels.module.css';
import { type EndStyle, endText, type RangeProblem, readRange } from './range-text.ts';

interface RangeFieldsProps {
  /** What stands before the fields. */
  readonly label: string;
  readonly axisName: string;
  readonly range: ManualRange;
  readonly style: EndStyle;
  readonly kind: AxisKind;
  readonly onRange: (range: ManualRange) => void;
}

const ENDS = ['min', 'max'] as const;

/** Both ends of an axis; an empty one goes by the data. What cannot be read changes nothing and says why. */
export function RangeFields({ label, axisName, range, style, kind, onRange }: RangeFieldsProps) {
  const [texts, setTexts] = useState(() => ({
    min: endText(range.min, style),
    max: endText(range.max, style),
  }));
  const problemId = useId();
  const read = readRange(texts.min, texts.max, style, kind);
  const problem = typeof read === 'string' ? read : undefined;
  const change = (end: (typeof ENDS)[number], text: string) => {
    const next = { ...texts, [end]: text };
    setTexts(next);
    const nextRange = readRange(next.min, next.max, style, kind);
    if (typeof nextRange !== 'string') onRange(nextRange);
  };
  return (
    <>
      <div className={style.kind === 'date' ? `${css.row} ${css.wraps}` : css.row}>
        <span className={css.rowLabel}>{label}</span>
        {ENDS.map((end) => (
          <input
            key={end}
            type={style.kind === 'date' ? 'datetime-local' : 'text'}
            step={style.kind === 'date' ? 1 : undefined}
            inputMode="decimal"
            className={`${css.number} ${css.wide}`}
            aria-label={end === 'min' ? m.axes_min({ axis: axisName }) : m.axes_max({ axis: axisName })}
            aria-invalid={problem !== undefined}
            aria-describedby={problemId}
            placeholder={m.axes_auto()}
            value={texts[end]}
            onChange={(event) => change(end, event.currentTarget.value)}
          />
        ))}
      </div>
      <p id={problemId} className={css.problem} hidden={!problem}>
        {problem ? problemWords(problem) : ''}
      </p>
    </>
  );
}

function problemWords(problem: RangeProblem): string {
  switch (problem) {
    case 'number':
      return m.axes_bad_number();
    case 'order':
      return m.axes_bad_order();
    case 'log':
      return m.axes_bad_log();
  }
}

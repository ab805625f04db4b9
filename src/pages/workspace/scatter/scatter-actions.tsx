import { formatCount } from '../../../base/format-number.ts';
import { m } from '../../../paraglide/messages.js';
import type { SetRule } from '../set-rule.ts';
import buttonCss from '../../../ui/buttons.module.css';
import css from './scatter.module.css';

/** Runs that can be made the compare set. */
export type Chosen = 'selected' | 'front';

interface ScatterActionsProps {
  /** How many runs were chosen by a box or a lasso. */
  readonly selected: number;
  /** Undefined: it is not shown. */
  readonly front: readonly number[] | undefined;
  /** The front is asked for, and an axis has texts. */
  readonly hasTexts: boolean;
  /** Else all runs that are shown are in the set: there is nothing to add. */
  readonly isAllRows: boolean;
  /** Undefined: it is not shown. */
  readonly trend: string | undefined;
  /** How they become the compare set. */
  readonly rules: Readonly<Record<Chosen, SetRule>>;
  readonly onCompare: (what: Chosen) => void;
  readonly onAdd: (what: Chosen) => void;
  readonly onClear: () => void;
}

/** What was found in the picture, and what can be done with it. */
export function ScatterActions(props: ScatterActionsProps) {
  const { selected, front, hasTexts, isAllRows, trend, rules, onCompare, onAdd, onClear } = props;
  if (selected === 0 && !front && !hasTexts && trend === undefined) return null;
  return (
    <div className={css.actions}>
      {trend === undefined ? null : (
        <span className={css.said} role="status" aria-label={m.scatter_trend()}>
          {m.scatter_trend()}: {trend}
        </span>
      )}
      {hasTexts ? <span className={css.said}>{m.front_texts()}</span> : null}
      {front ? (
        <span className={css.said}>
          <span role="status" aria-label={m.scatter_front()}>
            {m.front_count({ count: front.length, text: formatCount(front.length) })}
          </span>
          <button
            type="button"
            className={buttonCss.button}
            disabled={front.length === 0}
            onClick={() => onCompare('front')}
          >
            {m.front_tick()}
          </button>
          {isAllRows ? (
            <button
              type="button"
              className={buttonCss.button}
              disabled={front.length === 0}
              onClick={() => onAdd('front')}
            >
              {m.front_add()}
            </button>
          ) : null}
          <Unheld rule={rules.front} />
        </span>
      ) : null}
      {selected > 0 ? (
        <span className={css.said}>
          <span role="status" aria-label={m.scatter_selection()}>
            {m.scatter_selected({ count: selected, text: formatCount(selected) })}
          </span>
          <button
            type="button"
            className={buttonCss.button}
            title={
              rules.selected.kind === 'filter' ? m.rule_title({ filter: rules.selected.filter }) : undefined
            }
            onClick={() => onCompare('selected')}
          >
            {rules.selected.kind === 'filter' ? m.rule_compare() : m.scatter_compare_these()}
          </button>
          {isAllRows ? (
            <button type="button" className={buttonCss.button} onClick={() => onAdd('selected')}>
              {m.scatter_add_these()}
            </button>
          ) : null}
          <button type="button" className={buttonCss.button} onClick={onClear}>
            {m.scatter_clear()}
          </button>
          <Unheld rule={rules.selected} />
        </span>
      ) : null}
    </div>
  );
}

/** Why a link will not hold what is chosen. */
function Unheld({ rule }: { readonly rule: SetRule }) {
  return rule.kind === 'unheld' ? <span className={css.unheld}>{rule.words}</span> : null;
}

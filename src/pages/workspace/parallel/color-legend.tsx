import { valueAt } from '../../../domain/comparison/parallel/axis-scale.ts';
import { m } from '../../../paraglide/messages.js';
import { cutText } from '../../../base/cut-middle.ts';
import { formatCount } from '../../../base/format-number.ts';
import { rampGradient } from '../../../parts/value-ramp.ts';
import css from './parallel.module.css';
import { numberWords } from './parallel-words.ts';
import type { CategoryColor } from '../../../parts/category-colors.ts';
import { placeColor, type Theme } from './run-colors.ts';
import type { ShownAxis } from './shown-axes.ts';

/** More would push the toolbar over several lines. */
const MOST_NAMED = 6;

interface ColorLegendProps {
  readonly axis: ShownAxis;
  readonly theme: Theme;
  readonly colorOf: CategoryColor;
}

/** What the colours of the lines mean. */
export function ColorLegend({ axis, theme, colorOf }: ColorLegendProps) {
  const { scale, setting } = axis;
  if ('places' in scale) {
    const own = scale.places.filter(({ text, isRest }) => !isRest && colorOf(text) !== undefined);
    const named = (own.length > 0 ? own : scale.places).slice(0, MOST_NAMED);
    return (
      <span className={css.legend} data-legend="category">
        {named.map((place) => (
          <span key={place.text} className={css.swatch} title={place.text}>
            <i style={{ background: placeColor(theme, place, colorOf) }} />
            {place.isRest
              ? m.parallel_others()
              : cutText(place.text === '' ? m.parallel_empty_text() : place.text).slice(0, 24)}
          </span>
        ))}
        {scale.places.length > named.length ? (
          <span>{m.parallel_more({ count: formatCount(scale.places.length - named.length) })}</span>
        ) : null}
      </span>
    );
  }
  if (Number.isNaN(scale.min)) return null;
  if (scale.min === scale.max)
    return <span className={css.legend}>{numberWords(setting.column, scale.min)}</span>;
  return (
    <span className={css.legend} data-legend="ramp">
      {numberWords(setting.column, valueAt(scale, 0))}
      <i className={css.ramp} style={{ background: rampGradient(theme) }} />
      {numberWords(setting.column, valueAt(scale, 1))}
    </span>
  );
}

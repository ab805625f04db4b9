import { useComputedColorScheme } from '@mantine/core';
import { formatCount } from '../../../base/format-number.ts';
import type { RunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { rampGradient } from '../../../parts/value-ramp.ts';
import { columnWord } from '../../../parts/wording.ts';
import css from './scatter.module.css';
import { numberWords, textWords } from './scatter-words.ts';
import { type PointLooks, radiusOf } from './use-point-looks.ts';

interface ScatterLegendProps {
  readonly looks: PointLooks;
  readonly color: RunColumn | undefined;
  readonly size: RunColumn | undefined;
}

/** What colours and sizes say, with the runs that have no such value. */
export function ScatterLegend({ looks, color, size }: ScatterLegendProps) {
  const { colors, sizes } = looks;
  if (!(color && colors) && !size) return null;
  return (
    <div className={css.legend} role="group" aria-label={m.scatter_legend()}>
      {color && colors ? <ColorLegend colors={colors} palette={looks.palette} column={color} /> : null}
      {size ? <SizeLegend sizes={sizes} column={size} /> : null}
    </div>
  );
}

interface ColorLegendProps {
  readonly colors: NonNullable<PointLooks['colors']>;
  readonly palette: PointLooks['palette'];
  readonly column: RunColumn;
}

function ColorLegend({ colors, palette, column }: ColorLegendProps) {
  const scheme = useComputedColorScheme('light');
  return (
    <div className={css.legendPart}>
      <b title={columnWord(column)}>{columnWord(column)}</b>
      {colors.kind === 'ramp' ? (
        <span className={css.ramp}>
          <span>{numberWords(column, colors.min)}</span>
          <span className={css.rampBar} style={{ background: rampGradient(scheme) }} />
          <span>{numberWords(column, colors.max)}</span>
          {colors.isLog ? <span>log</span> : null}
        </span>
      ) : (
        <>
          {colors.categories.map(({ name, count }, code) => (
            <Swatch key={name} color={palette[code]} words={textWords(name)} count={count} />
          ))}
          {colors.others.categories > 0 ? (
            <Swatch
              color={palette[colors.categories.length]}
              words={m.scatter_other_values({
                count: colors.others.categories,
                text: formatCount(colors.others.categories),
              })}
              count={colors.others.runs}
            />
          ) : null}
        </>
      )}
      {colors.missingCount > 0 ? (
        <Swatch color={palette.at(-1)} words={m.scatter_no_value()} count={colors.missingCount} />
      ) : null}
    </div>
  );
}

interface SwatchProps {
  readonly color: string | undefined;
  readonly words: string;
  readonly count: number;
}

function Swatch({ color, words, count }: SwatchProps) {
  return (
    <span className={css.swatchLine} title={words}>
      <span className={css.swatch} style={{ background: color }} />
      <span className={css.swatchWords}>{words}</span>
      <span className={css.dim}>{formatCount(count)}</span>
    </span>
  );
}

function SizeLegend({ sizes, column }: { readonly sizes: PointLooks['sizes']; readonly column: RunColumn }) {
  const word = columnWord(column);
  if (!sizes) return <div className={css.legendPart}>{m.scatter_no_sizes({ column: word })}</div>;
  return (
    <div className={css.legendPart}>
      <b title={word}>{word}</b>
      <span className={css.ramp}>
        <Dot share={0} /> {numberWords(column, sizes.min)}
        <Dot share={1} /> {numberWords(column, sizes.max)}
      </span>
      {sizes.missingCount > 0 ? (
        <span className={css.dim}>
          {m.scatter_size_missing({ count: sizes.missingCount, text: formatCount(sizes.missingCount) })}
        </span>
      ) : null}
    </div>
  );
}

function Dot({ share }: { readonly share: number }) {
  const px = 2 * radiusOf(share);
  return <span className={css.dot} style={{ width: px, height: px }} />;
}

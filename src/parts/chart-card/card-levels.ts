import { useMemo } from 'react';
import { formatFullValue } from '../../base/format-number.ts';
import type { ReferenceLine } from '../../domain/charts/reference-line.ts';
import type { PlotLevel } from '../../drawing/levels.ts';
import type { ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { levelWords } from '../baseline-words.ts';
import type { LineStyles } from '../run-styles.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';

const REFERENCE_COLOR = 'var(--text)';

/** Level lines of a picture: the baseline's, and those that were typed for what y shows in it. */
export function levelsOf(
  picture: Pick<ChartPicture, 'baseline'> | undefined,
  lines: readonly CardLine[],
  styles: LineStyles,
  references: readonly ReferenceLine[],
): readonly PlotLevel[] {
  if (!picture) return [];
  const { levels = [], measure = 'value' } = picture.baseline ?? {};
  const typed = references.filter((line) => line.measure === measure);
  return [
    ...levels.flatMap((level): readonly PlotLevel[] => {
      const line = lines[level.line];
      if (!line) return [];
      const text = levelWords(level, levels.length > 1 ? line.words : '');
      const color = styles.get(line.run.id)?.color ?? REFERENCE_COLOR;
      return [{ y: level.y, text, kind: 'baseline', color }];
    }),
    ...typed.map(({ y, label }): PlotLevel => {
      const text = label === '' ? formatFullValue(y) : `${formatFullValue(y)} ${label}`;
      return { y, text, kind: 'reference', color: REFERENCE_COLOR };
    }),
  ];
}

const NO_REFERENCES: readonly ReferenceLine[] = [];

export function useCardLevels(
  picture: ChartPicture | undefined,
  lines: readonly CardLine[],
  styles: LineStyles,
  references: readonly ReferenceLine[] = NO_REFERENCES,
): readonly PlotLevel[] {
  return useMemo(() => levelsOf(picture, lines, styles, references), [picture, lines, styles, references]);
}

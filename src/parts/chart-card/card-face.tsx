import type { ReferenceLine } from '../../domain/charts/reference-line.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { CardBars } from './card-bars.tsx';
import { CardPlot } from './card-plot.tsx';
import type { LineStyles } from '../run-styles.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';
import type { CardBarsOf } from './use-card-bars.ts';
import type { CardPicture } from './use-card-picture.ts';

interface CardFaceProps {
  readonly name: string;
  readonly shown: Pick<CardPicture, 'picture' | 'onReadAt' | 'onResize' | 'onDrawn'>;
  /** Where every run has one point. */
  readonly bars: CardBarsOf | undefined;
  readonly lines: readonly CardLine[];
  /** One for each group, where a band stands for its members. */
  readonly bandLines: readonly CardLine[];
  readonly heightPx: number;
  readonly styles: LineStyles;
  readonly settings: ChartSettings;
  readonly section: string | undefined;
  /** Levels that were typed for the card. */
  readonly references: readonly ReferenceLine[] | undefined;
  readonly onZoom: (window: { readonly min: number; readonly max: number } | undefined) => void;
}

/** Lines, or bars where every run has one point. */
export function CardFace({ name, shown, bars, lines, bandLines, heightPx, styles, ...plot }: CardFaceProps) {
  const { picture, onReadAt, onResize, onDrawn } = shown;
  if (bars) {
    return (
      <CardBars
        lines={bars.spreads ? bandLines : lines}
        {...bars}
        picture={picture}
        references={plot.references}
        styles={styles}
        heightPx={heightPx}
        name={name}
        onDrawn={onDrawn}
      />
    );
  }
  return (
    <CardPlot
      {...plot}
      name={name}
      picture={picture}
      // Of the picture: the settings may have changed since.
      lines={picture?.bands ? bandLines : lines}
      heightPx={heightPx}
      styles={styles}
      onReadAt={onReadAt}
      onResize={onResize}
      onDrawn={onDrawn}
    />
  );
}

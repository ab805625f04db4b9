import { type ComponentType, type CSSProperties, memo, type ReactNode, useRef, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { widthInDigits } from '../../base/text-width.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { CardSize } from '../../domain/charts/chart-layout.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { TextCut } from '../../ui/text-cut.tsx';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { baselineNotes } from '../baseline-words.ts';
import { CardLayoutItems } from './card-layout-items.tsx';
import { BeyondMarks } from './beyond-marks.tsx';
import { type ChangeSettings, useCardSettings } from './card-axes.ts';
import { CardExportItems } from './card-export-items.tsx';
import { CardExportStatus } from './card-export-status.tsx';
import { CardMenu } from './card-menu.tsx';
import type { LinesLegendProps } from './lines-legend.tsx';
import { ChartBadge, mainNote, missingNotes } from './chart-badge.tsx';
import { CardFace } from './card-face.tsx';
import { type Drawn, PLOT_HEIGHT_PX } from './card-plot.tsx';
import css from './chart-card.module.css';
import { FirstNonFinite } from './first-non-finite.tsx';
import { ExactOffer } from './exact-cost.tsx';
import { FailedRuns } from './failed-runs.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import type { PictureSummary } from './picture-summary.ts';
import type { LineStyles } from '../run-styles.ts';
import { CardResizeHandle } from './card-resize-handle.tsx';
import { useCardActions } from './card-tools.tsx';
import { type CardLine, cardTitle, type ShownCard } from '../charts-panel/shown-cards.ts';
import { useTakenCard } from './cards-on-page.ts';
import { useCardAxes } from './use-card-axes.tsx';
import { useCardLines } from './use-card-lines.ts';
import { useCardBand } from './use-card-band.tsx';
import { useCardBars } from './use-card-bars.ts';
import { useCardMove } from './use-card-move.ts';
import { type CardPicture, useCardPicture } from './use-card-picture.ts';
import { useShownGroups } from '../charts-panel/use-run-groups.ts';

const { Component: PointsDialog } = createLazyComponent(
  async () => (await import('./points-dialog.tsx')).PointsDialog,
  () => null,
);

/** More cannot be told apart in one card; what is cut is said. */
export const MOST_LINES = 500;

/** Of a card that fills the screen: its height, in place of its own, its buttons, and what stands beside its plot. */
interface FullCardParts {
  readonly heightPx: number;
  readonly tools: ReactNode;
  readonly Legend: ComponentType<LinesLegendProps>;
}

interface ChartCardProps {
  readonly card: ShownCard;
  /** Where it can be moved; undefined: it stands alone. */
  readonly section: string | undefined;
  /** Undefined: as all cards. */
  readonly size?: CardSize | undefined;
  readonly full?: FullCardParts | undefined;
  readonly runs: readonly ComparedRun[];
  readonly styles: LineStyles;
  /** Of all cards. */
  readonly settings: ChartSettings;
  readonly onSettings: ChangeSettings;
}

/** A metric of the compared runs, or several: the lines, how faithful they are, and the points behind them. */
export const ChartCard = memo(function ChartCard(props: ChartCardProps) {
  const { card, section, full, runs, styles, onSettings } = props;
  const metricKey = card.metrics[0]?.key;
  const { settings, onZoom } = useCardSettings(props.settings, card.id, metricKey, onSettings);
  const name = cardTitle(card, (keys) => m.column_same_as({ keys }));
  const { apart, lines, shownCount, baselineName } = useCardLines(card, runs, MOST_LINES);
  const { onLayout } = useCardActions();
  const {
    cardColumns: pageColumns,
    references: { [card.id]: references },
  } = props.settings;
  const columns = Math.min(props.size?.columns ?? 1, pageColumns);
  const heightPx = full?.heightPx ?? props.size?.heightPx ?? PLOT_HEIGHT_PX;
  const moving = useCardMove(card, section, pageColumns);
  const root = useRef<HTMLElement>(null);
  const [isTableOpen, setTableOpen] = useState(false);
  const band = useCardBand(card, lines, props.settings, useShownGroups(), onSettings);
  const shown = useCardPicture({ root, card, lines, settings, groups: band.groups, isFull: !!full });
  const { names, query, picture, failure, summary, drawn } = shown;
  const bars = useCardBars(picture, shownCount === runs.length, lines, band.groups);
  // Of the picture: what is joined may have changed since.
  const drawnLines = picture && !picture.joined ? apart : lines;
  const pointsOfSample = summary?.state === 'exact' ? undefined : (summary?.pointsRead ?? 0);
  const axes = useCardAxes({ id: card.id, name, root }, props.settings, settings, onSettings);
  const exporting = useTakenCard(
    { id: card.id, name, root },
    query && { name, lines, band, styles, settings, query, pointsOfSample, references, bars, baselineName },
    shown,
  );

  return (
    <figure
      ref={root}
      className={css.card}
      style={{ gridColumn: `span ${columns}` }}
      data-card={card.id}
      data-drop={moving.side}
      role="figure"
      aria-label={name}
      {...dataOf(shown)}
      {...moving.handlers}
    >
      <figcaption className={css.caption} {...moving.heading}>
        <Heading name={name} shownCount={shownCount} runCount={runs.length} />
        {axes.note}
        <FirstNonFinite metricKey={metricKey} picture={picture} />
        <ChartBadge
          isNothing={!names}
          summary={summary}
          bandNote={band.noteOf(picture)}
          baselineNotes={baselineNotes(picture?.baseline, baselineName)}
        />
        <CardMenu name={name} onShowTable={() => setTableOpen(true)}>
          {full ? null : (
            <CardLayoutItems
              card={card}
              size={{ columns, heightPx: props.size?.heightPx }}
              pageColumns={pageColumns}
              moveBy={moving.moveBy}
              canMoveBy={moving.canMoveBy}
            />
          )}
          {axes.item}
          {band.items}
          <CardExportItems hasPicture={picture !== undefined} onChoose={exporting.start} />
        </CardMenu>
        {full?.tools}
      </figcaption>
      <FailedRuns series={picture?.series} lines={drawnLines} onRetry={shown.retryFailed} />
      <ExactOffer summary={summary} wish={shown.exactWish} />
      <div className={css.body} style={{ height: heightPx }}>
        <div className={css.face}>
          {failure ? <FailureNotice failure={failure} shape="strip" onRetry={shown.retry} /> : null}
          {shown.isReady && !failure && metricKey !== undefined ? (
            <CardFace
              {...{ name, shown, bars, heightPx, styles, settings, section, onZoom, references }}
              lines={drawnLines}
              bandLines={band.lines}
            />
          ) : null}
          <FaceWords {...{ name, card, summary, drawn }} isBars={bars !== undefined} />
        </div>
        {full && picture && !bars ? (
          <full.Legend {...{ picture, styles, heightPx }} lines={picture.bands ? band.lines : drawnLines} />
        ) : null}
      </div>
      {full ? null : (
        <CardResizeHandle
          heightPx={heightPx}
          columns={columns}
          pageColumns={pageColumns}
          onSize={(size) => onLayout({ type: 'resize', card: card.id, size })}
        />
      )}
      <CardExportStatus exporting={exporting} />
      {axes.dialog}
      {isTableOpen ? (
        <PointsTable {...{ name, shown }} lines={apart} onClose={() => setTableOpen(false)} />
      ) : null}
    </figure>
  );
});

interface PointsTableProps {
  readonly name: string;
  readonly shown: CardPicture;
  readonly lines: readonly CardLine[];
  readonly onClose: () => void;
}

function PointsTable({ name, shown: { names, picture, summary }, lines, onClose }: PointsTableProps) {
  if (!names) return null;
  const isExact = summary?.state === 'exact';
  return <PointsDialog {...{ names, name, lines, isExact, onClose }} version={picture} />;
}

interface FaceWordsProps {
  readonly name: string;
  readonly card: ShownCard;
  readonly summary: PictureSummary | undefined;
  readonly drawn: Drawn | undefined;
  readonly isBars: boolean;
}

/** Over the plot: what lies beyond it, or why there are no lines; nothing where they are on their way. */
function FaceWords({ name, card, summary, drawn, isBars }: FaceWordsProps) {
  const nothing = nothingWords(card, summary);
  return (
    <>
      {isBars ? null : <BeyondMarks summary={summary} />}
      {nothing === '' ? null : <p className={css.nothing}>{nothing}</p>}
      {summary ? <CardSentence name={name} summary={summary} drawn={drawn} /> : null}
    </>
  );
}

function nothingWords({ content, metrics }: ShownCard, summary: PictureSummary | undefined): string {
  if (metrics.length > 0) return summary?.state === 'empty' ? missingNotes(summary).join(' · ') : '';
  return content.kind === 'expression' ? m.card_no_expression() : m.card_no_metrics();
}

interface HeadingProps {
  readonly name: string;
  readonly shownCount: number;
  readonly runCount: number;
}

function Heading({ name, shownCount, runCount }: HeadingProps) {
  // Its section says the rest: where both are cut, gpu_0 and gpu_1 would be one.
  const text = name.replace(/^system\//, '');
  const letters = { '--letters': `${widthInDigits(text)}ch` } as CSSProperties;
  return (
    <>
      <b className={css.key} style={letters}>
        <TextCut text={text} title={name} />
      </b>
      {shownCount < runCount ? (
        <span className={css.cut}>
          {m.card_lines_cut({ shown: formatCount(shownCount), total: formatCount(runCount) })}
        </span>
      ) : null}
    </>
  );
}

/** For machines: how far the picture is, in numbers. */
function dataOf({ names, failure, summary, drawn }: CardPicture) {
  return {
    'data-state': failure ? 'failed' : (summary?.state ?? (names ? 'loading' : 'empty')),
    'data-series': drawn?.linesDrawn ?? 0,
    'data-series-failed': summary?.failed ?? 0,
    'data-runs-joined': summary?.joined?.runs,
    'data-points-read': summary?.pointsRead ?? 0,
    'data-points-total': summary?.pointsTotal,
    'data-points-drawn': drawn?.pointsDrawn ?? 0,
  };
}

interface CardSentenceProps {
  readonly name: string;
  readonly summary: PictureSummary;
  readonly drawn: Drawn | undefined;
}

/** The picture in words, for whoever does not see it. */
function CardSentence({ name, summary, drawn }: CardSentenceProps) {
  return (
    <span className="visually-hidden">
      {m.card_sentence({
        metric: name,
        lines: drawn?.linesDrawn ?? 0,
        read: formatCount(summary.pointsRead),
        state: mainNote(summary),
      })}
    </span>
  );
}

import {
  lazy,
  memo,
  type ReactNode,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { formatCount } from '../base/format-number.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { CardSize } from '../domain/chart-layout.ts';
import type { RunId } from '../domain/run.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import { useDataClient } from '../queries/data-client-context.tsx';
import { useWatch } from '../queries/use-watch.ts';
import type { ChartPicture, ChartQuery } from '../worker/data-protocol.ts';
import { barValues } from './bar-values.ts';
import { CardBars } from './card-bars.tsx';
import { CardLayoutItems } from './card-layout-items.tsx';
import { BeyondMarks } from './beyond-marks.tsx';
import { axesOfQuery, type ChangeSettings, useCardSettings } from './card-axes.ts';
import { CardExportItems } from './card-export-items.tsx';
import { CardExportStatus } from './card-export-status.tsx';
import { CardMenu } from './card-menu.tsx';
import { ChartBadge, mainNote } from './chart-badge.tsx';
import { CardPlot, type Drawn, loadPlot, PLOT_HEIGHT_PX } from './card-plot.tsx';
import css from './chart-card.module.css';
import { FirstNonFinite } from './first-non-finite.tsx';
import { FailureNotice } from './failure-notice.tsx';
import { markAfterPaint } from './mark.ts';
import { type PictureSummary, summarisePicture } from './picture-summary.ts';
import type { RunStyle } from './run-styles.ts';
import { CardResizeHandle } from './card-resize-handle.tsx';
import { useCardActions } from './card-tools.tsx';
import { cardTitle, linesOf, type ShownCard } from './shown-cards.ts';
import { useCardAxes } from './use-card-axes.tsx';
import { useCardBand } from './use-card-band.tsx';
import { useCardExport } from './use-card-export.ts';
import { useCardMove } from './use-card-move.ts';
import { useMountTurn } from './use-mount-turn.ts';
import { useNearViewport } from './use-near-viewport.ts';

/** The plot and the axes that it loads by itself. */
const plotCode = () => Promise.all([loadPlot(), import('../ui/echart.tsx')]);
const PointsDialog = lazy(async () => ({ default: (await import('./points-dialog.tsx')).PointsDialog }));

/** Cards this far below the screen already ask for their histories. */
const NEAR_PX = 300;

/** More cannot be told apart in one card; what is cut is said. */
export const MOST_LINES = 500;

interface ChartCardProps {
  readonly card: ShownCard;
  /** Where it can be moved; undefined: it stands alone. */
  readonly section: string | undefined;
  /** Undefined: as all cards. */
  readonly size?: CardSize | undefined;
  /** Of a card that fills the screen: its height, in place of its own, and its buttons. */
  readonly full?: { readonly heightPx: number; readonly tools: ReactNode } | undefined;
  readonly runs: readonly ComparedRun[];
  readonly styles: ReadonlyMap<RunId, RunStyle>;
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
  const lines = useMemo(() => linesOf(card, runs, MOST_LINES), [card, runs]);
  const shownCount = metricKey === undefined ? runs.length : new Set(lines.map(({ run }) => run)).size;
  const { onLayout } = useCardActions();
  const pageColumns = props.settings.cardColumns;
  const columns = Math.min(props.size?.columns ?? 1, pageColumns);
  const heightPx = full?.heightPx ?? props.size?.heightPx ?? PLOT_HEIGHT_PX;
  const moving = useCardMove(card, section, pageColumns);
  const root = useRef<HTMLElement>(null);
  const isNear = useNearViewport(root, NEAR_PX);
  const hasTurn = useMountTurn(isNear, plotCode);
  const [widthPx, setWidthPx] = useState(0);
  // Who gives a card the whole screen wants to see everything.
  const [isExactWanted, setExactWanted] = useState(full !== undefined);
  const [isTableOpen, setTableOpen] = useState(false);
  const [drawn, setDrawn] = useState<Drawn>();
  const band = useCardBand(card, lines, props.settings, onSettings);
  const { groups } = band;
  const query = useMemo<ChartQuery | undefined>(
    () =>
      isNear && widthPx > 0 && metricKey !== undefined
        ? {
            key: metricKey,
            runs: lines.map(({ run: { id, isRunning, startMs }, key }) => ({
              id,
              isRunning,
              startMs,
              key: key === metricKey ? undefined : key,
            })),
            isExactWanted: isExactWanted || undefined,
            widthPx,
            ...axesOfQuery(settings),
            groups,
          }
        : undefined,
    [metricKey, lines, isNear, isExactWanted, widthPx, settings, groups],
  );
  const { latest: picture, failure, retry } = useWatch('chart.watch', query);
  const summary = useMemo(() => picture && summarisePicture(picture), [picture]);
  useChartMarks(metricKey, summary, drawn);
  // Of all compared runs, those that have no place on the card too.
  const bars = useMemo(() => barValues(picture, shownCount === runs.length), [picture, shownCount, runs]);
  const retryFailed = useRetryFailed(query, picture);
  const pointsOfSample = summary?.state === 'exact' ? undefined : (summary?.pointsRead ?? 0);
  const axes = useCardAxes({ id: card.id, name, root }, props.settings, settings, onSettings);
  const exporting = useCardExport(
    query && { name, lines, band, styles, settings, query, pointsOfSample },
    () => root.current,
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
      data-state={failure ? 'failed' : (summary?.state ?? 'loading')}
      data-series={drawn?.linesDrawn ?? 0}
      data-series-failed={summary?.failed ?? 0}
      data-points-read={summary?.pointsRead ?? 0}
      data-points-total={summary?.pointsTotal}
      data-points-drawn={drawn?.pointsDrawn ?? 0}
      {...moving.handlers}
    >
      <figcaption className={css.caption} {...moving.heading}>
        <b className={css.key} title={name}>
          {name}
        </b>
        {shownCount < runs.length ? (
          <span className={css.cut}>
            {m.card_lines_cut({ shown: formatCount(shownCount), total: formatCount(runs.length) })}
          </span>
        ) : null}
        {axes.note}
        <FirstNonFinite metricKey={metricKey} picture={picture} />
        <ChartBadge
          summary={summary}
          runCount={lines.length}
          onRetry={retryFailed}
          bandNote={band.note}
          exactWish={{ isWanted: isExactWanted, onWant: setExactWanted }}
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
      <div style={{ position: 'relative', height: heightPx }}>
        {failure ? <FailureNotice failure={failure} shape="strip" onRetry={retry} /> : null}
        {metricKey === undefined ? <p className={css.waiting}>{m.card_no_metrics()}</p> : null}
        {isNear && hasTurn && !failure && metricKey !== undefined ? (
          bars ? (
            <CardBars
              lines={lines}
              values={bars}
              styles={styles}
              heightPx={heightPx}
              name={name}
              onDrawn={setDrawn}
            />
          ) : (
            <CardPlot
              name={name}
              picture={picture}
              // Of the picture: the settings may have changed since.
              lines={picture?.bands ? band.lines : lines}
              heightPx={heightPx}
              styles={styles}
              settings={settings}
              section={section}
              onZoom={onZoom}
              onResize={setWidthPx}
              onDrawn={setDrawn}
            />
          )
        ) : null}
        {bars ? null : <BeyondMarks summary={summary} />}
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
      {summary ? (
        <span className="visually-hidden">
          {m.card_sentence({
            metric: name,
            lines: drawn?.linesDrawn ?? 0,
            read: formatCount(summary.pointsRead),
            state: mainNote(summary),
          })}
        </span>
      ) : null}
      {isTableOpen && metricKey !== undefined ? (
        <Suspense fallback={null}>
          <PointsDialog
            metricKey={metricKey}
            name={name}
            lines={lines}
            version={picture}
            isExact={summary?.state === 'exact'}
            onClose={() => setTableOpen(false)}
          />
        </Suspense>
      ) : null}
    </figure>
  );
});

function useChartMarks(
  metricKey: string | undefined,
  summary: PictureSummary | undefined,
  drawn: Drawn | undefined,
): void {
  const isDrawn = (drawn?.linesDrawn ?? 0) > 0;
  const isExact = isDrawn && summary?.state === 'exact';
  useEffect(() => {
    if (isDrawn && metricKey !== undefined) markAfterPaint('runlens:chart-first', metricKey);
  }, [isDrawn, metricKey]);
  useEffect(() => {
    if (isExact && metricKey !== undefined) markAfterPaint('runlens:chart-exact', metricKey);
  }, [isExact, metricKey]);
}

function useRetryFailed(query: ChartQuery | undefined, picture: ChartPicture | undefined): () => void {
  const client = useDataClient();
  return useCallback(() => {
    if (!query) return;
    const runs = query.runs.filter((_, index) => picture?.series[index]?.state === 'failed');
    // What became of it shows in the next picture.
    void client.call('chart.retry', { key: query.key, runs }).catch(() => undefined);
  }, [client, query, picture]);
}

import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../base/format-number.ts';
import { shownWindow } from './plot-shape.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { RunId } from '../domain/run.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import { useDataClient } from '../queries/data-client-context.tsx';
import { useWatch } from '../queries/use-watch.ts';
import type { ChartPicture, ChartQuery, MetricOfSet } from '../worker/data-protocol.ts';
import { CardMenu } from './card-menu.tsx';
import { ChartBadge, mainNote } from './chart-badge.tsx';
import { CardPlot, type Drawn, loadPlot, metricName, PLOT_HEIGHT_PX } from './card-plot.tsx';
import css from './chart-card.module.css';
import { FailureNotice } from './failure-notice.tsx';
import { markAfterPaint } from './mark.ts';
import { type PictureSummary, summarisePicture } from './picture-summary.ts';
import type { RunStyle } from './run-styles.ts';
import { useMountTurn } from './use-mount-turn.ts';
import { useNearViewport } from './use-near-viewport.ts';

/** The plot and the axes that it loads by itself. */
const plotCode = () => Promise.all([loadPlot(), import('../ui/echart.tsx')]);
const PointsDialog = lazy(async () => ({ default: (await import('./points-dialog.tsx')).PointsDialog }));

/** Cards this far below the screen already ask for their histories. */
const NEAR_PX = 300;

interface ChartCardProps {
  readonly metric: Pick<MetricOfSet, 'key' | 'sameAs' | 'ownKeys'>;
  readonly runs: readonly ComparedRun[];
  readonly styles: ReadonlyMap<RunId, RunStyle>;
  readonly settings: ChartSettings;
  readonly onZoom: (window: { readonly min: number; readonly max: number } | undefined) => void;
}

/** One metric of the compared runs: its lines, how faithful they are, and the points behind them. */
export function ChartCard({ metric, runs, styles, settings, onZoom }: ChartCardProps) {
  const { key: metricKey, ownKeys } = metric;
  const name = metricName(metric);
  const root = useRef<HTMLElement>(null);
  const isNear = useNearViewport(root, NEAR_PX);
  const hasTurn = useMountTurn(isNear, plotCode);
  const [widthPx, setWidthPx] = useState(0);
  const [isTableOpen, setTableOpen] = useState(false);
  const [drawn, setDrawn] = useState<Drawn>();
  const query = useMemo<ChartQuery | undefined>(
    () =>
      isNear && widthPx > 0
        ? {
            key: metricKey,
            runs: runs.map(({ id, isRunning, startMs }) => ({
              id,
              isRunning,
              startMs,
              key: ownKeys?.get(id),
            })),
            recipe: { axis: settings.axis, smoothing: settings.smoothing },
            widthPx,
            xKind: settings.xKind,
            yKind: settings.yKind,
            xWindow: shownWindow(settings),
          }
        : undefined,
    [metricKey, ownKeys, runs, isNear, widthPx, settings],
  );
  const { latest: picture, failure, retry } = useWatch('chart.watch', query);
  const summary = useMemo(() => picture && summarisePicture(picture), [picture]);
  useChartMarks(metricKey, summary, drawn);
  const retryFailed = useRetryFailed(metric, picture);

  return (
    <figure
      ref={root}
      className={css.card}
      role="figure"
      aria-label={name}
      data-state={failure ? 'failed' : (summary?.state ?? 'loading')}
      data-series={drawn?.linesDrawn ?? 0}
      data-series-failed={summary?.failed ?? 0}
      data-points-read={summary?.pointsRead ?? 0}
      data-points-total={summary?.pointsTotal}
      data-points-drawn={drawn?.pointsDrawn ?? 0}
    >
      <figcaption className={css.caption}>
        <b className={css.key} title={name}>
          {name}
        </b>
        <ChartBadge summary={summary} runCount={runs.length} onRetry={retryFailed} />
        <CardMenu name={name} onShowTable={() => setTableOpen(true)} />
      </figcaption>
      <div style={{ height: PLOT_HEIGHT_PX }}>
        {failure ? <FailureNotice failure={failure} shape="strip" onRetry={retry} /> : null}
        {isNear && hasTurn && !failure ? (
          <CardPlot
            metric={metric}
            picture={picture}
            runs={runs}
            styles={styles}
            settings={settings}
            onZoom={onZoom}
            onResize={setWidthPx}
            onDrawn={setDrawn}
          />
        ) : null}
      </div>
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
      {isTableOpen ? (
        <Suspense fallback={null}>
          <PointsDialog
            metric={metric}
            name={name}
            runs={runs}
            version={picture}
            isExact={summary?.state === 'exact'}
            onClose={() => setTableOpen(false)}
          />
        </Suspense>
      ) : null}
    </figure>
  );
}

function useChartMarks(
  metricKey: string,
  summary: PictureSummary | undefined,
  drawn: Drawn | undefined,
): void {
  const isDrawn = (drawn?.linesDrawn ?? 0) > 0;
  const isExact = isDrawn && summary?.state === 'exact';
  useEffect(() => {
    if (isDrawn) markAfterPaint('runlens:chart-first', metricKey);
  }, [isDrawn, metricKey]);
  useEffect(() => {
    if (isExact) markAfterPaint('runlens:chart-exact', metricKey);
  }, [isExact, metricKey]);
}

function useRetryFailed(
  { key, ownKeys }: ChartCardProps['metric'],
  picture: ChartPicture | undefined,
): () => void {
  const client = useDataClient();
  return useCallback(() => {
    const failed = picture?.series.filter(({ state }) => state === 'failed') ?? [];
    const runs = failed.map(({ runId }) => ({ id: runId, key: ownKeys?.get(runId) }));
    // What became of it shows in the next picture.
    void client.call('chart.retry', { key, runs }).catch(() => undefined);
  }, [client, key, ownKeys, picture]);
}

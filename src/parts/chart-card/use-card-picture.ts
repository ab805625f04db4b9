import { type RefObject, useCallback, useEffect, useMemo, useState } from 'react';
import type { ChartSettings } from '../../domain/workspace.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { useWatch } from '../../queries/use-watch.ts';
import type { ChartPicture, ChartQuery } from '../../worker/charts/chart-protocol.ts';
import { useBaseline } from '../baseline.tsx';
import { axesOfQuery, baselineOfQuery } from './card-axes.ts';
import { type Drawn, loadPlot } from './card-plot.tsx';
import { useChartReading } from './chart-reading.tsx';
import { joinsOf, partsOfLines } from './joined-lines.ts';
import { markAfterPaint } from '../mark.ts';
import { type PictureSummary, summarisePicture } from './picture-summary.ts';
import { type CardLine, lineNamesOf, type ShownCard } from '../charts-panel/shown-cards.ts';
import { useIsCardAsked } from './cards-on-page.ts';
import { useMountTurn } from './use-mount-turn.ts';
import { useNearViewport } from '../use-near-viewport.ts';

/** The plot and the axes that it loads by itself. */
const plotCode = () =>
  Promise.all([loadPlot(), import('../../ui/echart.tsx').then(({ prepareAxes }) => prepareAxes())]);

/** Cards this far below the screen already ask for their histories. */
const NEAR_PX = 300;

interface CardPictureOptions {
  readonly root: RefObject<HTMLElement | null>;
  readonly card: ShownCard;
  readonly lines: readonly CardLine[];
  readonly settings: ChartSettings;
  readonly groups: ChartQuery['groups'];
  /** It fills the screen: who gives a card the whole screen wants to see everything. */
  readonly isFull: boolean;
}

/** What a card asks of the worker and what has come, from when it is near the screen. */
export function useCardPicture(options: CardPictureOptions) {
  const { root, card, lines, settings, groups, isFull } = options;
  const { viewId } = useChartReading();
  const { asOfMs } = settings;
  const names = useMemo(() => lineNamesOf(card, viewId, asOfMs), [card, viewId, asOfMs]);
  const isOnScreen = useNearViewport(root, NEAR_PX);
  const isAsked = useIsCardAsked(card.id);
  const isNear = isOnScreen || isAsked;
  const hasTurn = useMountTurn(isNear, plotCode);
  const [widthPx, setWidthPx] = useState(0);
  const [isExactWanted, setExactWanted] = useState(isFull);
  const [drawn, setDrawn] = useState<Drawn>();
  const { baseline, directions } = useBaseline();
  // Drawn as logged until the baseline is known, all lines would jump.
  const isHeld = settings.yMeasure !== 'value' && baseline?.state === 'reading';
  const query = useMemo<ChartQuery | undefined>(
    () =>
      isNear && !isHeld && widthPx > 0 && names
        ? {
            ...names,
            // Where nothing is looked up the query is the same in every view.
            ...(settings.axis.kind === 'expression' ? { viewId } : {}),
            runs: partsOfLines(lines).map(({ run: { id, isRunning, startMs }, key }) => ({
              id,
              isRunning,
              startMs,
              key: key === names.key ? undefined : key,
            })),
            isExactWanted: isExactWanted || undefined,
            widthPx,
            ...axesOfQuery(settings),
            joins: joinsOf(lines),
            groups,
            baseline: baselineOfQuery(lines, settings, directions),
          }
        : undefined,
    [names, viewId, lines, isNear, isHeld, isExactWanted, widthPx, settings, groups, directions],
  );
  const { latest: picture, failure, retry } = useWatch('chart.watch', query);
  const summary = useMemo(() => picture && summarisePicture(picture), [picture]);
  useChartMarks(names?.expression ?? names?.key, summary, drawn, picture?.bands !== undefined);
  return {
    /** Undefined: there is nothing to draw. */
    names,
    query,
    picture,
    failure,
    retry,
    summary,
    drawn,
    isReady: isNear && hasTurn,
    retryFailed: useRetryFailed(query, picture),
    exactWish: { isWanted: isExactWanted, onWant: setExactWanted },
    onReadAt: useReadAtOf(query),
    onResize: setWidthPx,
    onDrawn: setDrawn,
  };
}

export type CardPicture = ReturnType<typeof useCardPicture>;

function useReadAtOf(query: ChartQuery | undefined) {
  const client = useDataClient();
  return useMemo(() => query && ((x: number) => client.call('chart.read-at', { query, x })), [client, query]);
}

/** `chart-first` once every line stands, be it from a sample; `chart-exact` once they are made of all points. */
function useChartMarks(
  metricKey: string | undefined,
  summary: PictureSummary | undefined,
  drawn: Drawn | undefined,
  hasBands: boolean,
): void {
  const isAllDrawn = (drawn?.linesDrawn ?? 0) >= (hasBands ? 1 : (summary?.lines ?? 0));
  const isDrawn = (drawn?.linesDrawn ?? 0) > 0 && summary?.loading === 0 && isAllDrawn;
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
    const { key, expression, viewId, recipe } = query;
    const request = { key, expression, viewId, axis: recipe.axis, runs };
    void client.call('chart.retry', request).catch(() => undefined);
  }, [client, query, picture]);
}

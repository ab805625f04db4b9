import type { CardId } from '../../domain/charts/chart-cards.ts';
import { settingsForCard, zoomChange } from '../../domain/charts/card-axes.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { useCallback, useMemo } from 'react';
import { directionOf } from '../../domain/runs/metric-direction.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import type { ChartBaseline, ChartQuery } from '../../worker/charts/chart-protocol.ts';
import { useChartReading } from './chart-reading.tsx';
import { shownWindow } from './plot-shape.ts';
import type { CardLine } from '../charts-panel/shown-cards.ts';

export type ChangeSettings = (change: Partial<ChartSettings>, joint?: string) => void;

/** Settings as they hold for one card, and how it is zoomed: with all cards of the same x. */
export function useCardSettings(
  all: ChartSettings,
  id: CardId,
  metricKey: string | undefined,
  onSettings: ChangeSettings,
) {
  const key = metricKey ?? '';
  const { clocks } = useChartReading();
  const settings = useMemo(() => settingsForCard(all, id, key), [all, id, key]);
  const onZoom = useCallback(
    (window: ChartSettings['xWindow']) =>
      onSettings(zoomChange(all, id, key, window, clocks && [...new Set(clocks.values())])),
    [all, id, key, clocks, onSettings],
  );
  return { settings, onZoom };
}

/** What a picture is to be like, of the settings of its card. */
export function axesOfQuery(
  settings: ChartSettings,
): Pick<ChartQuery, 'recipe' | 'xKind' | 'yKind' | 'xWindow' | 'xRange' | 'yRange' | 'clipping'> {
  const { axis, smoothing, xKind, yKind, xRange, yRange, clipping } = settings;
  return {
    recipe: { axis, smoothing },
    xKind,
    yKind,
    xWindow: shownWindow(settings) ?? typedWindow(settings),
    xRange,
    yRange,
    clipping,
  };
}

/** The baseline's lines among those of a card; undefined: none of them is the baseline's. */
export function baselineOfQuery(
  lines: readonly Pick<CardLine, 'key' | 'member' | 'isBaseline'>[],
  { yMeasure: measure, baselineLevel: level }: Pick<ChartSettings, 'yMeasure' | 'baselineLevel'>,
  directions: Readonly<Record<string, Direction>>,
): ChartBaseline | undefined {
  const own = lines.flatMap(({ key, member, isBaseline }, line) =>
    isBaseline ? [{ line, member, direction: directionOf(key, directions) }] : [],
  );
  if (own.length === 0) return undefined;
  const placeOf = new Map(own.map(({ member, line }) => [member, line]));
  return {
    lines: own.map(({ line, direction }) => ({ line, direction })),
    against: lines.map(({ member }) => placeOf.get(member) ?? -1),
    measure,
    level,
  };
}

/** Both ends typed are a window like any other: a sampled card fetches finer points of it. */
function typedWindow({ xKind, xRange: { min, max } }: ChartSettings): ChartSettings['xWindow'] {
  if (min === undefined || max === undefined || min >= max) return undefined;
  return xKind === 'log' && min <= 0 ? undefined : { min, max };
}

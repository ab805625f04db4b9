import type { CardId } from '../domain/chart-cards.ts';
import { settingsForCard, zoomChange } from '../domain/card-axes.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { useCallback, useMemo } from 'react';
import type { ChartQuery } from '../worker/chart-protocol.ts';
import { shownWindow } from './plot-shape.ts';

export type ChangeSettings = (change: Partial<ChartSettings>, joint?: string) => void;

/** Settings as they hold for one card, and how it is zoomed: with all cards of the same x. */
export function useCardSettings(
  all: ChartSettings,
  id: CardId,
  metricKey: string | undefined,
  onSettings: ChangeSettings,
) {
  const key = metricKey ?? '';
  const settings = useMemo(() => settingsForCard(all, id, key), [all, id, key]);
  const onZoom = useCallback(
    (window: ChartSettings['xWindow']) => onSettings(zoomChange(all, key, window)),
    [all, key, onSettings],
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

/** Both ends typed are a window like any other: a sampled card fetches finer points of it. */
function typedWindow({ xKind, xRange: { min, max } }: ChartSettings): ChartSettings['xWindow'] {
  if (min === undefined || max === undefined || min >= max) return undefined;
  return xKind === 'log' && min <= 0 ? undefined : { min, max };
}

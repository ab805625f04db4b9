import { createContext, type ReactNode, use, useEffect, useMemo } from 'react';
import type { PinnedPlace } from '../domain/pinned-place.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { RunId } from '../domain/run.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import type { LineText } from '../ui/plot-tooltip.tsx';
import { useLegendTexts } from './use-legend-texts.ts';
import { useStableCallback } from './use-stable-callback.ts';

/** How all cards of the page are read: what they pin, and what their lines are called. */
export interface ChartReading {
  readonly pinned: PinnedPlace | undefined;
  readonly onPin: (pinned: PinnedPlace | undefined) => void;
  /** Shows these steps in all cards, by step. */
  readonly onLookAt: (steps: { readonly min: number; readonly max: number }) => void;
  readonly isTemplateWrong: boolean;
  /** By run; a run that is not there goes by its name. */
  readonly texts: ReadonlyMap<RunId, LineText>;
}

const NO_TEXTS: ReadonlyMap<RunId, LineText> = new Map();
const ReadingContext = createContext<ChartReading>({
  pinned: undefined,
  onPin: () => undefined,
  onLookAt: () => undefined,
  isTemplateWrong: false,
  texts: NO_TEXTS,
});

interface ReadingProviderProps {
  readonly settings: Pick<ChartSettings, 'pinned' | 'legend' | 'tooltipFields'>;
  readonly runs: readonly ComparedRun[];
  /** The view that the runs are rows of; undefined: lines go by the names of runs. */
  readonly viewId: string | undefined;
  readonly onSettings: (change: Partial<ChartSettings>) => void;
  readonly children: ReactNode;
}

export function ReadingProvider({ settings, runs, viewId, children, ...props }: ReadingProviderProps) {
  const { pinned } = settings;
  const { texts, isTemplateWrong } = useLegendTexts(viewId, runs, settings);
  const onSettings = useStableCallback(props.onSettings);
  const reading = useMemo<ChartReading>(
    () => ({
      pinned,
      texts,
      isTemplateWrong,
      onPin: (next) => onSettings({ pinned: next }),
      // A log axis has no place for steps below 1.
      onLookAt: (xWindow) =>
        onSettings({ axis: { kind: 'step' }, xWindow, ...(xWindow.min <= 0 ? { xKind: 'linear' } : {}) }),
    }),
    [pinned, texts, isTemplateWrong, onSettings],
  );
  useUnpinOnEscape(pinned !== undefined, reading.onPin);
  return <ReadingContext value={reading}>{children}</ReadingContext>;
}

export function useChartReading(): ChartReading {
  return use(ReadingContext);
}

/** Where Escape closes something else. */
const OTHER_PLACES = 'input, textarea, select, [contenteditable], dialog, [role="menu"], [role="listbox"]';

function useUnpinOnEscape(isPinned: boolean, onPin: ChartReading['onPin']): void {
  useEffect(() => {
    if (!isPinned) return undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return;
      if (event.target instanceof Element && event.target.closest(OTHER_PLACES)) return;
      onPin(undefined);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [isPinned, onPin]);
}

import { createContext, type ReactNode, use, useMemo } from 'react';
import type { PinnedPlace } from '../../domain/charts/pinned-place.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { elapsedOfSteps, type RunClock } from '../../domain/series/run-clock.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import type { LineText } from '../../ui/plot-tooltip.tsx';
import type { KeyCatalogue, MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import { useEscape } from '../use-escape.ts';
import { useJoinKeys } from '../charts-panel/use-join-keys.ts';
import { useLegendTexts } from '../charts-panel/use-legend-texts.ts';
import { useRunClocks } from '../charts-panel/use-run-clocks.ts';
import { useStableCallback } from '../use-stable-callback.ts';

/** How all cards of the page are read: what they pin, and what their lines are called. */
export interface ChartReading {
  /** The view that the runs are rows of. */
  readonly viewId: string | undefined;
  /** Keys that expressions may name, where no view tells them. */
  readonly catalogue: KeyCatalogue | undefined;
  readonly pinned: PinnedPlace | undefined;
  readonly onPin: (pinned: PinnedPlace | undefined) => void;
  /** Shows these steps in all cards, by step. */
  readonly onLookAt: (steps: { readonly min: number; readonly max: number }) => void;
  readonly isTemplateWrong: boolean;
  /** By run; a run that is not there goes by its name. */
  readonly texts: ReadonlyMap<RunId, LineText>;
  /** Runs that share one are one training; undefined: nothing is joined. */
  readonly joinKeys: ReadonlyMap<RunId, string> | undefined;
  /** Link cards by step with those that go by time all the same; undefined: nothing links them. */
  readonly clocks: ReadonlyMap<RunId, RunClock> | undefined;
}

const NO_TEXTS: ReadonlyMap<RunId, LineText> = new Map();
const ReadingContext = createContext<ChartReading>({
  viewId: undefined,
  catalogue: undefined,
  pinned: undefined,
  onPin: () => undefined,
  onLookAt: () => undefined,
  isTemplateWrong: false,
  texts: NO_TEXTS,
  joinKeys: undefined,
  clocks: undefined,
});

interface ReadingProviderProps {
  readonly settings: Pick<ChartSettings, 'pinned' | 'legend' | 'tooltipFields' | 'joinBy' | 'axis'>;
  readonly runs: readonly ComparedRun[];
  readonly metrics: readonly MetricOfSet[];
  /** The view that the runs are rows of; undefined: lines go by the names of runs. */
  readonly viewId: string | undefined;
  readonly rowsVersion: number | undefined;
  readonly catalogue: KeyCatalogue | undefined;
  readonly onSettings: (change: Partial<ChartSettings>) => void;
  readonly children: ReactNode;
}

export function ReadingProvider({
  settings,
  runs,
  metrics,
  viewId,
  rowsVersion,
  catalogue,
  children,
  ...props
}: ReadingProviderProps) {
  const { pinned } = settings;
  const { texts, isTemplateWrong } = useLegendTexts(viewId, runs, settings, rowsVersion);
  const joinKeys = useJoinKeys(viewId, runs, settings.joinBy, rowsVersion);
  const clocks = useRunClocks(runs, metrics, settings, joinKeys);
  const onSettings = useStableCallback(props.onSettings);
  const reading = useMemo<ChartReading>(
    () => ({
      viewId,
      catalogue,
      pinned,
      texts,
      isTemplateWrong,
      joinKeys,
      clocks,
      onPin: (next) => onSettings({ pinned: next }),
      // A log axis has no place for steps below 1.
      onLookAt: (xWindow) => {
        const systemWindow = clocks && elapsedOfSteps([...new Set(clocks.values())], xWindow);
        const xKind = xWindow.min <= 0 ? ({ xKind: 'linear' } as const) : {};
        onSettings({ axis: { kind: 'step' }, xWindow, ...(systemWindow && { systemWindow }), ...xKind });
      },
    }),
    [viewId, catalogue, pinned, texts, isTemplateWrong, joinKeys, clocks, onSettings],
  );
  useEscape('pin', pinned !== undefined, () => reading.onPin(undefined));
  return <ReadingContext value={reading}>{children}</ReadingContext>;
}

export function useChartReading(): ChartReading {
  return use(ReadingContext);
}

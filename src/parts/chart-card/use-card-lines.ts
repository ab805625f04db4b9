import { useMemo } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { useBaselineOfLines } from '../baseline.tsx';
import { useChartReading } from './chart-reading.tsx';
import { joinLines } from './joined-lines.ts';
import { type CardLine, linesOf, type ShownCard } from '../charts-panel/shown-cards.ts';

export interface CardLines {
  /** Every run by itself. */
  readonly apart: readonly CardLine[];
  /** Runs of one training as one. */
  readonly lines: readonly CardLine[];
  /** Runs that have a place on the card. */
  readonly shownCount: number;
  /** Empty: there is none. */
  readonly baselineName: string;
}

/** The lines of a card. */
export function useCardLines(card: ShownCard, runs: readonly ComparedRun[], mostLines: number): CardLines {
  const { joinKeys } = useChartReading();
  const baseline = useBaselineOfLines();
  const apart = useMemo(() => linesOf(card, runs, mostLines, baseline), [card, runs, mostLines, baseline]);
  const lines = useMemo(() => joinLines(apart, joinKeys), [apart, joinKeys]);
  const hasMetric = card.metrics.length > 0;
  const shownCount = hasMetric ? new Set(apart.map(({ run }) => run)).size : runs.length;
  return { apart, lines, shownCount, baselineName: baseline?.name ?? '' };
}

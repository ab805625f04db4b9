import { useEffect, useMemo, useRef } from 'react';
import { arrangeCards } from '../../domain/charts/arrange-cards.ts';
import { textsOfContent } from '../../domain/charts/chart-cards.ts';
import type { ChartLayout } from '../../domain/charts/chart-layout.ts';
import type { MetricFamily } from '../../domain/statistics/families.ts';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import { type ShownCard, type ShownSection, showCards } from './shown-cards.ts';
import { useKeyOutline } from '../use-key-outline.ts';

const NO_KEYS: readonly string[] = [];
const NO_FAMILIES: readonly MetricFamily[] = [];

/** All cards in their places; undefined until many keys are looked through. */
export function useShownSections(
  metrics: readonly MetricOfSet[],
  layout: ChartLayout,
  compilePattern: (pattern: string) => ((key: string) => boolean) | undefined,
): { readonly all: readonly ShownSection[] | undefined; readonly families: readonly MetricFamily[] } {
  const keys = useMemo(() => metrics.map(({ key }) => key), [metrics]);
  const outline = useKeyOutline(keys.length > 0 ? keys : NO_KEYS);
  const sections = useMemo(
    () => outline && arrangeCards(layout, { ...outline, compilePattern }),
    [outline, layout, compilePattern],
  );
  const before = useRef<readonly ShownSection[]>([]);
  const all = useMemo(() => {
    if (!outline || !sections) return undefined;
    const byKey = new Map(metrics.map((metric) => [metric.key, metric]));
    // oxlint-disable-next-line react/refs -- only spares renders: the result is the same without
    return showCards(sections, byKey, outline.families, before.current);
  }, [outline, sections, metrics]);
  useEffect(() => {
    before.current = all ?? [];
  }, [all]);
  return { all, families: outline?.families ?? NO_FAMILIES };
}

/** Sections with the cards that a search finds, by any text of theirs; those without are left out. */
export function searchSections(
  sections: readonly ShownSection[],
  isFound: (text: string) => boolean,
): readonly ShownSection[] {
  return sections
    .map((section) => ({
      ...section,
      metrics: section.metrics.filter((card) => textsOf(card).some(isFound)),
    }))
    .filter(({ metrics }) => metrics.length > 0);
}

function textsOf({ content, metrics }: ShownCard): readonly string[] {
  return [...textsOfContent(content), ...metrics.flatMap(({ key, sameAs = [] }) => [key, ...sameAs])];
}

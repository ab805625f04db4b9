import { useEffect, useState } from 'react';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import type { LineText } from '../../ui/plot-tooltip.tsx';

const NO_TEXTS: Answer = { of: '[]', texts: new Map(), isTemplateWrong: false };

export interface LegendTexts {
  readonly texts: ReadonlyMap<RunId, LineText>;
  readonly isTemplateWrong: boolean;
}

interface Answer extends LegendTexts {
  /** All of it, to tell whether another one says the same. */
  readonly of: string;
}

/**
 * What lines of the compared runs are called, and what tooltips tell of them.
 *
 * @param rowsVersion another one after the rows of the view changed
 */
export function useLegendTexts(
  viewId: string | undefined,
  runs: readonly ComparedRun[],
  { legend, tooltipFields }: Pick<ChartSettings, 'legend' | 'tooltipFields'>,
  rowsVersion?: number,
): LegendTexts {
  const client = useDataClient();
  const [answer, setAnswer] = useState(NO_TEXTS);
  useEffect(() => {
    if (viewId === undefined || runs.length === 0) return undefined;
    const controller = new AbortController();
    const request = { viewId, ids: runs.map(({ id }) => id), template: legend, fields: tooltipFields };
    client
      .call('runs.legend', request, { signal: controller.signal })
      .then(({ texts, isTemplateWrong }) => {
        if (controller.signal.aborted) return;
        const entries = runs.flatMap((run, index): (readonly [RunId, LineText])[] => {
          const text = texts[index];
          return text ? [[run.id, { label: text.label ?? run.name, details: text.details }]] : [];
        });
        const next = {
          of: JSON.stringify([entries, isTemplateWrong]),
          texts: new Map(entries),
          isTemplateWrong,
        };
        setAnswer((before) => (before.of === next.of ? before : next));
      })
      // Names of runs serve as well, until the set or the template changes.
      .catch(() => undefined);
    return () => controller.abort();
    // Rows that changed are a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-effect-dependencies
  }, [client, viewId, runs, legend, tooltipFields, rowsVersion]);
  return answer;
}

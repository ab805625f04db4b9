import type { DiffWords } from '../../../domain/comparison/diff-words.ts';
import { exportFileName } from '../../../domain/export/export-name.ts';
import type { ComparedRun } from '../../../domain/runs/compare-set.ts';
import { m } from '../../../paraglide/messages.js';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import { downloadBlob } from '../../../ui/download-blob.ts';
import type { DeltaRules } from './diff-deltas.ts';
import { diffText } from './diff-text.ts';
import type { DiffQuestion } from './use-diff.ts';

const ALL = { start: 0, end: Number.MAX_SAFE_INTEGER } as const;

export interface DiffTexts {
  readonly markdown: () => Promise<string>;
  readonly saveCsv: () => Promise<void>;
}

/** All lines that are looked at, those off the screen included. */
export function useDiffTexts(
  question: DiffQuestion,
  runs: readonly ComparedRun[],
  words: DiffWords,
  rules: DeltaRules,
): DiffTexts {
  const client = useDataClient();
  const textOf = async (format: 'csv' | 'markdown') => {
    const { rows, statuses } = await client.call('runs.diff', {
      ...question,
      ...ALL,
      waitsForModels: true,
    });
    // An empty column would say that nothing was logged.
    const named = runs.map(({ name }, place) => ({
      name: statuses[place] ? name : `${name} (${m.diff_unread()})`,
    }));
    return diffText(format, rows, { runs: named, words, rules });
  };
  return {
    markdown: () => textOf('markdown'),
    saveCsv: async () => {
      const experiments = [
        ...new Set(runs.map(({ experimentId }) => words.experiments[experimentId] ?? experimentId)),
      ];
      const fileName = exportFileName([`${m.tab_diff()} ${experiments.join(' ')}`], new Date(), false, 'csv');
      downloadBlob(new Blob([await textOf('csv')], { type: 'text/csv;charset=utf-8' }), fileName);
    },
  };
}

import { useDeferredValue, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { FilesView } from '../../domain/artifacts/compare/files-view.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './compare.module.css';
import { ComputeFailed } from './compute-failed.tsx';
import type { FileOfRun } from './compared-run-file.ts';
import { CutWords, RowGrid } from './row-grid.tsx';
import { Check } from './text-compare.tsx';
import { useCompareWorker } from './use-compare-worker.ts';

export interface RowsOfFilesProps {
  readonly files: readonly FileOfRun[];
  readonly runs: readonly ComparedRun[];
  readonly view: FilesView;
  readonly onView: (change: Partial<FilesView>) => void;
}

/** JSON and YAML of many runs: a row for each key, those that vary first of all. */
export function TreeCompare({ files, runs, view, onView }: RowsOfFilesProps) {
  const { isDifferencesOnly } = view;
  const [text, setText] = useState('');
  const find = useDeferredValue(text.trim());
  const { answer, failure, retry } = useCompareWorker(
    files,
    JSON.stringify([isDifferencesOnly, find]),
    async (worker, signal) => {
      const keys = files.map(({ run }) => run.id);
      const tree = await worker.call('compare.tree', { keys, isDifferencesOnly, find }, { signal });
      return { tree, files, find };
    },
  );
  useMark('runlens:view-ready', answer !== undefined, 'artifact:compare-tree');
  if (failure) return <ComputeFailed failure={failure} onRetry={retry} />;
  if (!answer) return <Waiting words={m.cmp_reading()} rows={10} />;
  const { tree } = answer;
  return (
    <>
      <div className={css['toolbar']}>
        <span className={css['find']}>
          <TextField type="search" label={m.diff_find()} value={text} onChange={setText} />
        </span>
        <Check
          isOn={isDifferencesOnly}
          words={m.diff_only()}
          onTurn={(isOn) => onView({ isDifferencesOnly: isOn })}
        />
        <span className={css['said']} role="status" data-differences={tree.differing}>
          {m.diff_value_paths({ differ: formatCount(tree.differing), same: formatCount(tree.same) })}
        </span>
        <CutWords rows={tree} files={answer.files} broken={tree.broken} />
      </div>
      <RowGrid
        keyName={m.cmp_key()}
        files={answer.files}
        runs={runs}
        rows={tree}
        isFound={answer.find !== ''}
      />
    </>
  );
}

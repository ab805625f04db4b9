import { useDeferredValue, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { TextField } from '../../ui/text-field.tsx';
import css from './compare.module.css';
import { ComputeFailed } from './compute-failed.tsx';
import { CutWords, RowGrid } from './row-grid.tsx';
import { Check } from './text-compare.tsx';
import type { RowsOfFilesProps } from './tree-compare.tsx';
import { useCompareWorker } from './use-compare-worker.ts';

/** Tables of many runs joined by a column: one of their other columns, a row for each key and a column for each run. */
export function TableCompare({ files, runs, view, onView }: RowsOfFilesProps) {
  const { isDifferencesOnly, joinBy, column } = view;
  const [text, setText] = useState('');
  const find = useDeferredValue(text.trim());
  const { answer, failure, retry } = useCompareWorker(
    files,
    JSON.stringify([isDifferencesOnly, find, joinBy, column]),
    async (worker, signal) => {
      const keys = files.map(({ run }) => run.id);
      const request = { keys, isDifferencesOnly, find, joinBy, column };
      const tables = await worker.call('compare.tables', request, { signal });
      return { tables, files, find };
    },
  );
  useMark('runlens:view-ready', answer !== undefined, 'artifact:compare-table');
  if (failure) return <ComputeFailed failure={failure} onRetry={retry} />;
  if (!answer) return <Waiting words={m.cmp_reading()} rows={10} />;
  const { tables } = answer;
  return (
    <>
      <div className={css['toolbar']}>
        <label className={css['choice']}>
          {m.cmp_join()}
          <select value={tables.joinBy} onChange={(event) => onView({ joinBy: event.currentTarget.value })}>
            <option value="">{m.cmp_join_place()}</option>
            {tables.columns.map((name) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label className={css['choice']}>
          {m.cmp_column()}
          <select
            value={tables.column ?? ''}
            onChange={(event) => onView({ column: event.currentTarget.value })}
          >
            {tables.columns
              .filter((name) => name !== tables.joinBy || name === tables.column)
              .map((name) => (
                <option key={name} value={name}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <span className={css['find']}>
          <TextField type="search" label={m.diff_find()} value={text} onChange={setText} />
        </span>
        <Check
          isOn={isDifferencesOnly}
          words={m.diff_only()}
          onTurn={(isOn) => onView({ isDifferencesOnly: isOn })}
        />
        <span className={css['said']} role="status" data-differences={tables.differing}>
          {m.cmp_row_counts({ differ: formatCount(tables.differing), same: formatCount(tables.same) })}
        </span>
        <CutWords rows={tables} files={answer.files} broken={tables.broken} />
      </div>
      <RowGrid
        keyName={tables.joinBy === '' ? m.cmp_join_place() : tables.joinBy}
        files={answer.files}
        runs={runs}
        rows={tables}
        isFound={answer.find !== ''}
      />
    </>
  );
}

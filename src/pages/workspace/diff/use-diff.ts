import { useCallback, useState } from 'react';
import type { DiffRow } from '../../../domain/comparison/diff-rows.ts';
import { useDataClient } from '../../../queries/data-client-context.tsx';
import { useAsking } from '../asking.tsx';
import type { DiffReply, DiffRequest } from '../../../worker/compare/diff-protocol.ts';

export type DiffQuestion = Omit<DiffRequest, 'start' | 'end' | 'waitsForModels'>;

/** [start, end) of the lines. */
interface LineRange {
  readonly start: number;
  readonly end: number;
}

export interface ReadDiff {
  /** The last answer; it stays while a changed question has none yet. Undefined: there was none. */
  readonly reply: DiffReply | undefined;
  readonly getRow: (index: number) => DiffRow | undefined;
  readonly onVisibleRange: (start: number, end: number) => void;
}

/**
 * The window of lines that is on screen.
 *
 * @param version of the rows: another one is a reason to ask again
 * @param fixed in place of what is on screen
 */
export function useDiff(
  question: DiffQuestion,
  version: number | undefined,
  fixed: LineRange | undefined,
): ReadDiff {
  const client = useDataClient();
  const [seen, setSeen] = useState<LineRange>({ start: 0, end: 80 });
  const range = fixed ?? seen;
  const [reply, setReply] = useState<DiffReply>();
  const key = JSON.stringify(question);
  const ask = useCallback(
    async (signal: AbortSignal) => {
      const read = async (waitsForModels: boolean): Promise<void> => {
        const next = await client.call('runs.diff', { ...question, ...range, waitsForModels }, { signal });
        if (signal.aborted) return;
        setReply(next);
        // Their lines follow: a slow server keeps nobody from the others.
        if (next.models.state === 'reading' && !question.isGrowing) await read(true);
      };
      await read(false);
    },
    // `key` stands for `question`; a new version is a reason to ask again.
    // oxlint-disable-next-line react/exhaustive-deps
    [client, key, version, range],
  );
  useAsking(ask);
  const getRow = useCallback((index: number) => reply?.rows[index - reply.start], [reply]);
  const onVisibleRange = useCallback(
    (start: number, end: number) =>
      setSeen((before) => (before.start === start && before.end === end ? before : { start, end })),
    [],
  );
  return { reply, getRow, onVisibleRange };
}

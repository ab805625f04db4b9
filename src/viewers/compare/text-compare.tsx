import { useMemo, useRef, useState } from 'react';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { formatCount } from '../../base/format-number.ts';
import {
  ADDED,
  changeStarts,
  foldSame,
  REMOVED,
  SAME,
  unifyLines,
} from '../../domain/artifacts/compare/align-lines.ts';
import type { FilesView } from '../../domain/artifacts/compare/files-view.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { ComparedLines } from '../../worker/files/compare-protocol.ts';
import css from './compare.module.css';
import { ComputeFailed } from './compute-failed.tsx';
import type { FileOfRun } from './compared-run-file.ts';
import { LinePair } from './line-pair.tsx';
import { RunName } from './run-strip.tsx';
import { useCompareWorker } from './use-compare-worker.ts';

interface TextCompareProps {
  readonly first: FileOfRun;
  readonly second: FileOfRun;
  readonly runs: readonly ComparedRun[];
  readonly view: FilesView;
  readonly onView: (change: Partial<FilesView>) => void;
}

const ROW_PX = 19;
const CONTEXT_LINES = 3;

/** Two texts, line by line, in two columns or one. */
export function TextCompare(props: TextCompareProps) {
  const { first, second } = props;
  const files = useMemo(() => [first, second], [first, second]);
  const { answer, failure, retry } = useCompareWorker(
    files,
    `${first.run.id} ${second.run.id}`,
    async (worker, signal) => ({
      of: files,
      lines: await worker.call('compare.lines', { before: first.run.id, after: second.run.id }, { signal }),
    }),
  );
  if (failure) return <ComputeFailed failure={failure} onRetry={retry} />;
  if (answer?.of !== files) return <Waiting words={m.cmp_reading()} rows={10} />;
  const binary = files.filter(({ run }) => answer.lines.binary.includes(run.id));
  if (binary.length > 0) return <NoText files={binary} />;
  return <Lines key={`${first.run.id} ${second.run.id}`} {...props} lines={answer.lines} />;
}

/** A `.txt` may hold anything. */
function NoText({ files }: { readonly files: readonly FileOfRun[] }) {
  useMark('runlens:view-ready', true, 'artifact:compare-text');
  const names = files.map(({ run }) => run.name).join(', ');
  return <EmptyState title={m.cmp_binary({ runs: names })} body={m.cmp_no_way_body()} />;
}

function Lines({
  first,
  second,
  runs,
  view,
  onView,
  lines,
}: TextCompareProps & { readonly lines: ComparedLines }) {
  useMark('runlens:view-ready', true, 'artifact:compare-text');
  const scroller = useRef<HTMLDivElement>(null);
  const [opened, setOpened] = useState<ReadonlySet<number>>(new Set());
  const { isUnified, isDifferencesOnly } = view;
  const aligned = useMemo(
    () => (isUnified ? unifyLines(lines.aligned) : lines.aligned),
    [isUnified, lines.aligned],
  );
  const shown = useMemo(
    () => foldSame(aligned.kinds, isDifferencesOnly ? CONTEXT_LINES : Number.POSITIVE_INFINITY, opened),
    [aligned, isDifferencesOnly, opened],
  );
  const changes = useMemo(() => changeStarts(aligned.kinds), [aligned]);
  const [at, setAt] = useState(-1);
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_PX,
    getItemKey: (index) => shown[index]?.row ?? index,
    overscan: 20,
  });
  const step = (direction: 1 | -1) => {
    const next = (at + direction + changes.length) % changes.length;
    setAt(next);
    const index = shown.findIndex(({ row }) => row === changes[next]);
    if (index >= 0) virtual.scrollToIndex(index, { align: 'center' });
  };
  return (
    <>
      <LinesBar lines={lines} changes={changes.length} view={view} onView={onView} onStep={step} />
      <div className={css['sides']}>
        {[first, second].map(({ run }) => (
          <span key={run.id} className={css['side']}>
            <RunName run={run} runs={runs} />
          </span>
        ))}
      </div>
      <div
        ref={scroller}
        className={css['lines']}
        role="group"
        aria-label={m.cmp_lines_of({ first: first.run.name, second: second.run.name })}
        // A place to scroll with the keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        onKeyDown={(event) => {
          if (event.ctrlKey || event.metaKey || event.altKey || changes.length === 0) return;
          if (event.key === 'n') step(1);
          else if (event.key === 'p') step(-1);
        }}
      >
        <div className={css['canvas']} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const entry = shown[item.index];
            if (!entry) return null;
            const { row, count } = entry;
            const place = { transform: `translateY(${item.start}px)` };
            return (
              <div
                key={item.key}
                ref={virtual.measureElement}
                data-index={item.index}
                className={css['row']}
                style={place}
              >
                {count > 1 ? (
                  <button
                    type="button"
                    className={css['fold']}
                    onClick={() => setOpened(new Set(opened).add(row))}
                  >
                    {m.cmp_folded({ count: formatCount(count) })}
                  </button>
                ) : (
                  <LinePair
                    kind={aligned.kinds[row] ?? SAME}
                    left={aligned.lefts[row] ?? -1}
                    right={aligned.rights[row] ?? -1}
                    lines={lines}
                    isUnified={isUnified}
                    isCurrent={row === changes[at]}
                  />
                )}
              </div>
            );
          })}
        </div>
      </div>
    </>
  );
}

interface LinesBarProps extends Pick<TextCompareProps, 'view' | 'onView'> {
  readonly lines: ComparedLines;
  readonly changes: number;
  readonly onStep: (direction: 1 | -1) => void;
}

function LinesBar({ lines, changes, view, onView, onStep }: LinesBarProps) {
  const { isUnified, isDifferencesOnly } = view;
  return (
    <div className={css['toolbar']}>
      <Check isOn={isUnified} words={m.cmp_unified()} onTurn={(isOn) => onView({ isUnified: isOn })} />
      <Check
        isOn={isDifferencesOnly}
        words={m.diff_only()}
        onTurn={(isOn) => onView({ isDifferencesOnly: isOn })}
      />
      <span className={css['buttons']}>
        {([-1, 1] as const).map((direction) => (
          <button
            key={direction}
            type="button"
            className={css['button']}
            aria-label={direction === 1 ? m.diff_next() : m.diff_previous()}
            title={direction === 1 ? m.diff_next() : m.diff_previous()}
            disabled={changes === 0}
            onClick={() => onStep(direction)}
          >
            {direction === 1 ? <IconArrowDown size={14} /> : <IconArrowUp size={14} />}
          </button>
        ))}
      </span>
      <span className={css['said']} role="status" data-differences={changes}>
        {changes === 0 ? m.cmp_same_texts() : countWords(lines, changes)}
      </span>
      {lines.aligned.isByPlace ? <span className={css['warn']}>{m.cmp_by_place()}</span> : null}
    </div>
  );
}

function countWords({ aligned: { kinds } }: ComparedLines, changes: number): string {
  let [removed, added] = [0, 0];
  for (const kind of kinds) {
    if (kind !== SAME && kind !== ADDED) removed++;
    if (kind !== SAME && kind !== REMOVED) added++;
  }
  return m.cmp_counts({
    changes: formatCount(changes),
    removed: formatCount(removed),
    added: formatCount(added),
  });
}

interface CheckProps {
  readonly isOn: boolean;
  readonly words: string;
  readonly onTurn: (isOn: boolean) => void;
}

export function Check({ isOn, words, onTurn }: CheckProps) {
  return (
    <label className={css['choice']}>
      <input type="checkbox" checked={isOn} onChange={(event) => onTurn(event.currentTarget.checked)} />
      {words}
    </label>
  );
}

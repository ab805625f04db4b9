import type { ReactNode } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { useHighlightStore } from '../../parts/highlight.tsx';
import { useRunStyles } from '../../parts/run-styles.ts';
import { failureWords } from '../../parts/wording.ts';
import { type ComparedFile, fileOf, FIRST_RUNS } from '../../queries/compared-files.ts';
import css from './compare.module.css';
import type { FileOfRun } from './compared-run-file.ts';
import type { FilesOfRuns } from './use-compared-files.ts';

interface RunStripProps {
  readonly runs: readonly ComparedRun[];
  readonly baselineId: RunId | undefined;
  readonly from: FilesOfRuns;
  readonly read: readonly FileOfRun[];
  readonly limitBytes: number;
  /** The run beside the first one; undefined: all are shown. */
  readonly against: RunId | undefined;
  readonly onAgainst: ((id: RunId) => void) | undefined;
}

/** Which run has the file, and whether it is the same; a click shows it beside the first one. */
export function RunStrip(props: RunStripProps) {
  const { runs, from, read, against, onAgainst } = props;
  const left = runs.length - from.asked.length;
  return (
    <div className={css['strip']} role="group" aria-label={m.cmp_runs()}>
      {from.asked.map((run) => (
        <RunChip key={run.id} run={run} {...props} file={fileOf(from.files, run.id)} />
      ))}
      {left > 0 ? (
        <button
          type="button"
          className={css['link']}
          title={m.cmp_more_title({ read: formatCount(from.asked.length), all: formatCount(runs.length) })}
          onClick={from.onMore}
        >
          {m.cmp_more({ count: formatCount(Math.min(left, FIRST_RUNS)) })}
        </button>
      ) : null}
      {read.length > 1 && read.every(({ isSame }) => isSame) && onAgainst === undefined && !against ? (
        <span className={css['said']}>{m.cmp_all_same({ count: formatCount(read.length) })}</span>
      ) : null}
    </div>
  );
}

interface RunChipProps extends RunStripProps {
  readonly run: ComparedRun;
  readonly file: ComparedFile;
}

function RunChip({ run, file, runs, baselineId, from, read, limitBytes, against, onAgainst }: RunChipProps) {
  const { hover } = useHighlightStore();
  const own = read.find((each) => each.run.id === run.id);
  const isFirst = read[0]?.run.id === run.id;
  const again = () => from.store.readAgain(run.id);
  const act =
    file.state === 'large' || file.state === 'failed'
      ? again
      : own && !isFirst && onAgainst
        ? () => onAgainst(run.id)
        : undefined;
  const words = chipWords(file, own, isFirst, run.id === baselineId);
  const content = (
    <>
      <RunName run={run} runs={runs} />
      <span className={css['state']}>{words}</span>
    </>
  );
  const shared = {
    className: css['chip'],
    title: chipTitle(run, file, limitBytes),
    'data-run-id': run.id,
    'data-state': own ? (own.isSame ? 'same' : 'differs') : file.state,
    onPointerEnter: () => hover(run.id),
    onPointerLeave: () => hover(undefined),
  };
  return act ? (
    <button type="button" {...shared} aria-pressed={own ? run.id === against : undefined} onClick={act}>
      {content}
    </button>
  ) : (
    <span {...shared}>{content}</span>
  );
}

function chipWords(
  file: ComparedFile,
  own: FileOfRun | undefined,
  isFirst: boolean,
  isBaseline: boolean,
): ReactNode {
  if (isBaseline && own) return m.diff_baseline();
  if (isFirst) return null;
  if (own) return own.isSame ? m.cmp_same() : m.cmp_differs();
  switch (file.state) {
    case 'absent':
      return m.cmp_absent();
    case 'failed':
      return m.cmp_failed();
    case 'large':
      return m.cmp_large({ size: formatBytes(file.sizeBytes ?? 0) });
    case 'waiting':
    case 'reading':
      return m.cmp_reading();
    // Of ends nobody asks whether they are the same.
    case 'ready':
      return null;
  }
}

function chipTitle(run: ComparedRun, file: ComparedFile, limitBytes: number): string {
  if (file.state === 'large') return m.cmp_large_title({ limit: formatBytes(limitBytes) });
  if (file.state !== 'failed') return run.name;
  const { title, body } = failureWords(file.failure, globalThis.location?.origin ?? '');
  return m.cmp_failed_of({ run: run.name, why: `${title} ${body}` });
}

interface RunNameProps {
  readonly run: ComparedRun;
  /** All of the set: colours are given over it. */
  readonly runs: readonly ComparedRun[];
}

export function RunName({ run, runs }: RunNameProps) {
  const styles = useRunStyles(runs);
  return (
    <>
      <span className={css['dot']} style={{ background: styles.get(run.id)?.color }} aria-hidden="true" />
      <span className={css['name']} title={run.name}>
        {run.name}
      </span>
    </>
  );
}

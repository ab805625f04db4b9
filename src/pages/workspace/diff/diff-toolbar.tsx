import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { formatCount } from '../../../base/format-number.ts';
import {
  DIFF_ORDERS,
  type DiffOrder,
  type DiffView,
  MAX_DIFF_KEYS,
} from '../../../domain/comparison/diff-view.ts';
import type { GitRange } from '../../../domain/runs/reproduce/git-source.ts';
import { m } from '../../../paraglide/messages.js';
import { CopyButton } from '../../../ui/copy-button.tsx';
import { TextField } from '../../../ui/text-field.tsx';
import type { DiffReply } from '../../../worker/compare/diff-protocol.ts';
import tabCss from '../tab-panel.module.css';
import buttonCss from '../../../ui/buttons.module.css';
import css from './diff.module.css';

/** Shares of the larger number within which two numbers are the same. */
const EPSILONS = [0, 1e-9, 1e-6, 1e-3, 1e-2] as const;

interface DiffToolbarProps {
  readonly view: DiffView;
  readonly reply: DiffReply | undefined;
  readonly runCount: number;
  readonly hasBaseline: boolean;
  /** Of all runs of the set, where they are more than can be shown. */
  readonly cutFrom: number | undefined;
  readonly onView: (view: DiffView) => void;
  readonly onFind: (text: string) => void;
  /** To the next line that differs, or the one before. */
  readonly onStep: (direction: 1 | -1) => void;
  readonly getMarkdown: () => Promise<string>;
  readonly onCsv: () => void;
}

export function DiffToolbar(props: DiffToolbarProps) {
  const { view, reply, onView } = props;
  const said = reply ? sayCounts(reply, props) : '';
  const epsilons = [...new Set<number>([...EPSILONS, view.epsilon])].sort((a, b) => a - b);
  return (
    <div className={tabCss.toolbar}>
      <div className={css.find}>
        <TextField label={m.diff_find()} value={view.find} onChange={props.onFind} type="search" />
      </div>
      <label className={tabCss.field}>
        <input
          type="checkbox"
          checked={view.isDifferencesOnly}
          onChange={(event) => onView({ ...view, isDifferencesOnly: event.currentTarget.checked })}
        />
        {m.diff_only()}
      </label>
      <label className={tabCss.field}>
        <input
          type="checkbox"
          checked={view.isByRun}
          onChange={(event) => onView({ ...view, isByRun: event.currentTarget.checked })}
        />
        {m.diff_by_run()}
      </label>
      <label className={tabCss.field}>
        {m.diff_order()}
        <select
          value={view.order}
          onChange={(event) => onView({ ...view, order: readOrder(event.currentTarget.value) })}
        >
          <option value="key">{m.diff_order_key()}</option>
          <option value="size">{m.diff_order_size()}</option>
        </select>
      </label>
      <label className={tabCss.field} title={m.diff_within_title()}>
        {m.diff_within()}
        <select
          value={String(view.epsilon)}
          onChange={(event) => onView({ ...view, epsilon: Number(event.currentTarget.value) })}
        >
          {epsilons.map((epsilon) => (
            <option key={epsilon} value={String(epsilon)}>
              {epsilon === 0 ? m.diff_exactly() : `${Number((epsilon * 100).toPrecision(6))} %`}
            </option>
          ))}
        </select>
      </label>
      {view.isDifferencesOnly ? null : (
        <span className={tabCss.field}>
          <StepButton direction={-1} {...props} />
          <StepButton direction={1} {...props} />
        </span>
      )}
      <span role="status" className={css.said} title={said}>
        {said}
      </span>
      {reply?.gitRange ? <GitRangeOf range={reply.gitRange} /> : null}
      <CopyButton
        text={props.getMarkdown}
        label={m.diff_copy_markdown()}
        copiedLabel={m.copied()}
        fieldLabel={m.copy_by_hand()}
      />
      <button type="button" className={buttonCss.button} onClick={props.onCsv}>
        {m.diff_csv()}
      </button>
    </div>
  );
}

function GitRangeOf({ range: { text, full, href, isDirty } }: { readonly range: GitRange }) {
  return (
    <span className={css.git} data-git-range={full}>
      {m.diff_git()}{' '}
      {href === undefined ? (
        <code title={full}>{text}</code>
      ) : (
        <a href={href} target="_blank" rel="noreferrer" title={full}>
          <code>{text}</code>
        </a>
      )}
      {isDirty ? <span className={css.dirty}>{m.git_dirty_short()}</span> : null}
      <CopyButton
        text={full}
        label={m.diff_git_copy()}
        copiedLabel={m.copied()}
        fieldLabel={m.copy_by_hand()}
      />
    </span>
  );
}

function StepButton({ direction, onStep, reply }: DiffToolbarProps & { readonly direction: 1 | -1 }) {
  const label = direction === 1 ? m.diff_next() : m.diff_previous();
  const Icon = direction === 1 ? IconArrowDown : IconArrowUp;
  return (
    <button
      type="button"
      className={buttonCss.button}
      data-icon=""
      aria-label={label}
      title={label}
      disabled={!reply || reply.differing.length === 0}
      onClick={() => onStep(direction)}
    >
      <Icon size={14} aria-hidden="true" />
    </button>
  );
}

function sayCounts(
  { lineCount, sameCount, rowCount, models }: DiffReply,
  { runCount, hasBaseline, cutFrom, view }: DiffToolbarProps,
): string {
  const counts = m.diff_counts({
    differ: formatCount(lineCount - sameCount),
    same: formatCount(sameCount),
    runs: formatCount(runCount),
  });
  const isCutOff = view.isByRun && rowCount > MAX_DIFF_KEYS;
  // Of two runs without a baseline neither is the usual one.
  const hasBold = lineCount > sameCount && (hasBaseline || runCount > 2);
  return [
    counts,
    // Their lines are missing until then, which may take as long as the runs of the set do.
    ...(models.state === 'reading' ? [m.diff_models_reading()] : []),
    ...(hasBold ? [hasBaseline ? m.diff_bold_baseline() : m.diff_bold_most()] : []),
    ...(cutFrom === undefined
      ? []
      : [m.diff_cut({ shown: formatCount(runCount), all: formatCount(cutFrom) })]),
    ...(isCutOff ? [m.diff_keys_cut({ shown: formatCount(MAX_DIFF_KEYS) })] : []),
  ].join(' · ');
}

function readOrder(text: string): DiffOrder {
  return DIFF_ORDERS.find((order) => order === text) ?? 'key';
}

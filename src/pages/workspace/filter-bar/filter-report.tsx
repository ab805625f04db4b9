import { useState } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import type { ExpressionProblem } from '../../../domain/expression/ast.ts';
import { m } from '../../../paraglide/messages.js';
import { createLazyComponent } from '../../../ui/lazy-component.tsx';
import type {
  FilterReport,
  KeyCatalogue,
  MissingKey,
  RunsSnapshot,
  UnknownKey,
} from '../../../worker/runs/runs-protocol.ts';
import buttonCss from '../../../ui/buttons.module.css';
import css from './filter-bar.module.css';
import { mayMatchMore } from '../may-match-more.ts';
import { problemWords } from '../../../parts/filter-field/problem-words.ts';
import { UnreadRemark } from './unread-remark.tsx';

/** Parses: it comes when there is something to mend. */
const { Component: ProblemFixes } = createLazyComponent(
  async () => (await import('../../../parts/filter-field/problem-fixes.tsx')).ProblemFixes,
  () => null,
);

interface FilterReportLineProps {
  readonly viewId: string;
  /** Of the words that describe the field: what is wrong with its text. */
  readonly id: string;
  readonly applied: string;
  /** What stands in the field. */
  readonly text: string;
  readonly snapshot: RunsSnapshot;
  readonly catalogue: KeyCatalogue | undefined;
  /** Of a text that is not applied yet. */
  readonly typedProblem: ExpressionProblem | undefined;
  readonly onApply: (filter: string) => void;
}

/** One line: what is wrong with the filter, or what became of it. */
export function FilterReportLine({ id, text, snapshot, typedProblem, ...props }: FilterReportLineProps) {
  const { viewId, applied, catalogue, onApply } = props;
  const { filter: report, matched, loaded } = snapshot;
  const isInForce = report.text === applied && applied !== '' && loaded > 0;
  const problem = typedProblem ?? report.problem;
  const remarked = problem === undefined && isInForce ? report : undefined;
  // That all runs lack a key is said already.
  const unknown = new Set(report.unknown.map(({ column }) => column));
  const missing = remarked?.missing.filter(({ column }) => !unknown.has(column)) ?? [];
  return (
    <>
      <div aria-live="polite" className={css.report}>
        <span id={id} className={css.about}>
          {problem ? (
            <>
              <span className={css.problem}>{problemWords(problem)}</span>
              {typedProblem ? null : <InForce text={report.text} />}
              <ProblemFixes
                text={typedProblem ? text : applied}
                grammar="filter"
                catalogue={catalogue}
                onFix={onApply}
              />
            </>
          ) : null}
          {remarked?.unknown.map((key) => (
            <UnknownRemark
              key={`${key.column} ${key.span.start}`}
              unknown={key}
              onUse={(nearest) => onApply(replaceSpan(report.text, key, nearest))}
            />
          ))}
        </span>
        {remarked?.unread?.map((unread) => (
          <UnreadRemark key={unread.what} viewId={viewId} unread={unread} />
        ))}
        <MissingRemarks missing={missing.filter(({ isNegative }) => isNegative)} onApply={onApply} />
      </div>
      <QuietRemarks missing={missing.filter(({ isNegative }) => !isNegative)} onApply={onApply} />
      {report.text !== '' && loaded > 0 ? (
        <div className={css.outcome}>
          <WhereAnswered report={report} />
          <span className={css.matched}>
            {mayMatchMore(snapshot)
              ? m.filter_matched_so_far({ matched: formatCount(matched), loaded: formatCount(loaded) })
              : m.filter_matched({ matched: formatCount(matched), loaded: formatCount(loaded) })}
          </span>
        </div>
      ) : null}
    </>
  );
}

/** The last good filter. */
function InForce({ text }: { readonly text: string }) {
  if (text === '') return <span>{m.filter_kept_all()}</span>;
  return <span title={m.filter_kept_hint({ text })}>{m.filter_kept()}</span>;
}

function replaceSpan(text: string, { span }: UnknownKey, replacement: string): string {
  return text.slice(0, span.start) + replacement + text.slice(span.end);
}

interface UnknownRemarkProps {
  readonly unknown: UnknownKey;
  readonly onUse: (nearest: string) => void;
}

function UnknownRemark({ unknown: { column, nearest }, onUse }: UnknownRemarkProps) {
  return (
    <span>
      <span className={css.warn}>{m.filter_unknown({ column })}</span>
      {nearest === undefined ? null : (
        <>
          {' · '}
          <button
            type="button"
            className={buttonCss.link}
            aria-label={m.filter_unknown_use_label({ column, nearest })}
            onClick={() => onUse(nearest)}
          >
            {m.filter_unknown_use({ column: nearest })}
          </button>
        </>
      )}
    </span>
  );
}

interface MissingRemarksProps {
  readonly missing: readonly MissingKey[];
  readonly onApply: (filter: string) => void;
}

function MissingRemarks({ missing, onApply }: MissingRemarksProps) {
  return missing.map((key) => (
    <MissingRemark key={key.column} missing={key} onInclude={() => onApply(key.including)} />
  ));
}

const MAX_QUIET = 2;

/** `params.lr > 1` leaves out runs without lr, as one expects: it is said in passing, of few keys at once. */
function QuietRemarks({ missing, onApply }: MissingRemarksProps) {
  const [isOpen, setOpen] = useState(false);
  if (missing.length === 0) return null;
  const folded = isOpen ? 0 : Math.max(0, missing.length - MAX_QUIET);
  return (
    <div className={css.quiet}>
      <MissingRemarks missing={missing.slice(0, missing.length - folded)} onApply={onApply} />
      {folded > 0 ? (
        <button type="button" className={buttonCss.link} onClick={() => setOpen(true)}>
          {m.filter_missing_more({ count: folded, text: formatCount(folded) })}
        </button>
      ) : null}
    </div>
  );
}

interface MissingRemarkProps {
  readonly missing: MissingKey;
  readonly onInclude: () => void;
}

function MissingRemark({ missing: { column, runCount }, onInclude }: MissingRemarkProps) {
  const words = m.filter_missing_key({ count: runCount, text: formatCount(runCount), column });
  return (
    <span>
      {words}
      {' · '}
      <button
        type="button"
        className={buttonCss.link}
        aria-label={`${words}: ${m.filter_include()}`}
        onClick={onInclude}
      >
        {m.filter_include()}
      </button>
    </span>
  );
}

/** `server: all`, `here: all`, or the part that was sent; the whole of it on hover. */
function WhereAnswered({ report: { pushed, isPartlyLocal } }: { readonly report: FilterReport }) {
  if (pushed === undefined) {
    return <span title={m.filter_where_here_hint()}>{m.filter_where_here()}</span>;
  }
  if (!isPartlyLocal) {
    return <span title={m.filter_where_server_hint({ pushed })}>{m.filter_where_server()}</span>;
  }
  return (
    <span className={css.where} title={m.filter_where_both_hint({ pushed })}>
      {m.filter_where_both({ pushed: shorten(pushed) })}
    </span>
  );
}

const MAX_PUSHED_LENGTH = 32;

function shorten(text: string): string {
  return text.length > MAX_PUSHED_LENGTH ? `${text.slice(0, MAX_PUSHED_LENGTH).trimEnd()}…` : text;
}

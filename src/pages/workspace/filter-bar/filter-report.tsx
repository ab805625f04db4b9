import { Fragment } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import type { ExpressionProblem } from '../../../domain/expression/ast.ts';
import { m } from '../../../paraglide/messages.js';
import type { FilterReport, MissingKey, RunsSnapshot, UnknownKey } from '../../../worker/data-protocol.ts';
import css from './filter-bar.module.css';
import { problemWords } from './problem-words.ts';

interface FilterReportLineProps {
  readonly id: string;
  readonly applied: string;
  readonly snapshot: RunsSnapshot;
  /** Of a text that is not applied yet. */
  readonly typedProblem: ExpressionProblem | undefined;
  readonly onApply: (filter: string) => void;
}

/** One line: what is wrong with the filter, or what became of it. */
export function FilterReportLine({ id, applied, snapshot, typedProblem, onApply }: FilterReportLineProps) {
  const { filter: report, matched, loaded } = snapshot;
  const isInForce = report.text === applied && applied !== '' && loaded > 0;
  return (
    <>
      <div id={id} aria-live="polite" className={css.report}>
        {typedProblem ? (
          <span className={css.problem}>{problemWords(typedProblem)}</span>
        ) : report.problem ? (
          <AppliedProblem problem={report.problem} inForce={report.text} />
        ) : isInForce ? (
          <Remarks report={report} onApply={onApply} />
        ) : null}
      </div>
      {report.text !== '' && loaded > 0 ? (
        <div className={css.outcome}>
          <WhereAnswered report={report} />
          <span className={css.matched}>
            {m.filter_matched({ matched: formatCount(matched), loaded: formatCount(loaded) })}
          </span>
        </div>
      ) : null}
    </>
  );
}

interface AppliedProblemProps {
  readonly problem: ExpressionProblem;
  /** The last good filter. */
  readonly inForce: string;
}

function AppliedProblem({ problem, inForce }: AppliedProblemProps) {
  return (
    <>
      <span className={css.problem}>{problemWords(problem)}</span>
      {inForce === '' ? (
        <span>{m.filter_kept_all()}</span>
      ) : (
        <span title={m.filter_kept_hint({ text: inForce })}>{m.filter_kept()}</span>
      )}
    </>
  );
}

interface RemarksProps {
  readonly report: FilterReport;
  readonly onApply: (filter: string) => void;
}

function Remarks({ report, onApply }: RemarksProps) {
  // That all runs lack a key is said already.
  const unknown = new Set(report.unknown.map(({ column }) => column));
  const missingKeys = report.missing.filter(({ column }) => !unknown.has(column));
  return (
    <>
      {report.unknown.map((key) => (
        <UnknownRemark
          key={`${key.column} ${key.span.start}`}
          unknown={key}
          onUse={(nearest) => onApply(replaceSpan(report.text, key, nearest))}
        />
      ))}
      {missingKeys.map((missing) => (
        <MissingRemark key={missing.column} missing={missing} onInclude={() => onApply(missing.including)} />
      ))}
    </>
  );
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
        <Fragment>
          {' · '}
          <button
            type="button"
            className={css.link}
            aria-label={m.filter_unknown_use_label({ column, nearest })}
            onClick={() => onUse(nearest)}
          >
            {m.filter_unknown_use({ column: nearest })}
          </button>
        </Fragment>
      )}
    </span>
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
        className={css.link}
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

import { useId, useMemo, useRef, useState } from 'react';
import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import { findUnknownField, type UnknownField } from '../../domain/expression/unknown-keys.ts';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import css from './expression-box.module.css';
import { FilterField, type FilterWords } from '../filter-field/filter-field.tsx';
import fieldCss from '../filter-field/filter-field.module.css';
import { problemOf } from '../filter-field/filter-grammar.ts';
import { ProblemFixes } from '../filter-field/problem-fixes.tsx';
import { problemWords } from '../filter-field/problem-words.ts';

/** The text of a value while it is written, and what is wrong with it once it was to be taken. */
export interface ExpressionDraft {
  readonly text: string;
  readonly catalogue: KeyCatalogue | undefined;
  readonly problem: ExpressionProblem | undefined;
  readonly unknown: UnknownField | undefined;
  /** What else is wrong, in words. */
  readonly objection: string | undefined;
  readonly change: (text: string) => void;
  /** Undefined: it is not to be taken, and the box says why. Whoever insists on an unknown key gets it. */
  readonly take: () => string | undefined;
}

/** @param object why a value that can be read is of no use here; undefined: it is */
export function useExpressionDraft(
  first: string,
  catalogue: KeyCatalogue | undefined,
  object: (text: string) => string | undefined = noObjection,
): ExpressionDraft {
  const [text, setText] = useState(first);
  const [problem, setProblem] = useState<ExpressionProblem>();
  const [unknown, setUnknown] = useState<UnknownField>();
  const [objection, setObjection] = useState<string>();
  const [warnedOf, setWarnedOf] = useState<string>();
  const change = (next: string) => {
    setText(next);
    setUnknown(undefined);
    setObjection(undefined);
    // While one types on, a problem may go away but none comes up.
    setProblem((before) => before && problemOf(next, 'value'));
  };
  const take = () => {
    if (text.trim() === '') return undefined;
    const found = problemOf(text, 'value');
    setProblem(found);
    if (found) return undefined;
    const wrong = object(text);
    setObjection(wrong);
    if (wrong !== undefined) return undefined;
    const missing = catalogue && warnedOf !== text ? findUnknownField(text, catalogue) : undefined;
    setUnknown(missing);
    setWarnedOf(text);
    // Another run may have it: whoever says so twice gets it.
    return missing ? undefined : text.trim();
  };
  return { text, catalogue, problem, unknown, objection, change, take };
}

interface ExpressionBoxProps {
  readonly draft: ExpressionDraft;
  readonly label: string;
  readonly placeholder: string;
  /** What is pressed once more to keep an unknown key. */
  readonly button: string;
  /** Enter. */
  readonly onApply: () => void;
  /** What stands beside the field. */
  readonly children?: React.ReactNode;
}

/** A field for a value, which completes keys and underlines what is wrong, with a report below it. */
export function ExpressionBox({ draft, label, placeholder, button, onApply, children }: ExpressionBoxProps) {
  const { text, problem, unknown, objection, catalogue, change } = draft;
  const reportId = useId();
  const box = useRef<HTMLDivElement>(null);
  // The button that was pressed goes away with the problem: Enter belongs to the field again.
  const replace = (next: string) => {
    change(next);
    box.current?.querySelector<HTMLElement>('input, [contenteditable="true"]')?.focus();
  };
  const words = useMemo<FilterWords>(() => ({ catalogue, loadValues: noValues }), [catalogue]);
  return (
    <>
      <div ref={box} className={fieldCss.boxed} data-invalid={problem !== undefined || undefined}>
        <FilterField
          label={label}
          placeholder={placeholder}
          describedBy={reportId}
          isInvalid={problem !== undefined}
          text={text}
          isDraft={false}
          onText={change}
          onApply={onApply}
          // It comes with the focus.
          mayLoad={false}
          problem={problem}
          onProblem={ignore}
          words={words}
          grammar="value"
        />
      </div>
      {children}
      <span id={reportId} role="status" className={css.problem}>
        {problem ? (
          <>
            {problemWords(problem)}
            <code className={css.place}>
              {text.slice(0, problem.span.start)}
              <mark>{text.slice(problem.span.start, problem.span.end) || '␣'}</mark>
              {text.slice(problem.span.end)}
            </code>
            <ProblemFixes text={text} grammar="value" catalogue={catalogue} onFix={replace} />
          </>
        ) : null}
        {objection}
        {unknown ? <UnknownKey unknown={unknown} button={button} onUse={replace} /> : null}
      </span>
    </>
  );
}

interface UnknownKeyProps {
  readonly unknown: UnknownField;
  readonly button: string;
  readonly onUse: (text: string) => void;
}

function UnknownKey({ unknown: { column, nearest, replaced }, button, onUse }: UnknownKeyProps) {
  return (
    <>
      {`${m.filter_unknown({ column })} · ${m.expression_again({ button })}`}
      {nearest === undefined || replaced === undefined ? null : (
        <>
          {' · '}
          <button type="button" className={css.use} onClick={() => onUse(replaced)}>
            {m.filter_unknown_use({ column: nearest })}
          </button>
        </>
      )}
    </>
  );
}

const noValues: FilterWords['loadValues'] = () => Promise.resolve({ values: [], distinctCount: 0 });
const noObjection = () => undefined;
const ignore = () => undefined;

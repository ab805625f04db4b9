import { useId, useMemo, useState } from 'react';
import { Button } from '@mantine/core';
import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import { findUnknownField, type UnknownField } from '../../domain/expression/unknown-keys.ts';
import type { RunColumn } from '../../domain/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs-protocol.ts';
import css from './column-picker.module.css';
import { FilterField, type FilterWords } from './filter-bar/filter-field.tsx';
import fieldCss from './filter-bar/filter-field.module.css';
import { problemOf } from './filter-bar/filter-grammar.ts';
import { ProblemFixes } from './filter-bar/problem-fixes.tsx';
import { problemWords } from './filter-bar/problem-words.ts';

interface ColumnExpressionProps {
  readonly catalogue?: KeyCatalogue | undefined;
  readonly onAdd: (column: RunColumn) => void;
}

/** A column that is computed from others. What is wrong with its text is said below it once it was to be added. */
export function ColumnExpression({ catalogue, onAdd }: ColumnExpressionProps) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<ExpressionProblem>();
  const [unknown, setUnknown] = useState<UnknownField>();
  const [warnedOf, setWarnedOf] = useState<string>();
  const problemId = useId();
  const words = useMemo<FilterWords>(() => ({ catalogue, loadValues: noValues }), [catalogue]);
  const change = (next: string) => {
    setText(next);
    setUnknown(undefined);
    // While one types on, a problem may go away but none comes up.
    setProblem((before) => before && problemOf(next, 'value'));
  };
  const add = () => {
    if (text.trim() === '') return;
    const found = problemOf(text, 'value');
    setProblem(found);
    if (found) return;
    const missing = catalogue && warnedOf !== text ? findUnknownField(text, catalogue) : undefined;
    setUnknown(missing);
    setWarnedOf(text);
    // Another run may have it: whoever says so twice gets the column.
    if (missing) return;
    onAdd({ kind: 'expression', key: text.trim() });
    setText('');
  };
  return (
    <form
      className={css['expression']}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <div className={fieldCss.boxed} data-invalid={problem !== undefined || undefined}>
        <FilterField
          label={m.columns_expression()}
          placeholder={`${m.columns_expression()}: ${m.columns_expression_example()}`}
          describedBy={problemId}
          isInvalid={problem !== undefined}
          text={text}
          isDraft={false}
          onText={change}
          onApply={add}
          // It comes with the focus.
          mayLoad={false}
          problem={problem}
          onProblem={ignore}
          words={words}
          grammar="value"
        />
      </div>
      <Button type="submit" size="compact-sm" variant="default" disabled={text.trim() === ''}>
        {m.columns_expression_add()}
      </Button>
      <span id={problemId} role="status" className={css['problem']}>
        {problem ? (
          <>
            {problemWords(problem)}
            <code className={css['place']}>
              {text.slice(0, problem.span.start)}
              <mark>{text.slice(problem.span.start, problem.span.end) || '␣'}</mark>
              {text.slice(problem.span.end)}
            </code>
            <ProblemFixes text={text} grammar="value" catalogue={catalogue} onFix={change} />
          </>
        ) : null}
        {unknown ? <UnknownKey unknown={unknown} onUse={change} /> : null}
      </span>
    </form>
  );
}

interface UnknownKeyProps {
  readonly unknown: UnknownField;
  readonly onUse: (text: string) => void;
}

function UnknownKey({ unknown: { column, nearest, replaced }, onUse }: UnknownKeyProps) {
  return (
    <>
      {`${m.filter_unknown({ column })} · ${m.columns_expression_again()}`}
      {nearest === undefined || replaced === undefined ? null : (
        <>
          {' · '}
          <button type="button" className={css['use']} onClick={() => onUse(replaced)}>
            {m.filter_unknown_use({ column: nearest })}
          </button>
        </>
      )}
    </>
  );
}

const noValues: FilterWords['loadValues'] = () => Promise.resolve({ values: [], distinctCount: 0 });
const ignore = () => undefined;

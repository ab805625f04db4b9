import { useId, useState } from 'react';
import { Button } from '@mantine/core';
import type { ExpressionProblem } from '../../domain/expression/ast.ts';
import { parseValue } from '../../domain/expression/parse.ts';
import type { RunColumn } from '../../domain/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import css from './column-picker.module.css';
import { problemWords } from './filter-bar/problem-words.ts';

/** A column that is computed from others. What is wrong with its text is said below it once it was to be added. */
export function ColumnExpression({ onAdd }: { readonly onAdd: (column: RunColumn) => void }) {
  const [text, setText] = useState('');
  const [problem, setProblem] = useState<ExpressionProblem>();
  const problemId = useId();
  const change = (next: string) => {
    setText(next);
    const parsed = parseValue(next);
    // While one types on, a problem may go away but none comes up.
    setProblem((before) => (before && !parsed.ok ? parsed.problem : undefined));
  };
  const add = () => {
    if (text.trim() === '') return;
    const parsed = parseValue(text);
    if (!parsed.ok) {
      setProblem(parsed.problem);
      return;
    }
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
      <TextField
        label={m.columns_expression()}
        placeholder={`${m.columns_expression()}: ${m.columns_expression_example()}`}
        value={text}
        onChange={change}
        spellCheck={false}
        aria-invalid={problem !== undefined}
        aria-describedby={problem ? problemId : undefined}
      />
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
          </>
        ) : null}
      </span>
    </form>
  );
}

import { Button } from '@mantine/core';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { ExpressionBox, useExpressionDraft } from '../../parts/chart-settings/expression-box.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import css from './column-picker.module.css';

interface ColumnExpressionProps {
  readonly catalogue?: KeyCatalogue | undefined;
  readonly onAdd: (column: RunColumn) => void;
}

/** A column that is computed from others. What is wrong with its text is said below it once it was to be added. */
export function ColumnExpression({ catalogue, onAdd }: ColumnExpressionProps) {
  const draft = useExpressionDraft('', catalogue);
  const add = () => {
    const key = draft.take();
    if (key === undefined) return;
    onAdd({ kind: 'expression', key });
    draft.change('');
  };
  return (
    <form
      className={css['expression']}
      onSubmit={(event) => {
        event.preventDefault();
        add();
      }}
    >
      <ExpressionBox
        draft={draft}
        label={m.columns_expression()}
        placeholder={`${m.columns_expression()}: ${m.columns_expression_example()}`}
        button={m.columns_expression_add()}
        onApply={add}
      >
        <Button type="submit" size="compact-sm" variant="default" disabled={draft.text.trim() === ''}>
          {m.columns_expression_add()}
        </Button>
      </ExpressionBox>
    </form>
  );
}

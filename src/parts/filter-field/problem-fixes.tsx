import { useMemo } from 'react';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import css from './problem-fixes.module.css';
import { findFixes } from './filter-fix.ts';
import type { Grammar } from './filter-grammar.ts';

interface ProblemFixesProps {
  /** Means nothing as it stands. */
  readonly text: string;
  readonly grammar: Grammar;
  readonly catalogue: KeyCatalogue | undefined;
  readonly onFix: (text: string) => void;
}

/** Behind the words of a problem: what the text may have meant, taken by a click. */
export function ProblemFixes({ text, grammar, catalogue, onFix }: ProblemFixesProps) {
  const fixes = useMemo(() => findFixes(text, grammar, catalogue), [text, grammar, catalogue]);
  if (fixes.length === 0) return null;
  return (
    <span className={css.fixes}>
      {m.filter_fix_intro()}
      {fixes.map((fix) => (
        <button
          key={fix}
          type="button"
          className={css.fix}
          aria-label={m.filter_fix({ text: fix })}
          title={fix}
          onClick={() => onFix(fix)}
        >
          {fix}
        </button>
      ))}
    </span>
  );
}

import { useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { readCardExpression } from '../../domain/charts/card-expression.ts';
import type { CardContent } from '../../domain/charts/chart-cards.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import css from './card-form.module.css';
import { createCardTest, parseCardSearch } from '../charts-panel/card-search.ts';
import { ExpressionBox, useExpressionDraft } from '../chart-settings/expression-box.tsx';
import { useExpressionKeys } from '../chart-settings/use-expression-keys.ts';
import { type CompilePattern, usePatternEngine } from '../charts-panel/use-pattern-engine.ts';

/** Rows of the list of metrics; a search narrows it. */
const MOST_ROWS = 100;
const MOST_EXAMPLES = 6;

interface CardFormProps {
  /** Undefined: a new card. */
  readonly content: CardContent | undefined;
  /** Of the compared runs. */
  readonly keys: readonly string[];
  readonly onSave: (content: CardContent) => void;
  readonly onClose: () => void;
}

const EXAMPLE = '1 - metrics.accuracy';

/** What a made card shows: some metrics, all whose key a regular expression matches, or what an expression makes of them. */
export function CardForm({ content, keys, onSave, onClose }: CardFormProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { isReady, compile } = usePatternEngine(true);
  const [kind, setKind] = useState<Kind>(kindOf(content));
  const [chosen, setChosen] = useState<readonly string[]>(content?.kind === 'metrics' ? content.keys : []);
  const [pattern, setPattern] = useState(content?.kind === 'pattern' ? content.pattern : '');
  const first = content?.kind === 'expression' ? content.text : '';
  const draft = useExpressionDraft(first, useExpressionKeys(), objectToExpression);
  const isBad = isReady && pattern !== '' && compile(pattern) === undefined;
  const canSave = {
    metrics: chosen.length > 0,
    pattern: isReady && pattern !== '' && !isBad,
    expression: draft.text.trim() !== '',
  }[kind];
  const save = () => {
    if (!canSave) return;
    const made = contentOf(kind, { chosen, pattern, expression: draft.take });
    if (!made) return;
    onSave(made);
    dialog.current?.close();
  };
  const title = content ? m.card_form_edit() : m.card_add();
  const button = content ? m.card_form_save() : m.card_add();
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={title} onClose={onClose}>
      <form
        className={css.form}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <h2 className={css.title}>{title}</h2>
        <KindChoice kind={kind} onKind={setKind} />
        {kind === 'metrics' ? (
          <MetricChoice keys={keys} chosen={chosen} onChosen={setChosen} compile={compile} />
        ) : null}
        {kind === 'pattern' ? (
          <PatternChoice
            keys={keys}
            pattern={pattern}
            onPattern={setPattern}
            isBad={isBad}
            compile={compile}
          />
        ) : null}
        {kind === 'expression' ? (
          <>
            <div className={css.expression}>
              <ExpressionBox
                draft={draft}
                label={m.card_form_expression()}
                placeholder={EXAMPLE}
                button={button}
                onApply={save}
              />
            </div>
            <p className={css.note}>{m.card_form_expression_hint()}</p>
          </>
        ) : null}
        <div className={css.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => dialog.current?.close()}>
            {m.cancel()}
          </Button>
          <Button size="compact-sm" type="submit" disabled={!canSave}>
            {button}
          </Button>
        </div>
      </form>
    </dialog>
  );
}

type Kind = 'metrics' | 'pattern' | 'expression';

function kindOf(content: CardContent | undefined): Kind {
  return content?.kind === 'pattern' || content?.kind === 'expression' ? content.kind : 'metrics';
}

function kindName(kind: Kind): string {
  switch (kind) {
    case 'metrics':
      return m.card_form_metrics();
    case 'pattern':
      return m.card_form_pattern();
    case 'expression':
      return m.card_form_expression();
  }
}

interface Drafts {
  readonly chosen: readonly string[];
  readonly pattern: string;
  readonly expression: () => string | undefined;
}

function contentOf(kind: Kind, { chosen, pattern, expression }: Drafts): CardContent | undefined {
  if (kind === 'metrics') return { kind, keys: chosen };
  if (kind === 'pattern') return { kind, pattern };
  const text = expression();
  return text === undefined ? undefined : { kind, text };
}

function objectToExpression(text: string): string | undefined {
  return readCardExpression(text) ? undefined : m.card_form_no_metric();
}

interface KindChoiceProps {
  readonly kind: Kind;
  readonly onKind: (kind: Kind) => void;
}

function KindChoice({ kind, onKind }: KindChoiceProps) {
  return (
    <fieldset className={css.kinds} aria-label={m.card_form_kind()}>
      {(['metrics', 'pattern', 'expression'] as const).map((each) => (
        <label key={each}>
          <input type="radio" name="kind" checked={kind === each} onChange={() => onKind(each)} />
          {kindName(each)}
        </label>
      ))}
    </fieldset>
  );
}

interface MetricChoiceProps {
  readonly keys: readonly string[];
  readonly chosen: readonly string[];
  readonly onChosen: (keys: readonly string[]) => void;
  readonly compile: CompilePattern;
}

function MetricChoice({ keys, chosen, onChosen, compile }: MetricChoiceProps) {
  const [find, setFind] = useState('');
  // Chosen metrics that no compared run logged any more can be taken off too.
  const all = useMemo(() => [...new Set([...chosen, ...keys])], [chosen, keys]);
  const found = useMemo(() => {
    const test = createCardTest(parseCardSearch(find), compile);
    return test ? all.filter(test) : all;
  }, [all, find, compile]);
  const toggle = (key: string) =>
    onChosen(chosen.includes(key) ? chosen.filter((other) => other !== key) : [...chosen, key]);
  return (
    <>
      <div className={css.field}>
        <TextField
          type="search"
          label={m.charts_find()}
          placeholder={m.charts_find_placeholder()}
          title={m.charts_find_hint()}
          value={find}
          onChange={setFind}
        />
      </div>
      <ul className={css.list} aria-label={m.card_form_metrics()}>
        {found.slice(0, MOST_ROWS).map((key) => (
          <li key={key}>
            <label className={css.row} title={key}>
              <input type="checkbox" checked={chosen.includes(key)} onChange={() => toggle(key)} />
              <span>{key}</span>
            </label>
          </li>
        ))}
      </ul>
      <p className={css.note} role="status">
        {m.card_form_chosen({ count: formatCount(chosen.length) })}
        {found.length > MOST_ROWS
          ? ` · ${m.card_more({ count: formatCount(found.length - MOST_ROWS) })}`
          : ''}
      </p>
    </>
  );
}

interface PatternChoiceProps {
  readonly keys: readonly string[];
  readonly pattern: string;
  readonly onPattern: (pattern: string) => void;
  readonly isBad: boolean;
  readonly compile: CompilePattern;
}

function PatternChoice({ keys, pattern, onPattern, isBad, compile }: PatternChoiceProps) {
  const found = useMemo(() => {
    const test = pattern === '' ? undefined : compile(pattern);
    return test ? keys.filter(test) : [];
  }, [keys, pattern, compile]);
  return (
    <>
      <div className={css.field}>
        <TextField
          label={m.card_form_pattern()}
          placeholder="^val/.*f1$"
          spellCheck={false}
          value={pattern}
          onChange={onPattern}
          aria-invalid={isBad}
        />
      </div>
      <p className={isBad ? css.bad : css.note} role="status">
        {isBad
          ? m.charts_find_bad()
          : m.card_form_matches({ count: found.length, text: formatCount(found.length) })}
      </p>
      <ul className={css.examples}>
        {found.slice(0, MOST_EXAMPLES).map((key) => (
          <li key={key}>{key}</li>
        ))}
      </ul>
      <p className={css.note}>{m.card_form_later()}</p>
    </>
  );
}

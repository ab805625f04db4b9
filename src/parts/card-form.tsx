import { type FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../base/format-number.ts';
import type { CardContent } from '../domain/chart-cards.ts';
import { m } from '../paraglide/messages.js';
import { TextField } from '../ui/text-field.tsx';
import css from './card-form.module.css';
import { createCardTest, parseCardSearch } from './card-search.ts';
import { type CompilePattern, usePatternEngine } from './use-pattern-engine.ts';

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

/** What a made card shows: some metrics, or all whose key a regular expression matches. */
export function CardForm({ content, keys, onSave, onClose }: CardFormProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const { isReady, compile } = usePatternEngine(true);
  const [kind, setKind] = useState<'metrics' | 'pattern'>(
    content?.kind === 'pattern' ? 'pattern' : 'metrics',
  );
  const [chosen, setChosen] = useState<readonly string[]>(content?.kind === 'metrics' ? content.keys : []);
  const [pattern, setPattern] = useState(content?.kind === 'pattern' ? content.pattern : '');
  const isBad = isReady && pattern !== '' && compile(pattern) === undefined;
  const canSave = kind === 'metrics' ? chosen.length > 0 : isReady && pattern !== '' && !isBad;
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!canSave) return;
    onSave(kind === 'metrics' ? { kind, keys: chosen } : { kind, pattern });
    dialog.current?.close();
  };
  const title = content ? m.card_form_edit() : m.card_add();
  return (
    <dialog ref={dialog} className={css.dialog} aria-label={title} onClose={onClose}>
      <form className={css.form} onSubmit={save}>
        <h2 className={css.title}>{title}</h2>
        <fieldset className={css.kinds} aria-label={m.card_form_kind()}>
          <label>
            <input
              type="radio"
              name="kind"
              checked={kind === 'metrics'}
              onChange={() => setKind('metrics')}
            />
            {m.card_form_metrics()}
          </label>
          <label>
            <input
              type="radio"
              name="kind"
              checked={kind === 'pattern'}
              onChange={() => setKind('pattern')}
            />
            {m.card_form_pattern()}
          </label>
        </fieldset>
        {kind === 'metrics' ? (
          <MetricChoice keys={keys} chosen={chosen} onChosen={setChosen} compile={compile} />
        ) : (
          <PatternChoice
            keys={keys}
            pattern={pattern}
            onPattern={setPattern}
            isBad={isBad}
            compile={compile}
          />
        )}
        <div className={css.buttons}>
          <Button size="compact-sm" variant="default" onClick={() => dialog.current?.close()}>
            {m.cancel()}
          </Button>
          <Button size="compact-sm" type="submit" disabled={!canSave}>
            {content ? m.card_form_save() : m.card_add()}
          </Button>
        </div>
      </form>
    </dialog>
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
        <TextField type="search" label={m.charts_find()} value={find} onChange={setFind} />
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

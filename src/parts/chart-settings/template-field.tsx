import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { completeLegend, type LegendCompletion } from '../../domain/charts/legend-template.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import css from '../charts-panel/charts-panel.module.css';

const MOST_OFFERS = 8;
const NOTHING: LegendCompletion = { start: 0, end: 0, fields: [] };

interface TemplateFieldProps {
  readonly label: string;
  readonly placeholder: string;
  readonly width: number;
  readonly value: string;
  /** What may stand between `${` and `}`, the likeliest first. */
  readonly fields: readonly string[];
  readonly onChange: (text: string) => void;
}

/** A template whose fields are completed while they are typed: arrows choose, Enter or Tab takes, Escape closes. */
export function TemplateField({ fields, value, onChange, ...field }: TemplateFieldProps) {
  const input = useRef<HTMLInputElement>(null);
  const list = useId();
  const [caret, setCaret] = useState<number>();
  const [chosen, setChosen] = useState(0);
  const offer = caret === undefined ? NOTHING : completeLegend(value, caret, fields, MOST_OFFERS);
  const isOpen = offer.fields.length > 0;
  const active = Math.min(chosen, offer.fields.length - 1);
  const caretAfter = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (caretAfter.current === undefined) return;
    input.current?.setSelectionRange(caretAfter.current, caretAfter.current);
    caretAfter.current = undefined;
  });
  const close = () => setCaret(undefined);
  useEscapeFirst(isOpen, input, close);
  const take = (name: string | undefined) => {
    if (name === undefined) return;
    caretAfter.current = offer.start + name.length + 1;
    onChange(`${value.slice(0, offer.start)}${name}}${value.slice(offer.end)}`);
    close();
  };
  const follow = () => {
    setCaret(input.current?.selectionStart ?? undefined);
    setChosen(0);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (!isOpen) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) setChosen((active + step + offer.fields.length) % offer.fields.length);
    else if (event.key === 'Enter' || event.key === 'Tab') take(offer.fields[active]);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div>
      <TextField
        {...field}
        ref={input}
        value={value}
        onChange={(text) => {
          onChange(text);
          follow();
        }}
        onKeyDown={onKeyDown}
        onBlur={close}
        role="combobox"
        aria-autocomplete="list"
        aria-expanded={isOpen}
        aria-controls={list}
        aria-activedescendant={isOpen ? `${list} ${active}` : undefined}
      />
      {isOpen ? (
        <div id={list} role="listbox" aria-label={m.legend_offers()} className={css.offers}>
          {offer.fields.map((name, index) => (
            // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- keys are those of the field
            <div
              key={name}
              id={`${list} ${index}`}
              role="option"
              tabIndex={-1}
              aria-selected={index === active}
              className={css.offer}
              // The field keeps the focus.
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => take(name)}
            >
              {name}
            </div>
          ))}
        </div>
      ) : null}
    </div>
  );
}

/** Before the popover around the field hears of it. */
function useEscapeFirst(
  isOpen: boolean,
  input: { readonly current: HTMLInputElement | null },
  close: () => void,
): void {
  useEffect(() => {
    if (!isOpen) return undefined;
    const onKey = (event: globalThis.KeyboardEvent) => {
      if (event.key !== 'Escape' || event.target !== input.current) return;
      event.preventDefault();
      event.stopPropagation();
      close();
    };
    window.addEventListener('keydown', onKey, true);
    return () => window.removeEventListener('keydown', onKey, true);
  });
}

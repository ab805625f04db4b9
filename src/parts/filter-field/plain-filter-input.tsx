import type { CompositionEvent, KeyboardEvent, Ref } from 'react';
import css from './filter-field.module.css';

/** What any input of the filter takes, the plain one and the editor alike. */
export interface FilterInputProps {
  readonly label: string;
  readonly placeholder: string;
  /** Id of the report: problems are said there. */
  readonly describedBy: string;
  readonly isInvalid: boolean;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly onApply: (text: string) => void;
  /** The text is not applied: Escape leaves the field and keeps it. */
  readonly isDraft: boolean;
}

interface PlainFilterInputProps extends FilterInputProps {
  readonly ref: Ref<HTMLInputElement>;
  readonly onFocus: () => void;
  readonly onCompositionEnd: (event: CompositionEvent) => void;
}

/** Stands until the editor is loaded, and works by itself where it never is. */
export function PlainFilterInput({ ref, ...props }: PlainFilterInputProps) {
  const { label, placeholder, describedBy, isInvalid, text, onText, onApply, isDraft } = props;
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    // Enter and Escape of an input method end a syllable. Safari says so by the key code alone.
    if (event.nativeEvent.isComposing || event.keyCode === 229) return;
    if (event.key === 'Enter') {
      // A form around it would be sent as well.
      event.preventDefault();
      onApply(event.currentTarget.value);
    }
    if (event.key === 'Escape' && isDraft) {
      // The workspace would take the same key for leaving the run in focus.
      event.nativeEvent.stopPropagation();
      event.currentTarget.blur();
    }
  };
  return (
    <input
      ref={ref}
      type="text"
      className={css.plain}
      aria-label={label}
      aria-describedby={describedBy}
      aria-invalid={isInvalid || undefined}
      placeholder={placeholder}
      autoComplete="off"
      autoCapitalize="off"
      autoCorrect="off"
      spellCheck={false}
      value={text}
      onChange={(event) => onText(event.currentTarget.value)}
      onKeyDown={onKeyDown}
      onFocus={props.onFocus}
      onCompositionEnd={props.onCompositionEnd}
    />
  );
}

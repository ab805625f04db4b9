import type { ComponentProps } from 'react';
import css from './text-area.module.css';

interface TextAreaProps extends Omit<ComponentProps<'textarea'>, 'onChange' | 'className'> {
  /** The accessible name. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

/** Several lines of text as they are written, Markdown for one. */
export function TextArea({ label, onChange, ...rest }: TextAreaProps) {
  return (
    <textarea
      {...rest}
      className={css['area']}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

import type { ComponentProps } from 'react';
import css from './text-field.module.css';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'className'> {
  /** The accessible name. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** `fill` takes the room that a row leaves. */
  readonly width?: number | 'fill' | undefined;
}

/** One line of text; its name is also the placeholder unless another one is given. */
export function TextField({ label, value, onChange, width = 'fill', ...rest }: TextFieldProps) {
  return (
    <input
      placeholder={label}
      {...rest}
      className={css['field']}
      style={width === 'fill' ? undefined : { flex: 'none', width }}
      value={value}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

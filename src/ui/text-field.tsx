import { type ComponentProps, useEffect, useRef } from 'react';
import { useMergedRef } from '@mantine/hooks';
import css from './text-field.module.css';

interface TextFieldProps extends Omit<ComponentProps<'input'>, 'onChange' | 'className'> {
  /** The accessible name. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** `fill` takes the room that a row leaves. */
  readonly width?: number | 'fill' | undefined;
  /** Has the focus as soon as the panel that it is in has it. */
  readonly 'data-autofocus'?: boolean | undefined;
}

/** One line of text; its name is also the placeholder unless another one is given. */
export function TextField({ label, value, onChange, width = 'fill', ref, ...rest }: TextFieldProps) {
  const own = useRef<HTMLInputElement>(null);
  const merged = useMergedRef(own, ref);
  const isFirst = rest['data-autofocus'] === true;
  useEffect(() => {
    if (isFirst) focusLate(own.current);
  }, [isFirst]);
  return (
    <input
      placeholder={label}
      {...rest}
      ref={merged}
      className={css['field']}
      style={width === 'fill' ? undefined : { flex: 'none', width }}
      value={value}
      aria-label={label}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/**
 * A field that came after the panel around it was given the focus, as its code did: the focus moves on to it. Where the
 * panel has no focus yet it finds the field by itself, and keeps what had the focus before.
 */
function focusLate(field: HTMLInputElement | null): void {
  const { activeElement } = document;
  if (!field || !activeElement || activeElement === document.body || activeElement === field) return;
  if (activeElement.contains(field)) field.focus({ preventScroll: true });
}

import type { ComponentProps } from 'react';
import css from './filter-bar.module.css';

/** Changes the text of the filter and applies it; undefined: such a text cannot be changed. */
export type ChangeFilter = (edit: (text: string) => string | undefined) => void;

interface ChipProps extends Omit<ComponentProps<'button'>, 'className' | 'type' | 'aria-pressed'> {
  readonly isPressed: boolean;
}

/** A button whose clause is in the filter or not. */
export function Chip({ isPressed, ...rest }: ChipProps) {
  return <button {...rest} type="button" className={css.chip} aria-pressed={isPressed} />;
}

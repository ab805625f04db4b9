import type { ComponentProps } from 'react';
import { TextField } from '../../ui/text-field.tsx';
import css from './models.module.css';

/** A line of text of a dialog with its name above it: what was typed does not hide what it is. */
export function DialogField(props: ComponentProps<typeof TextField>) {
  return (
    <div className={css.field}>
      <span aria-hidden="true">{props.label}</span>
      <div className={css.input}>
        <TextField {...props} placeholder={props.placeholder ?? ''} />
      </div>
    </div>
  );
}

import type { ReactNode } from 'react';
import { Button } from '@mantine/core';
import { ModalDialog } from './modal-dialog.tsx';
import css from './modal-dialog.module.css';

export interface FormDialogProps {
  readonly title: string;
  readonly widthPx?: number | undefined;
  readonly submitLabel: string;
  readonly closeLabel: string;
  /** Undefined: there is nothing to send yet. */
  readonly onSubmit: (() => void) | undefined;
  readonly isBusy?: boolean | undefined;
  /** In place of closing: what the button beside the one that sends does, such as to stop what is under way. */
  readonly onCancel?: (() => void) | undefined;
  /** What is sent takes something away. */
  readonly isGrave?: boolean | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that sends something; Enter in a line of text sends it, too. */
export function FormDialog(props: FormDialogProps) {
  const {
    title,
    widthPx = 420,
    submitLabel,
    closeLabel,
    onSubmit,
    isBusy,
    isGrave,
    onClose,
    onCancel = onClose,
    children,
  } = props;
  return (
    <ModalDialog title={title} widthPx={widthPx} onClose={onClose}>
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) onSubmit?.();
        }}
      >
        {children}
        <div className={css['actions']}>
          <Button size="compact-sm" variant="default" onClick={onCancel}>
            {closeLabel}
          </Button>
          <Button
            size="compact-sm"
            type="submit"
            loading={isBusy === true}
            disabled={onSubmit === undefined}
            {...(isGrave && onSubmit ? { style: { background: 'var(--bad)', color: 'var(--bg)' } } : {})}
          >
            {submitLabel}
          </Button>
        </div>
      </form>
    </ModalDialog>
  );
}

import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import css from './modal-dialog.module.css';

interface ModalDialogProps {
  readonly title: string;
  readonly widthPx: number;
  readonly onClose: () => void;
  /** It comes by itself: what is open behind it, such as a panel with a half written form, stays open. */
  readonly isApart?: boolean | undefined;
  readonly children: ReactNode;
}

/** Above the page, closed by Escape; the focus goes back to where it was. */
export function ModalDialog({ title, widthPx, onClose, isApart = false, children }: ModalDialogProps) {
  const returnTo = useRef<Element>(null);
  // In a dialog that is not open no field can have the focus: it opens before React gives it to one that asks for it.
  const openAround = useCallback((title: HTMLElement | null) => {
    const dialog = title?.closest('dialog');
    if (!dialog || dialog.open) return;
    returnTo.current = document.activeElement;
    dialog.showModal();
  }, []);
  useEffect(
    () => () => {
      const { current } = returnTo;
      if (current instanceof HTMLElement && current.isConnected) current.focus({ preventScroll: true });
    },
    [],
  );
  return (
    <dialog
      className={css['dialog']}
      style={{ width: widthPx }}
      aria-label={title}
      onClose={onClose}
      // Keys of the page behind are not meant.
      onKeyDown={(event) => event.stopPropagation()}
      onMouseDown={isApart ? (event) => event.stopPropagation() : undefined}
      onTouchStart={isApart ? (event) => event.stopPropagation() : undefined}
    >
      <h2 ref={openAround} className={css['title']}>
        {title}
      </h2>
      {children}
    </dialog>
  );
}

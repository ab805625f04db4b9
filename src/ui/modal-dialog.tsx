import { type ReactNode, useEffect, useRef } from 'react';
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
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const returnTo = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (returnTo instanceof HTMLElement && returnTo.isConnected) returnTo.focus({ preventScroll: true });
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      className={css['dialog']}
      style={{ width: widthPx }}
      aria-label={title}
      onClose={onClose}
      // Keys of the page behind are not meant.
      onKeyDown={(event) => event.stopPropagation()}
      onMouseDown={isApart ? (event) => event.stopPropagation() : undefined}
      onTouchStart={isApart ? (event) => event.stopPropagation() : undefined}
    >
      <h2 className={css['title']}>{title}</h2>
      {children}
    </dialog>
  );
}

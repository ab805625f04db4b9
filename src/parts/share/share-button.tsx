import { type ReactNode, useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { IconShare2 } from '@tabler/icons-react';
import { shortcutOf } from '../../base/shortcut.ts';
import { m } from '../../paraglide/messages.js';
import css from './share-button.module.css';

interface ShareButtonProps {
  /** The dialog, while it is open. */
  readonly renderDialog: (onClose: () => void) => ReactNode;
  /** Its code may come: the person is about to click. */
  readonly onIntent: () => void;
  readonly heightPx?: number | undefined;
}

/** Opens the ways to share what is on screen; `S` does the same. */
export function ShareButton({ renderDialog, onIntent, heightPx }: ShareButtonProps) {
  const [isOpen, setOpen] = useState(false);
  useShareKey(setOpen);
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        {...(heightPx === undefined ? {} : { h: heightPx })}
        aria-label={m.share_button()}
        title={`${m.share_button()} (S)`}
        leftSection={<IconShare2 size={14} stroke={1.7} aria-hidden="true" />}
        classNames={{ section: css['icon'] ?? '' }}
        onPointerEnter={onIntent}
        onFocus={onIntent}
        onClick={() => setOpen(true)}
      >
        <span className={css['words']}>{m.share_button()}</span>
      </Button>
      {isOpen ? renderDialog(() => setOpen(false)) : null}
    </>
  );
}

function useShareKey(setOpen: (isOpen: boolean) => void): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      if (event.repeat || shortcutOf(event) !== 's' || isTaken(event.target)) return;
      event.preventDefault();
      setOpen(true);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [setOpen]);
}

/** Fields take letters, menus and lists find entries by them. */
function isTaken(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  return target.closest('input, textarea, select, dialog, [role="menu"], [role="listbox"]') !== null;
}

import { type ReactNode, useCallback, useState } from 'react';
import { createPortal } from 'react-dom';
import { FocusTrap, UnstyledButton } from '@mantine/core';
import { IconArrowsMinimize } from '@tabler/icons-react';
import { m } from '../../paraglide/messages.js';
import { readPageAddress } from '../../state/page-address.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import css from './full-card.module.css';
import { useEscape } from '../use-escape.ts';

/** What a card's caption and frame take of the height. */
const FRAME_PX = 38;

interface FullCardProps {
  /** Whether the address names the card. */
  readonly hasLink: boolean;
  readonly onClose: () => void;
  /** @param heightPx of the plot */
  readonly children: (heightPx: number, tools: ReactNode) => ReactNode;
}

/** A card that fills the screen, until Esc. */
export function FullCard({ hasLink, onClose, children }: FullCardProps) {
  const [host, heightPx] = useHeight();
  useEscape('card', true, onClose);
  const tools = (
    <>
      {hasLink ? <CardLink /> : null}
      <UnstyledButton
        className={css.close}
        onClick={onClose}
        data-autofocus=""
        aria-label={m.card_full_close()}
        title={m.card_full_close()}
      >
        <IconArrowsMinimize size={15} stroke={1.7} />
      </UnstyledButton>
    </>
  );
  return createPortal(
    <FocusTrap active>
      <div className={css.full} role="dialog" aria-modal="true" aria-label={m.card_full()}>
        {/* Not on the dialog: the trap has its own ref there. */}
        <div ref={host} className={css.body}>
          {heightPx === undefined ? null : children(Math.max(120, heightPx - FRAME_PX), tools)}
        </div>
      </div>
    </FocusTrap>,
    document.body,
  );
}

function CardLink() {
  return (
    <CopyButton
      text={readPageAddress}
      label={m.card_copy_link()}
      copiedLabel={m.copied()}
      fieldLabel={m.copy_by_hand()}
    />
  );
}

/** The ref of an element and its height, known before the trap looks for what to focus. */
function useHeight() {
  const [heightPx, setHeightPx] = useState<number>();
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return undefined;
    setHeightPx(element.clientHeight);
    const observer = new ResizeObserver(() => setHeightPx(element.clientHeight));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, heightPx] as const;
}

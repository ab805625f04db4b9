import { type ReactNode, useEffect } from 'react';
import { Menu, Popover, Portal } from '@mantine/core';
import { WITHIN_WINDOW } from './within-window.ts';

interface AnchorProps {
  readonly rect: DOMRect;
  readonly label: string;
}

/** Stands where the menu belongs, which is placed and named by it; what was clicked belongs to somebody else. */
function Anchor({ rect, label, ...rest }: AnchorProps) {
  const { left, top, width, height } = rect;
  return (
    <span
      {...rest}
      role="button"
      tabIndex={-1}
      aria-label={label}
      style={{ position: 'fixed', left, top, width, height, pointerEvents: 'none' }}
    />
  );
}

interface AnchoredProps {
  /** Where it belongs on the screen. */
  readonly rect: DOMRect;
  readonly label: string;
  readonly widthPx: number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

interface AnchoredMenuProps extends AnchoredProps {
  readonly side?: 'start' | 'end' | undefined;
  /** Some of its items open something in its place: the others close it themselves. */
  readonly staysOpen?: boolean | undefined;
}

/** A menu of something that another component has drawn: a cell or a header of a grid. */
export function AnchoredMenu(props: AnchoredMenuProps) {
  const { rect, label, widthPx, side = 'start', staysOpen = false, onClose, children } = props;
  return (
    <Portal>
      <Menu
        opened
        withInitialFocusPlaceholder={false}
        onClose={onClose}
        closeOnItemClick={!staysOpen}
        // Left at its default the menu closes by the very key press that opens it.
        clickOutsideEvents={['mousedown', 'touchstart']}
        position={side === 'start' ? 'bottom-start' : 'bottom-end'}
        shadow="none"
        width={widthPx}
      >
        <Menu.Target>
          <Anchor rect={rect} label={label} />
        </Menu.Target>
        <Menu.Dropdown>{children}</Menu.Dropdown>
      </Menu>
    </Portal>
  );
}

/** A panel at the same place, where an item of the menu needs something typed. */
export function AnchoredPanel({ rect, label, widthPx, onClose, children }: AnchoredProps) {
  return (
    <Portal>
      <Popover
        opened
        onDismiss={onClose}
        position="bottom-start"
        middlewares={WITHIN_WINDOW}
        width={widthPx}
        shadow="none"
        trapFocus
      >
        <Popover.Target>
          <Anchor rect={rect} label={label} />
        </Popover.Target>
        <Popover.Dropdown p={12}>{children}</Popover.Dropdown>
      </Popover>
    </Portal>
  );
}

/** The table scrolls away below an open menu. */
export function useCloseOnScroll(onClose: () => void): void {
  useEffect(() => {
    const onScroll = (event: Event) => {
      if (event.target instanceof Element && event.target.getAttribute('role') === 'grid') onClose();
    };
    document.addEventListener('scroll', onScroll, { capture: true, passive: true });
    return () => document.removeEventListener('scroll', onScroll, { capture: true });
  }, [onClose]);
}

/** Closes a menu and gives the focus back to what it was opened from. */
export function closeTo(onClose: () => void, returnTo: Element | undefined): () => void {
  return () => {
    onClose();
    if (returnTo instanceof HTMLElement) returnTo.focus({ preventScroll: true });
  };
}

import { useEffect } from 'react';

interface MenuAnchorProps {
  readonly rect: DOMRect;
  readonly label: string;
}

/** Stands where the menu belongs, which is placed and named by it; what was clicked belongs to somebody else. */
export function MenuAnchor({ rect, label, ...rest }: MenuAnchorProps) {
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

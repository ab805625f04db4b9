import { type ReactElement, type ReactNode, useState } from 'react';
import { Popover } from '@mantine/core';

export interface PanelOpening {
  readonly isOpen: boolean;
  readonly toggle: () => void;
}

interface PanelPopoverProps {
  /** The one element that opens the panel, which stands below it; whether it is open is said on it. */
  readonly renderTarget: (opening: PanelOpening) => ReactElement;
  /** Which edge of the target the panel is flush with. */
  readonly side?: 'start' | 'end' | undefined;
  readonly width?: number | string | undefined;
  readonly paddingPx?: number | undefined;
  readonly onClose?: (() => void) | undefined;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/**
 * A button with a panel below it, which is called as the button is, has the focus until Escape or a click beside it and
 * gives it back then. All panels of the app but menus are opened by it.
 */
export function PanelPopover(props: PanelPopoverProps) {
  const { renderTarget, side = 'end', width, paddingPx = 12, onClose, children } = props;
  const [isOpen, setOpen] = useState(false);
  const change = (next: boolean) => {
    setOpen(next);
    if (!next) onClose?.();
  };
  const close = () => change(false);
  return (
    <Popover
      opened={isOpen}
      onChange={change}
      position={side === 'start' ? 'bottom-start' : 'bottom-end'}
      shadow="none"
      withinPortal
      trapFocus
      returnFocus
      {...(width === undefined ? {} : { width })}
    >
      <Popover.Target>{renderTarget({ isOpen, toggle: () => change(!isOpen) })}</Popover.Target>
      <Popover.Dropdown p={paddingPx}>
        {typeof children === 'function' ? children(close) : children}
      </Popover.Dropdown>
    </Popover>
  );
}

import type { ReactNode } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import css from './charts-panel.module.css';

/** Labels up to here are never cut, where the toolbar is full the others are. */
const SHORT = 9;

interface ToolbarPopoverProps {
  /** What the button says. */
  readonly label: string;
  /** Where the label is cut or short. */
  readonly title?: string | undefined;
  readonly width: number;
  /** Stands for the label where the toolbar has no room for it. */
  readonly icon?: ReactNode;
  /** What it opens is otherwise than by default. */
  readonly isActive?: boolean | undefined;
  readonly children: () => ReactNode;
}

/** A button of the toolbar that opens a panel; it has the focus until Escape or a click beside it. */
export function ToolbarPopover({ label, title, width, icon, isActive, children }: ToolbarPopoverProps) {
  return (
    <PanelPopover
      side="start"
      width={width}
      renderTarget={({ toggle }) => (
        <UnstyledButton
          className={label.length > SHORT ? `${css.button} ${css.opener}` : css.button}
          aria-label={label}
          title={title ?? label}
          data-active={isActive || undefined}
          onClick={toggle}
        >
          {icon ? <span className={css.brief}>{icon}</span> : null}
          <span className={icon ? `${css.buttonText} ${css.wordy}` : css.buttonText}>{label}</span>
          <IconChevronDown className={icon ? css.wordy : undefined} size={13} stroke={1.7} />
        </UnstyledButton>
      )}
    >
      {children}
    </PanelPopover>
  );
}

import { UnstyledButton } from '@mantine/core';
import { IconArrowBackUp, IconArrowForwardUp } from '@tabler/icons-react';
import { m } from '../paraglide/messages.js';
import css from './charts-panel/charts-panel.module.css';

export interface UndoTools {
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
}

/** Takes back the last change of the workspace, whatever it was, and does it again. */
export function UndoButtons({ undo, redo, canUndo, canRedo }: UndoTools) {
  return (
    <>
      <UnstyledButton
        className={css.icon}
        aria-label={m.undo()}
        title={`${m.undo()} (Ctrl+Z)`}
        aria-disabled={!canUndo}
        onClick={canUndo ? undo : undefined}
      >
        <IconArrowBackUp size={15} stroke={1.7} />
      </UnstyledButton>
      <UnstyledButton
        className={css.icon}
        aria-label={m.redo()}
        title={`${m.redo()} (Ctrl+Shift+Z)`}
        aria-disabled={!canRedo}
        onClick={canRedo ? redo : undefined}
      >
        <IconArrowForwardUp size={15} stroke={1.7} />
      </UnstyledButton>
    </>
  );
}

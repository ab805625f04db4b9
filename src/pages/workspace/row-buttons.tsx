import { m } from '../../paraglide/messages.js';
import css from './run-columns.module.css';

interface BaselineButtonProps {
  readonly isBaseline: boolean;
  readonly onBaseline: () => void;
}

/** Stands at the end of the cell while the pointer or the focus is on the row; the key B does the same. */
export function BaselineButton({ isBaseline, onBaseline }: BaselineButtonProps) {
  const words = isBaseline ? m.baseline_clear_key() : m.baseline_set_key();
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['setBaseline']}
      aria-pressed={isBaseline}
      aria-label={words}
      title={words}
      onClick={(event) => {
        // The click is not one on the row.
        event.preventDefault();
        onBaseline();
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    />
  );
}

interface RowMenuButtonProps {
  readonly name: string;
  readonly onMenu: (anchor: DOMRect) => void;
}

/** Shows that rows have a menu, beside the mark of the baseline; by keyboard it is Alt with the down arrow. */
export function RowMenuButton({ name, onMenu }: RowMenuButtonProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      className={css['rowMenu']}
      aria-label={m.row_menu({ name })}
      title={m.row_menu_key()}
      onClick={(event) => {
        event.preventDefault();
        onMenu(event.currentTarget.getBoundingClientRect());
      }}
      onDoubleClick={(event) => event.stopPropagation()}
    >
      ⋯
    </button>
  );
}

/** Marks the row of the baseline. */
export function BaselineFlag() {
  return <span className={css['flag']} data-baseline title={m.baseline_mark()} />;
}

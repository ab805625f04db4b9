import { IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { FileClient } from '../../queries/file-client.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import type { TableColumn } from '../../worker/files/table-protocol.ts';
import css from './table.module.css';

interface RowPanelProps {
  readonly worker: FileClient;
  readonly columns: readonly TableColumn[];
  /** In the file, from 0. */
  readonly place: number;
  readonly onClose: () => void;
}

/** Characters of a cell in the panel; copying takes all. */
const MAX_SHOWN = 100_000;

/** All cells of one row, whole: prompts and answers do not fit into a line. */
export function RowPanel({ worker, columns, place, onClose }: RowPanelProps) {
  const cells = useRow(worker, place);
  const title = m.table_row_title({ text: formatCount(place + 1) });
  return (
    <section className={css['row']} aria-label={title}>
      <header className={css['rowHead']}>
        <strong>{title}</strong>
        <button type="button" className={css['icon']} aria-label={m.close()} onClick={onClose}>
          <IconX size={14} aria-hidden />
        </button>
      </header>
      <dl className={css['cells']}>
        {columns.map(({ name }, index) => (
          <div key={name}>
            <dt>
              {name}
              {cells?.[index] === undefined ? null : (
                <CopyButton
                  text={cells[index]}
                  label={m.table_copy_cell({ name })}
                  copiedLabel={m.copied()}
                  fieldLabel={m.copy_by_hand()}
                />
              )}
            </dt>
            <dd>{cellWords(cells?.[index], cells !== undefined)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function cellWords(cell: string | undefined, isHere: boolean) {
  if (cell === undefined) return <span className={css['missing']}>{isHere ? m.table_no_value() : '…'}</span>;
  if (cell.length <= MAX_SHOWN) return cell;
  const left = formatCount(cell.length - MAX_SHOWN);
  return `${cell.slice(0, MAX_SHOWN)}… ${m.table_cell_cut({ text: left })}`;
}

function useRow(worker: FileClient, place: number): readonly (string | undefined)[] | undefined {
  const [held, setHeld] = useState<{
    readonly place: number;
    readonly cells: readonly (string | undefined)[];
  }>();
  useEffect(() => {
    const controller = new AbortController();
    worker.call('table.row', { row: place }, { signal: controller.signal }).then(
      (cells) => setHeld({ place, cells }),
      // The rows themselves tell what fails.
      () => undefined,
    );
    return () => controller.abort();
  }, [worker, place]);
  return held?.place === place ? held.cells : undefined;
}

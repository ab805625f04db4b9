import { IconX } from '@tabler/icons-react';
import type { RefObject } from 'react';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import type { TableColumn, TableOrder } from '../../worker/files/table-protocol.ts';
import css from './table.module.css';

export const ANY_COLUMN = -1;

interface TableFilterProps {
  readonly ref: RefObject<HTMLInputElement | null>;
  readonly columns: readonly TableColumn[];
  readonly filters: TableOrder['filters'];
  /** The one whose filter the field holds. */
  readonly column: number;
  readonly onColumn: (column: number) => void;
  readonly onFilters: (filters: TableOrder['filters']) => void;
}

/** One filter a column; the field holds that of the chosen column, and all of them stand beside it. */
export function TableFilter({ ref, ...props }: TableFilterProps) {
  const { columns, filters, column, onFilters } = props;
  const nameOf = (at: number) => (at === ANY_COLUMN ? m.table_any_column() : (columns[at]?.name ?? ''));
  const without = (at: number) => filters.filter((filter) => filter.column !== at);
  const others = filters.filter((filter) => filter.column !== column);
  return (
    <span className={css['filter']}>
      <select
        aria-label={m.table_filter_where()}
        value={column}
        onChange={(event) => props.onColumn(Number(event.currentTarget.value))}
      >
        <option value={ANY_COLUMN}>{m.table_any_column()}</option>
        {columns.map(({ name }, index) => (
          <option key={name} value={index}>
            {name}
          </option>
        ))}
      </select>
      <span className={css['typed']}>
        <TextField
          ref={ref}
          type="search"
          label={m.table_filter({ name: nameOf(column) })}
          placeholder={m.table_filter_hint()}
          title={m.table_filter_title()}
          value={filters.find((filter) => filter.column === column)?.typed ?? ''}
          onChange={(typed) =>
            onFilters(typed === '' ? without(column) : [...without(column), { column, typed }])
          }
        />
      </span>
      {others.map((filter) => {
        const name = nameOf(filter.column);
        return (
          <span key={filter.column} className={css['chip']}>
            <button type="button" className={css['chipText']} onClick={() => props.onColumn(filter.column)}>
              {name} {filter.typed}
            </button>
            <button
              type="button"
              className={css['chipClose']}
              aria-label={m.table_filter_remove({ name })}
              onClick={() => onFilters(without(filter.column))}
            >
              <IconX size={12} aria-hidden />
            </button>
          </span>
        );
      })}
    </span>
  );
}

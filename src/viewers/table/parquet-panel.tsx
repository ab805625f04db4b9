import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import type { ParquetFacts } from '../../worker/files/parquet-facts.ts';
import css from './table.module.css';

/** Schema, codecs and sizes of a Parquet file, and how its rows are grouped. */
export function ParquetPanel({ facts }: { readonly facts: ParquetFacts }) {
  const sizes = facts.rowGroups.map(({ rowCount }) => rowCount);
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)].map(formatCount);
  return (
    <section className={css['schema']} aria-label={m.parquet_schema()}>
      <p className={css['facts']}>
        {m.parquet_groups({ count: facts.rowGroups.length, text: formatCount(facts.rowGroups.length) })}
        {sizes.length === 0
          ? null
          : ` (${least === most ? m.parquet_group_rows({ text: least ?? '' }) : m.parquet_group_range({ least: least ?? '', most: most ?? '' })})`}
        {' · '}
        {m.parquet_data({ size: formatBytes(facts.dataBytes) })}
        {facts.createdBy ? ` · ${facts.createdBy}` : null}
      </p>
      <table>
        <thead>
          <tr>
            <th>{m.parquet_column()}</th>
            <th>{m.parquet_type()}</th>
            <th>{m.parquet_codec()}</th>
            <th className={css['number']}>{m.parquet_compressed()}</th>
            <th className={css['number']}>{m.parquet_plain()}</th>
          </tr>
        </thead>
        <tbody>
          {facts.columns.map((column) => (
            <tr key={column.name}>
              <td>{column.name}</td>
              <td>
                {column.type}
                {column.isOptional ? null : ` ${m.parquet_required()}`}
              </td>
              <td>{column.codecs.join(', ')}</td>
              <td className={css['number']}>{formatBytes(column.compressedBytes)}</td>
              <td className={css['number']}>{formatBytes(column.plainBytes)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

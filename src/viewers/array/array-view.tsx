import { useMemo, useState } from 'react';
import { formatCount, formatValue } from '../../base/format-number.ts';
import {
  type ArrayStatistics,
  createNpyReader,
  type NpyHeader,
  sliceOf,
  StatisticsWork,
} from '../../domain/artifacts/npy.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import { useSliced } from '../tree/use-sliced.ts';
import viewerCss from '../viewer.module.css';
import { ArrayTable } from './array-table.tsx';
import css from './array-viewer.module.css';

interface ArrayViewProps {
  readonly header: NpyHeader;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** The values of one array, and what they amount to. */
export function ArrayView({ header, bytes }: ArrayViewProps) {
  const read = useMemo(() => createNpyReader(header, bytes), [header, bytes]);
  const [chosen, setChosen] = useState<readonly number[]>(() => header.shape.slice(0, -2).map(() => 0));
  const slice = useMemo(() => sliceOf(header, chosen), [header, chosen]);
  const work = useMemo(() => {
    const statistics = new StatisticsWork(header, read);
    return {
      step: (valueCount: number) => statistics.step(valueCount),
      position: () => statistics.at,
      result: () => ({ statistics: statistics.result() }),
    };
  }, [header, read]);
  const { result } = useSliced(work);
  useMark('runlens:view-ready', true, 'artifact:array');
  if (!header.type) {
    return <EmptyState title={header.descr} body={m.view_array_no_type({ type: header.descr })} />;
  }
  if (header.count === 0) return <p className={viewerCss['note']}>{m.view_array_empty()}</p>;
  const have = Math.floor((bytes.length - header.dataStart) / header.type.itemBytes);
  return (
    <>
      <div className={viewerCss['toolbar']}>
        <span className={viewerCss['facts']}>{factWords(header)}</span>
        <span className={viewerCss['facts']} role="status">
          {result?.statistics ? statisticWords(result.statistics) : ''}
        </span>
        {chosen.map((place, axis) => (
          <AxisField
            // oxlint-disable-next-line react/no-array-index-key -- an axis is its number
            key={axis}
            axis={axis}
            place={place}
            size={header.shape[axis] ?? 1}
            onChange={(to) => setChosen(chosen.with(axis, to))}
          />
        ))}
      </div>
      {have < header.count ? (
        <p className={viewerCss['note']} role="status">
          {m.view_array_short({ have: formatCount(Math.max(0, have)), all: formatCount(header.count) })}
        </p>
      ) : null}
      <ArrayTable slice={slice} read={read} />
    </>
  );
}

export function factWords({ descr, shape, count }: NpyHeader): string {
  return m.view_array_facts({ type: descr, shape: shapeWords(shape), text: formatCount(count) });
}

/** As Python writes it: `(3, 4)`, `(5,)`, `()`. */
export function shapeWords(shape: readonly number[]): string {
  return `(${shape.join(', ')}${shape.length === 1 ? ',' : ''})`;
}

function statisticWords(statistics: ArrayStatistics): string {
  const { count, min, max, mean, nans, infinities } = statistics;
  const words =
    count === 0
      ? []
      : [
          m.view_array_statistics({
            min: formatValue(min),
            max: formatValue(max),
            mean: formatValue(mean),
          }),
        ];
  if (nans > 0) words.push(m.view_array_nans({ count: formatCount(nans) }));
  if (infinities > 0) words.push(m.view_array_infinities({ count: formatCount(infinities) }));
  return words.join(' · ');
}

interface AxisFieldProps {
  readonly axis: number;
  readonly place: number;
  readonly size: number;
  readonly onChange: (place: number) => void;
}

function AxisField({ axis, place, size, onChange }: AxisFieldProps) {
  return (
    <label className={css['axis']}>
      {m.view_array_axis({ axis })}
      <input
        type="number"
        min={0}
        max={size - 1}
        value={place}
        onChange={(event) => {
          const typed = Math.trunc(Number(event.currentTarget.value));
          if (Number.isFinite(typed)) onChange(Math.min(size - 1, Math.max(0, typed)));
        }}
      />
      {`/ ${size - 1}`}
    </label>
  );
}

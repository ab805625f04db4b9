import { UnstyledButton } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { AxisBrush } from '../../../domain/comparison/parallel/brushes.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import css from './parallel.module.css';
import { brushWords } from './parallel-words.ts';
import type { ShownAxis } from './shown-axes.ts';

interface BrushChipsProps {
  readonly axes: readonly ShownAxis[];
  readonly onBrushes: (index: number, brushes: readonly AxisBrush[]) => void;
}

/** Each brush in words: a click turns keeping into leaving out, another one removes it. */
export function BrushChips({ axes, onBrushes }: BrushChipsProps) {
  return axes.flatMap(({ id, setting: { column, brushes } }, index) =>
    brushes.map((brush, place) => {
      const words = brushWords(column, brush);
      const named = { axis: columnWord(column), values: words };
      const label = brush.isExcluding ? m.parallel_brush_excluding(named) : m.parallel_brush_keeping(named);
      return (
        // Two brushes of an axis may be alike.
        // oxlint-disable-next-line react/no-array-index-key
        <span key={`${id} ${place}`} className={css.chip} data-chip={brush.isExcluding ? 'exclude' : 'keep'}>
          <UnstyledButton
            className={css.chipText}
            title={m.parallel_chip_title()}
            aria-label={label}
            onClick={() =>
              onBrushes(index, brushes.with(place, { ...brush, isExcluding: !brush.isExcluding }))
            }
          >
            {columnWord(column)} <b>{brush.isExcluding ? m.parallel_not({ values: words }) : words}</b>
          </UnstyledButton>
          <UnstyledButton
            className={css.chipRemove}
            aria-label={m.parallel_brush_remove(named)}
            title={m.parallel_brush_remove(named)}
            onClick={() => onBrushes(index, brushes.toSpliced(place, 1))}
          >
            <IconX size={12} stroke={1.8} aria-hidden="true" />
          </UnstyledButton>
        </span>
      );
    }),
  );
}

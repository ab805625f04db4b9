import { type KeyboardEvent, type PointerEvent, useRef, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconGripVertical, IconPin, IconPinFilled, IconX } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { formatCount } from '../../base/format-number.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { m } from '../../paraglide/messages.js';
import { columnWord } from '../../parts/wording.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { PICKER_ROW_PX } from './column-picker-tree.tsx';
import css from './column-picker.module.css';
import type { ColumnActions } from './use-column-actions.ts';

interface ShownListProps {
  /** Pinned ones first. */
  readonly shown: readonly RunColumn[];
  readonly actions: ColumnActions;
}

interface Drag {
  readonly from: number;
  readonly to: number;
}

/** The columns in their order: dragged by their grips, or moved by the arrow keys on them. */
export function ShownList({ shown, actions }: ShownListProps) {
  const { workspace } = useWorkspace();
  const scroller = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<Drag>();
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => PICKER_ROW_PX,
    overscan: 8,
  });
  const pinned = new Set(workspace.pinnedColumns);
  const pinnedCount = shown.filter((column) => pinned.has(formatRunColumn(column))).length;

  const placeAt = (clientY: number, from: number): number => {
    const list = scroller.current;
    if (!list) return from;
    const top = list.getBoundingClientRect().top - list.scrollTop;
    const place = Math.round((clientY - top) / PICKER_ROW_PX - 0.5);
    const [first, last] = from < pinnedCount ? [0, pinnedCount - 1] : [pinnedCount, shown.length - 1];
    return Math.min(last, Math.max(first, place));
  };
  const drop = ({ from, to }: Drag) => {
    const column = shown[from];
    if (!column || from === to) return;
    const before = shown[to < from ? to : to + 1];
    // The part ends where the pinned ones do.
    const isEnd = before === undefined || (from < pinnedCount && to + 1 === pinnedCount && to > from);
    actions.move(formatRunColumn(column), isEnd ? undefined : formatRunColumn(before));
  };
  return (
    <section className={css['shown']} aria-label={m.columns_shown()}>
      <b className={css['shownTitle']}>
        {m.columns_shown()} <span className={css['facts']}>{formatCount(shown.length)}</span>
      </b>
      {shown.length === 0 ? <p className={css['none']}>{m.columns_shown_none()}</p> : null}
      <div ref={scroller} className={css['shownList']}>
        <ul style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map((item) => {
            const column = shown[item.index];
            if (!column) return null;
            const text = formatRunColumn(column);
            return (
              <li
                key={text}
                className={css['entry']}
                style={{ transform: `translateY(${item.start}px)` }}
                data-dragged={drag?.from === item.index || undefined}
                data-drop={dropSide(drag, item.index)}
              >
                <ShownRow
                  column={column}
                  isPinned={pinned.has(text)}
                  actions={actions}
                  onGrab={(event) => {
                    event.currentTarget.setPointerCapture(event.pointerId);
                    setDrag({ from: item.index, to: item.index });
                  }}
                  onDrag={(event) => drag && setDrag({ ...drag, to: placeAt(event.clientY, drag.from) })}
                  onDrop={() => {
                    setDrag(undefined);
                    if (drag) drop(drag);
                  }}
                />
              </li>
            );
          })}
        </ul>
      </div>
    </section>
  );
}

/** The side of a row at which the dragged one would come to stand. */
function dropSide(drag: Drag | undefined, index: number): 'above' | 'below' | undefined {
  if (!drag || drag.from === drag.to || drag.to !== index) return undefined;
  return drag.to < drag.from ? 'above' : 'below';
}

interface ShownRowProps {
  readonly column: RunColumn;
  readonly isPinned: boolean;
  readonly actions: ColumnActions;
  readonly onGrab: (event: PointerEvent<HTMLElement>) => void;
  readonly onDrag: (event: PointerEvent<HTMLElement>) => void;
  readonly onDrop: () => void;
}

function ShownRow({ column, isPinned, actions, onGrab, onDrag, onDrop }: ShownRowProps) {
  const text = formatRunColumn(column);
  const words = columnWord(column);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    event.preventDefault();
    actions.moveByOne(text, event.key === 'ArrowUp' ? -1 : 1);
  };
  const Pin = isPinned ? IconPinFilled : IconPin;
  return (
    <>
      <UnstyledButton
        className={css['grip']}
        aria-label={m.columns_drag({ column: words })}
        onKeyDown={onKey}
        onPointerDown={onGrab}
        onPointerMove={onDrag}
        onPointerUp={onDrop}
        onPointerCancel={onDrop}
      >
        <IconGripVertical size={14} stroke={1.7} />
      </UnstyledButton>
      <span className={css['key']} title={text}>
        {words}
      </span>
      <UnstyledButton
        className={css['icon']}
        aria-label={m.columns_pin({ column: words })}
        aria-pressed={isPinned}
        onClick={() => actions.pin(text, !isPinned)}
      >
        <Pin size={14} stroke={1.7} />
      </UnstyledButton>
      <UnstyledButton
        className={css['icon']}
        aria-label={m.columns_remove({ column: words })}
        onClick={() => actions.hide([text])}
      >
        <IconX size={14} stroke={1.7} />
      </UnstyledButton>
    </>
  );
}

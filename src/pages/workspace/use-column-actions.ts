import { useLayoutEffect, useMemo, useRef } from 'react';
import {
  moveBefore,
  moveByOne,
  orderColumns,
  replaceColumn,
  toggleColumn,
} from '../../domain/runs/column-list.ts';
import type { Direction } from '../../domain/statistics/metric-statistic.ts';
import { formatRunColumn, type RunColumn } from '../../domain/runs/run-sort.ts';
import { reduceWorkspace } from '../../domain/workspace-actions.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { rememberTable } from '../../state/remembered-table.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';

/** What a person does with columns; each is kept in the link and remembered for the experiment. */
export interface ColumnActions {
  readonly toggle: (column: RunColumn) => void;
  readonly show: (columns: readonly RunColumn[]) => void;
  readonly hide: (texts: readonly string[]) => void;
  /** Another column in the place of one. */
  readonly replace: (text: string, column: RunColumn) => void;
  /** Before another one of its part (pinned or not), or to the part's end. */
  readonly move: (text: string, before: string | undefined) => void;
  readonly moveByOne: (text: string, way: -1 | 1) => void;
  readonly pin: (text: string, isPinned: boolean) => void;
  readonly setAll: (columns: readonly RunColumn[]) => void;
  /** The default columns again; what was chosen is forgotten. */
  readonly reset: () => void;
  readonly setDirection: (key: string, direction: Direction | undefined) => void;
}

/** The actions stay the same over all renders: headers and rows are memoised. */
export function useColumnActions(shown: readonly RunColumn[]): ColumnActions {
  const { workspace, dispatch } = useWorkspace();
  const { sourceKey } = useConnection();
  const latest = useRef({ workspace, shown });
  useLayoutEffect(() => {
    latest.current = { workspace, shown };
  });
  return useMemo(() => {
    const setColumns = (columns: readonly RunColumn[] | undefined, pinned?: readonly string[]) => {
      const { workspace: now } = latest.current;
      dispatch({ type: 'set-columns', columns, ...(pinned && { pinned }) });
      rememberTable(now.experimentIds, sourceKey, {
        columns: columns?.map(formatRunColumn),
        ...(pinned && { pinned }),
      });
    };
    const pins = () => latest.current.workspace.pinnedColumns;
    const reorder = (text: string, change: (texts: readonly string[]) => readonly string[]) => {
      const texts = latest.current.shown.map(formatRunColumn);
      // Pins of columns that are not shown keep their place behind the others.
      const shownPins = pins().filter((pinned) => texts.includes(pinned));
      if (shownPins.includes(text)) {
        const others = pins().filter((pinned) => !texts.includes(pinned));
        setColumns(latest.current.shown, [...change(shownPins), ...others]);
      } else {
        const free = change(texts.filter((other) => !shownPins.includes(other)));
        setColumns(orderColumns(latest.current.shown, [...shownPins, ...free]));
      }
    };
    return {
      toggle: (column) => setColumns(toggleColumn(latest.current.shown, column)),
      show: (columns) => {
        const texts = new Set(latest.current.shown.map(formatRunColumn));
        setColumns([
          ...latest.current.shown,
          ...columns.filter((column) => !texts.has(formatRunColumn(column))),
        ]);
      },
      hide: (texts) => {
        const left = latest.current.shown.filter((column) => !texts.includes(formatRunColumn(column)));
        if (left.length < latest.current.shown.length) setColumns(left);
      },
      replace: (text, column) =>
        setColumns(
          replaceColumn(latest.current.shown, text, column),
          pins().map((pinned) => (pinned === text ? formatRunColumn(column) : pinned)),
        ),
      move: (text, before) => reorder(text, (texts) => moveBefore(texts, text, before)),
      moveByOne: (text, way) => reorder(text, (texts) => moveByOne(texts, text, way)),
      pin: (text, isPinned) => {
        const others = pins().filter((pinned) => pinned !== text);
        setColumns(latest.current.shown, isPinned ? [...others, text] : others);
      },
      setAll: (columns) => setColumns(columns),
      reset: () => setColumns(undefined, []),
      setDirection: (key, direction) => {
        const action = { type: 'set-direction', key, direction } as const;
        dispatch(action);
        const { workspace: now } = latest.current;
        rememberTable(now.experimentIds, sourceKey, { better: reduceWorkspace(now, action).directions });
      },
    };
  }, [dispatch, sourceKey]);
}

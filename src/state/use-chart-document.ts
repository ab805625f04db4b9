import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { isCardId, type CardId } from '../domain/charts/chart-cards.ts';
import {
  applyToLog,
  createWorkspaceLog,
  receiveInLog,
  redoInLog,
  undoInLog,
  type WorkspaceLog,
} from '../domain/workspace-log.ts';
import { type ChartSettings, DEFAULT_WORKSPACE } from '../domain/workspace.ts';
import { decodePacked, encodePacked, type PackedFields, packRest, unpackRest } from '../url/packed-rest.ts';
import { useSearchText } from './use-search-text.ts';

interface State {
  readonly log: WorkspaceLog;
  /** Of a newer version: written back unchanged. */
  readonly unknown: PackedFields;
  /** What the address says, or will say. */
  readonly text: string;
  readonly problems: readonly string[];
}

export interface ChartDocument {
  readonly settings: ChartSettings;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
  readonly card: CardId | undefined;
  readonly onCard: (card: CardId | undefined) => void;
  readonly undo: () => void;
  readonly redo: () => void;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** What of the link means nothing, and has its default. */
  readonly problems: readonly string[];
}

/**
 * Settings of charts on a page without a workspace, with undo: in the address by the workspace's own `w` and `card`, so
 * that a link means the same on both pages.
 */
export function useChartDocument(): ChartDocument {
  const [text, setText] = useSearchText('w');
  const [cardText, setCardText] = useSearchText('card');
  const [held, setState] = useState<State>(() => receive(undefined, text));
  const state = held.text === text ? held : receive(held, text);
  if (state !== held) setState(state);
  const newest = useRef(state);
  useLayoutEffect(() => {
    newest.current = state;
  });
  const change = useCallback(
    (step: (log: WorkspaceLog) => WorkspaceLog) => {
      const { log: before, unknown } = newest.current;
      const log = step(before);
      const packed = encodePacked(packRest(log.present, unknown));
      newest.current = { log, unknown, text: packed, problems: [] };
      setState(newest.current);
      setText(packed);
    },
    [setText],
  );
  const actions = useMemo(
    () => ({
      onSettings: (settings: Partial<ChartSettings>, joint?: string) =>
        change((log) => applyToLog(log, { type: 'set-chart', change: settings, joint })),
      onCard: (card: CardId | undefined) => setCardText(card ?? ''),
      undo: () => change(undoInLog),
      redo: () => change(redoInLog),
    }),
    [change, setCardText],
  );
  return {
    ...actions,
    settings: state.log.present.chart,
    card: isCardId(cardText) ? cardText : undefined,
    canUndo: state.log.past.length > 0,
    canRedo: state.log.future.length > 0,
    problems: state.problems,
  };
}

/** The address changed by other hands, or is read for the first time. */
function receive(before: State | undefined, text: string): State {
  const packed = text === '' ? {} : decodePacked(text);
  const { part, unknown, problems } = unpackRest(packed ?? {});
  const workspace = { ...DEFAULT_WORKSPACE, ...part };
  const log = before ? receiveInLog(before.log, workspace) : createWorkspaceLog(workspace);
  return { log, unknown, text, problems: packed ? problems.map((name) => `w.${name}`) : ['w'] };
}

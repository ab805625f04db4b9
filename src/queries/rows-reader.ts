import type { RunColumn } from '../domain/runs/run-sort.ts';
import type { TableWindow } from '../worker/runs/groups-protocol.ts';
import type { DataClient } from '../worker/rpc/rpc.ts';

export interface RowsWanted {
  readonly viewId: string;
  readonly start: number;
  readonly end: number;
  readonly columns: readonly RunColumn[];
}

export interface ReadRows {
  readonly window: TableWindow;
  /** What the window was read for. */
  readonly columns: readonly RunColumn[];
}

/** Reads the window of rows that is on screen: one call at a time, the latest wish wins. */
export interface RowsReader {
  /** Another range or other columns. */
  want(wanted: RowsWanted): void;
  /** What the view says by now; undefined: it has no rows yet. Rows that were read under it are not asked for again. */
  setVersion(version: number | undefined): void;
  /**
   * The view's query was changed in this breath: its rows are asked for behind it, not after the answer to it, so that
   * a sort or a filter is on screen a round trip earlier.
   */
  followQuery(): void;
  stop(): void;
}

export function createRowsReader(client: DataClient, onRead: (read: ReadRows) => void): RowsReader {
  let wanted: RowsWanted | undefined;
  let version: number | undefined;
  let readVersion: number | undefined;
  let underWay: AbortController | undefined;

  function ask(): void {
    if (!wanted || version === undefined) return;
    underWay?.abort();
    const controller = new AbortController();
    underWay = controller;
    const { columns } = wanted;
    client.call('runs.table', { ...wanted, isOnScreen: true }, { signal: controller.signal }).then(
      (window) => {
        if (underWay === controller) take({ window, columns });
      },
      // A window that fails is asked again with the next version; the watch itself reports what is wrong.
      () => {
        if (underWay === controller) underWay = undefined;
      },
    );
  }

  function take(read: ReadRows): void {
    underWay = undefined;
    readVersion = read.window.version;
    onRead(read);
    if (version !== undefined && readVersion < version) ask();
  }

  return {
    want: (next) => {
      wanted = next;
      ask();
    },
    setVersion: (next) => {
      version = next;
      // A call under way sees by itself whether it is out of date.
      if (!underWay && readVersion !== next) ask();
    },
    followQuery: () => queueMicrotask(ask),
    stop: () => {
      underWay?.abort();
      underWay = undefined;
      wanted = undefined;
    },
  };
}

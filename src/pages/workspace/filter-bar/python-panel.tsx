import { useEffect, useState } from 'react';
import { formatCount } from '../../../base/format-number.ts';
import type { RunId } from '../../../domain/runs/run.ts';
import { m } from '../../../paraglide/messages.js';
import { useConnection } from '../../../queries/data-client-context.tsx';
import type { DataClient } from '../../../worker/rpc/rpc.ts';
import { writeClipboard } from '../../../ui/write-clipboard.ts';
import type { PythonSource } from './copy-python.tsx';
import css from './filter-bar.module.css';
import { formatIdsAsPython, formatSearchAsPython } from './python-text.ts';

const MAX_IDS = 10_000;
const IDS_AT_ONCE = 1_000;

type PanelState =
  | { readonly phase: 'collecting' }
  | { readonly phase: 'failed' }
  | {
      readonly phase: 'ready';
      readonly code: string;
      readonly idCount: number | undefined;
      readonly isCopied: boolean;
    };

/** Copies as soon as it opens; shows what was copied, to be taken by hand where the browser refuses. */
export function PythonPanel(source: PythonSource) {
  const state = usePythonText(source);
  if (state.phase === 'collecting') return <p className={css.note}>{m.filter_python_collecting()}</p>;
  if (state.phase === 'failed') return <p className={css.note}>{m.filter_python_failed()}</p>;
  return (
    <div className={css.form}>
      <span role="status" className={css.note}>
        {state.isCopied ? m.filter_python_copied() : m.copy_by_hand()}{' '}
        {statementOf(state.idCount, source.matched)}
      </span>
      {/* It scrolls: the keyboard must reach it. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <pre className={css.code} tabIndex={0} ref={state.isCopied ? undefined : selectAll}>
        {state.code}
      </pre>
    </div>
  );
}

function statementOf(idCount: number | undefined, matched: number): string {
  if (idCount === undefined) return m.filter_python_exact();
  const ids = m.filter_python_ids({ count: idCount, text: formatCount(idCount) });
  if (idCount === matched) return ids;
  return `${ids} ${m.filter_python_cut({ count: idCount, text: formatCount(idCount) })}`;
}

function selectAll(element: HTMLElement | null): void {
  if (element) window.getSelection()?.selectAllChildren(element);
}

function usePythonText({ viewId, experimentIds, filter, matched }: PythonSource): PanelState {
  const { client, status } = useConnection();
  const version = status.state === 'ready' ? status.info.version : undefined;
  const [state, setState] = useState<PanelState>({ phase: 'collecting' });
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const write = async (): Promise<PanelState> => {
      const exact = formatSearchAsPython({ experimentIds, filter, version, nowMs: Date.now() });
      const ids = exact === undefined ? await collectIds(client, viewId, matched, signal) : undefined;
      const code = exact ?? formatIdsAsPython(experimentIds, ids ?? []);
      return { phase: 'ready', code, idCount: ids?.length, isCopied: await writeClipboard(code) };
    };
    write().then(
      (next) => {
        if (!signal.aborted) setState(next);
      },
      () => {
        if (!signal.aborted) setState({ phase: 'failed' });
      },
    );
    return () => controller.abort();
    // What is copied is what stood there when the panel was opened.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [client]);
  return state;
}

async function collectIds(
  client: DataClient,
  viewId: string,
  matched: number,
  signal: AbortSignal,
): Promise<readonly RunId[]> {
  const ids = new Set<RunId>();
  for (let start = 0; start < Math.min(matched, MAX_IDS); start += IDS_AT_ONCE) {
    const request = { viewId, start, end: start + IDS_AT_ONCE, columns: [] };
    const { rows } = await client.call('runs.rows', request, { signal });
    for (const { id } of rows) ids.add(id);
  }
  return [...ids];
}

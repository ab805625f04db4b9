import { useCallback } from 'react';
import { useQueryClient } from '@tanstack/react-query';
import { formatCount } from '../../../base/format-number.ts';
import { formatFullDateTime } from '../../../base/format-time.ts';
import { type PageColors, type PageNote, writeHtmlPage } from '../../../domain/export/html-page.ts';
import { type RunId, TAG_NOTE, tagValue } from '../../../domain/runs/run.ts';
import { formatRunColumn } from '../../../domain/runs/run-sort.ts';
import { m } from '../../../paraglide/messages.js';
import { getLocale } from '../../../paraglide/runtime.js';
import { type CardOnPage, takeCard } from '../../../parts/chart-card/cards-on-page.ts';
import { useSharePlace } from '../../../parts/share/share-place.tsx';
import { sortWords, sourceWord } from '../../../parts/wording.ts';
import { useConnection } from '../../../queries/data-client-context.tsx';
import { experimentQuery } from '../../../queries/run-queries.ts';
import { useWorkspace, type WorkspaceStore } from '../../../state/workspace-store.tsx';
import type { DataClient } from '../../../worker/rpc/rpc.ts';
import { exportColumns } from '../export-columns.ts';
import { setWords } from '../set-words.ts';
import type { PageSource } from '../views-and-page.tsx';

export interface MadePage {
  readonly blob: Blob;
  /** Names of charts that could not be drawn. */
  readonly missing: readonly string[];
  /** Charts that are made of a part of their points; each says so. */
  readonly sampledCount: number;
}

type MakePage = (
  cards: readonly Pick<CardOnPage, 'id' | 'name'>[],
  signal: AbortSignal,
  onCard: (done: number) => void,
) => Promise<MadePage>;

/** More notes than these are a book of their own. */
const MAX_NOTES = 200;
const MAX_NAMES = 3;

/** Writes what is compared as one file. */
export function useMakePage(source: PageSource): MakePage {
  const { client, epoch, status } = useConnection();
  const { workspace, facts, formatLink } = useWorkspace();
  const { base } = useSharePlace();
  const queryClient = useQueryClient();
  const label = status.state === 'ready' ? status.info.label : '';
  return useCallback<MakePage>(
    async (cards, signal, onCard) => {
      const taken = await takeCards(cards, client, signal, onCard);
      const runIds = source.settled.compared.map(({ id }) => id);
      const table = await readTable(source, runIds, client, signal);
      const experiments = await Promise.all(
        [...source.experimentNames.keys()]
          .slice(0, MAX_NOTES)
          .map((id) => queryClient.fetchQuery(experimentQuery({ client, epoch }, id)).catch(() => undefined)),
      );
      const ofExperiments = experiments.flatMap((experiment): readonly PageNote[] => {
        const text = experiment && tagValue(experiment.tags, TAG_NOTE);
        return text ? [{ of: experiment.name, text }] : [];
      });
      const ofRuns = await readRunNotes(source, client, signal);
      const html = writeHtmlPage({
        language: getLocale(),
        title: titleOf([...source.experimentNames.values()]),
        facts: factsOf(source, workspace, label),
        link: {
          words: m.page_link(),
          href: base + formatLink({ ...workspace, columns: source.linkColumns }, facts),
        },
        cards: { heading: m.tab_charts(), list: taken.list },
        table: { heading: m.runs_title(), ...table },
        notes: { heading: m.page_notes(), list: [...ofExperiments, ...ofRuns].slice(0, MAX_NOTES) },
        colors: readColors(),
      });
      const blob = new Blob([html], { type: 'text/html;charset=utf-8' });
      return { blob, missing: taken.missing, sampledCount: taken.sampledCount };
    },
    [source, client, epoch, label, workspace, facts, formatLink, base, queryClient],
  );
}

async function takeCards(
  cards: Parameters<MakePage>[0],
  client: DataClient,
  signal: AbortSignal,
  onCard: (done: number) => void,
) {
  const list: { readonly name: string; readonly svg: string }[] = [];
  const missing: string[] = [];
  let sampledCount = 0;
  for (const [index, { id, name }] of cards.entries()) {
    const card = await takeCard(id, client, signal);
    signal.throwIfAborted();
    if (card) list.push({ name, svg: card.svg });
    else missing.push(name);
    if (card?.made.isPartial) sampledCount += 1;
    onCard(index + 1);
  }
  return { list, missing, sampledCount };
}

async function readTable(
  { viewId, getTable }: PageSource,
  runIds: readonly RunId[],
  client: DataClient,
  signal: AbortSignal,
) {
  const columns = exportColumns('html', getTable());
  const request = {
    viewId,
    format: 'html',
    columns,
    maxRows: undefined,
    only: runIds,
    locale: getLocale(),
  } as const;
  const { blob, rowCount } = await client.call('runs.export', request, { signal });
  const left = runIds.length - rowCount;
  const remark = left > 0 ? m.page_rows_left({ count: formatCount(left) }) : undefined;
  return { html: await blob.text(), remark };
}

async function readRunNotes(
  { viewId, settled }: PageSource,
  client: DataClient,
  signal: AbortSignal,
): Promise<readonly PageNote[]> {
  const { compared } = settled;
  const column = formatRunColumn({ kind: 'tag', key: TAG_NOTE });
  const ids = compared.map(({ id }) => id);
  const texts = await client.call('runs.texts', { viewId, ids, column }, { signal });
  return compared.flatMap(({ name }, index) => {
    const text = texts[index];
    return text ? [{ of: name, text }] : [];
  });
}

/** What was compared, of which runs, where and when. */
function factsOf(
  { snapshot, settled }: PageSource,
  { set, sort, filter }: WorkspaceStore['workspace'],
  label: string,
): readonly string[] {
  const words = setWords(set, settled.compared.length, {
    isLoaded: snapshot.state === 'complete',
    hasGroups: snapshot.groups !== undefined,
  });
  return [
    m.page_set({ set: words, sort: sortWords(sort), matched: formatCount(snapshot.matched) }),
    ...(filter === '' ? [] : [m.page_filter({ filter })]),
    m.page_saved_from({ label: sourceWord(label), time: formatFullDateTime(Date.now(), getLocale()) }),
  ];
}

function readColors(): PageColors {
  const style = getComputedStyle(document.documentElement);
  const color = (name: string, fallback: string) => style.getPropertyValue(name).trim() || fallback;
  return {
    background: color('--bg', '#fff'),
    text: color('--text', '#111'),
    dim: color('--dim', '#555'),
    line: color('--line', '#ddd'),
    accent: color('--accent', '#0645ad'),
  };
}

function titleOf(names: readonly string[]): string {
  const more = names.length - MAX_NAMES;
  return `${names.slice(0, MAX_NAMES).join(', ')}${more > 0 ? ` +${formatCount(more)}` : ''}`;
}

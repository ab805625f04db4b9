import { useEffect, useRef, useState } from 'react';
import { formatBytes } from '../../../base/format-bytes.ts';
import { formatCount } from '../../../base/format-number.ts';
import type { CardId } from '../../../domain/charts/chart-cards.ts';
import { exportFileName } from '../../../domain/export/export-name.ts';
import { m } from '../../../paraglide/messages.js';
import { cardsOnPage } from '../../../parts/chart-card/cards-on-page.ts';
import { FailureNotice } from '../../../parts/failure-notice.tsx';
import { failureOf } from '../../../queries/failure.ts';
import type { TrackingFailure } from '../../../tracking/errors.ts';
import { downloadBlob } from '../../../ui/download-blob.ts';
import { FormDialog } from '../../../ui/form-dialog.tsx';
import type { PageSource } from '../views-and-page.tsx';
import css from './page-dialog.module.css';
import { type MadePage, useMakePage } from './use-make-page.ts';

type PageState =
  | { readonly phase: 'choosing' }
  | { readonly phase: 'working'; readonly done: number; readonly total: number }
  | { readonly phase: 'saved'; readonly made: MadePage; readonly fileName: string }
  | { readonly phase: 'failed'; readonly failure: TrackingFailure };

/** So many are ticked at first: a file of all would take long, and nobody reads it. */
const FIRST_CARDS = 12;

interface PageDialogProps {
  readonly source: PageSource;
  readonly onClose: () => void;
}

/** Which charts go into the file, how far it is, and what came of it. */
export function PageDialog({ source, onClose }: PageDialogProps) {
  const [cards] = useState(cardsOnPage);
  const [chosen, setChosen] = useState<ReadonlySet<CardId>>(
    () => new Set(cards.slice(0, FIRST_CARDS).map(({ id }) => id)),
  );
  const [state, setState] = useState<PageState>({ phase: 'choosing' });
  const running = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const make = useMakePage(source);
  const save = async () => {
    const controller = new AbortController();
    running.current = controller;
    const { signal } = controller;
    const ids = cards.filter(({ id }) => chosen.has(id));
    setState({ phase: 'working', done: 0, total: ids.length });
    const onCard = (done: number) => setState({ phase: 'working', done, total: ids.length });
    try {
      const made = await make(ids, signal, onCard);
      const fileName = exportFileName([...source.experimentNames.values()], new Date(), false, 'html');
      downloadBlob(made.blob, fileName);
      setState({ phase: 'saved', made, fileName });
    } catch (thrown) {
      if (!signal.aborted) setState({ phase: 'failed', failure: failureOf(thrown) });
    }
  };
  const toggle = (id: CardId) =>
    setChosen((before) => {
      const next = new Set(before);
      if (!next.delete(id)) next.add(id);
      return next;
    });
  const isSaved = state.phase === 'saved';
  return (
    <FormDialog
      title={m.page_title()}
      submitLabel={isSaved ? m.page_again() : m.page_submit()}
      closeLabel={isSaved ? m.close() : m.cancel()}
      isBusy={state.phase === 'working'}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <p className={css['hint']}>{m.page_hint({ runs: formatCount(source.settled.compared.length) })}</p>
      <fieldset className={css['cards']} disabled={state.phase === 'working'}>
        <legend>{m.page_cards()}</legend>
        {cards.length === 0 ? <p className={css['hint']}>{m.page_no_cards()}</p> : null}
        {cards.map(({ id, name }) => (
          <label key={id} className={css['card']}>
            <input type="checkbox" checked={chosen.has(id)} onChange={() => toggle(id)} />
            <span>{name}</span>
          </label>
        ))}
      </fieldset>
      <div role="status" className={css['status']}>
        {state.phase === 'working'
          ? m.page_working({ done: formatCount(state.done), total: formatCount(state.total) })
          : null}
        {isSaved ? savedWords(state) : null}
      </div>
      {state.phase === 'failed' ? <FailureNotice failure={state.failure} shape="strip" /> : null}
    </FormDialog>
  );
}

function savedWords({ made, fileName }: Extract<PageState, { phase: 'saved' }>): string {
  const words = [m.page_saved({ file: fileName, bytes: formatBytes(made.blob.size) })];
  if (made.missing.length > 0) words.push(m.page_missing({ names: made.missing.join(', ') }));
  if (made.sampledCount > 0) words.push(m.page_sampled({ count: made.sampledCount }));
  return words.join(' ');
}

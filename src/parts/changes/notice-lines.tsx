import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { useWrites } from '../../queries/use-change-runs.ts';
import { outcomeWords, reasonWord } from './change-words.ts';
import { type ChangeNotice, useChanges } from './changes.tsx';
import css from './change-notices.module.css';

/** What went well goes by itself, unless somebody is at it; what was refused stays until it is put away. */
const SHOWN_MS = 20_000;
/** A change that is quicker needs no word of being under way. */
const UNDER_WAY_AFTER_MS = 400;

/** One line for each notice; in a chunk of its own, since most visits change nothing. */
export function NoticeLines({ notices }: { readonly notices: readonly ChangeNotice[] }) {
  return notices.map((notice) => <NoticeLine key={notice.key} notice={notice} />);
}

function NoticeLine({ notice }: { readonly notice: ChangeNotice }) {
  const { outcome } = notice;
  const isLate = useAfter(UNDER_WAY_AFTER_MS);
  if (!outcome) {
    if (!isLate) return null;
    return <BusyNotice notice={notice} />;
  }
  return <DoneNotice notice={notice} outcome={outcome} />;
}

function BusyNotice({ notice: { progress, stop } }: { readonly notice: ChangeNotice }) {
  const [isStopping, setStopping] = useState(false);
  const { done = 0, total = 0 } = progress ?? {};
  const words =
    total > 1 ? m.changing_of({ done: formatCount(done), total: formatCount(total) }) : m.changing();
  return (
    <div className={css.notice} data-state="busy">
      <div className={css.words}>{isStopping ? m.change_stopping() : words}</div>
      {stop && !isStopping ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            setStopping(true);
            stop();
          }}
        >
          {m.change_stop()}
        </Button>
      ) : null}
    </div>
  );
}

interface DoneNoticeProps {
  readonly notice: ChangeNotice;
  readonly outcome: NonNullable<ChangeNotice['outcome']>;
}

function DoneNotice({ notice, outcome }: DoneNoticeProps) {
  const { dismiss, perform } = useChanges();
  const { key, action, nameOf } = notice;
  const { refused, stoppedCount, left, undo } = outcome;
  const stays = refused.length + stoppedCount > 0;
  const writes = useWrites();
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    if (isHeld || stays) return undefined;
    const timer = setTimeout(dismiss, SHOWN_MS, key);
    return () => clearTimeout(timer);
  }, [isHeld, stays, dismiss, key]);
  const takeBack = () => {
    dismiss(key);
    if (notice.undo) notice.undo();
    else void perform('undo', undo);
  };
  const goOn = () => {
    dismiss(key);
    void perform(action, left, { names: new Map(left.map(({ id }) => [id, nameOf(id)])) });
  };
  return (
    <div
      className={css.notice}
      data-state={refused.length > 0 ? 'refused' : 'done'}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <div className={css.words}>
        <span>{notice.words ?? outcomeWords(action, outcome)}</span>
        {writes === 'memory' ? <span className={css.dim}>{m.changed_in_tab()}</span> : null}
        {refused.length > 0 ? (
          <details className={css.details}>
            <summary>{m.details()}</summary>
            <ul>
              {refused.slice(0, MAX_LISTED).map(({ id, failure }) => (
                <li key={id}>
                  <b>{nameOf(id)}</b> {reasonWord(failure)}
                  {failure.detail ? <code>{failure.detail}</code> : null}
                </li>
              ))}
            </ul>
          </details>
        ) : null}
      </div>
      {stoppedCount > 0 ? (
        <Button size="compact-sm" variant="default" onClick={goOn}>
          {m.change_go_on()}
        </Button>
      ) : null}
      {notice.undo || (undo.length > 0 && action !== 'undo') ? (
        <Button size="compact-sm" variant="default" onClick={takeBack}>
          {m.undo()}
        </Button>
      ) : null}
      <button
        type="button"
        className={css.close}
        aria-label={m.close()}
        title={m.close()}
        onClick={() => dismiss(key)}
      >
        <IconX size={14} aria-hidden="true" />
      </button>
    </div>
  );
}

const MAX_LISTED = 100;

function useAfter(delayMs: number): boolean {
  const [isLate, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(setLate, delayMs, true);
    return () => clearTimeout(timer);
  }, [delayMs]);
  return isLate;
}

import { m } from '../paraglide/messages.js';
import { sourceWord } from '../parts/wording.ts';
import { type SourceStatus, useConnection, useConnectionHealth } from '../queries/data-client-context.tsx';
import { connectHref } from '../url/routes.ts';
import css from './shell.module.css';

/** Which source is open, and whether its server answers. */
export function ConnectionState() {
  const { status } = useConnection();
  const isLost = useConnectionHealth() === 'lost' && status.state === 'ready';
  const words = isLost ? `${m.connection_lost()} · ${sourceWord(status.info.label)}` : sourceWords(status);
  const isCopy = status.state === 'ready' && status.info.capabilities.writes === 'memory';
  return (
    <a
      className={css.connection}
      href={connectHref()}
      aria-label={`${m.connection_label()}: ${words}`}
      title={words}
    >
      <span className={css.light} data-state={isLost ? 'lost' : status.state} />
      <span className={css.connectionText}>{words}</span>
      {isCopy ? (
        <span className={css.copyNote} title={m.connection_memory_long()}>
          {m.connection_memory()}
        </span>
      ) : null}
    </a>
  );
}

function sourceWords(status: SourceStatus): string {
  if (status.state === 'failed') return m.connection_failed();
  if (status.state === 'opening') return m.loading();
  return [sourceWord(status.info.label), status.info.version].filter(Boolean).join(' · ');
}

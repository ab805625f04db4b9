import { Button } from '@mantine/core';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import {
  type AliasRecord,
  MAX_RECORDS,
  readTimeline,
  rollBackMove,
  type TimelineItem,
} from '../../domain/registry/alias-history.ts';
import type { RegisteredModel } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { OpenedAlias } from './alias-dialog.tsx';
import css from './models.module.css';
import { moveWords } from '../../parts/registry/registry-words.ts';
import type { RegistryRights } from '../../parts/registry/use-registry-rights.ts';

interface AliasHistoryProps {
  readonly model: RegisteredModel;
  readonly rights: RegistryRights;
  readonly onOpen: (opened: OpenedAlias) => void;
}

/** Who moved which alias when, from where to where and why; and what something else has changed. */
export function AliasHistory({ model, rights, onOpen }: AliasHistoryProps) {
  const items = readTimeline(model);
  if (items.length === 0) return <EmptyState title={m.history_empty_title()} body={m.history_empty_body()} />;
  return (
    <section className={css.history} aria-label={m.model_history()}>
      <ol className={css.timeline}>
        {items.map((item) => (
          <Item key={keyOf(item)} {...{ item, model, rights, onOpen }} />
        ))}
      </ol>
      <p className={css.hint}>{m.history_note({ count: MAX_RECORDS })}</p>
    </section>
  );
}

interface ItemProps extends AliasHistoryProps {
  readonly item: TimelineItem;
}

function Item({ item, model, rights, onOpen }: ItemProps) {
  const made = item.kind === 'record' ? item.record : item.move;
  const kind = item.kind === 'record' ? item.record.kind : item.kind;
  const back = rollBackMove(model, made);
  const right = back?.to === undefined ? rights.delete : rights.update;
  const badge = {
    move: undefined,
    undo: m.history_undo(),
    rollback: m.history_rollback(),
    outside: m.history_outside(),
    earlier: m.history_earlier(),
  }[kind];
  return (
    <li data-kind={kind}>
      {item.kind === 'record' ? (
        <time
          className={css.when}
          dateTime={new Date(item.record.atMs).toISOString()}
          title={formatFullDateTime(item.record.atMs, getLocale())}
        >
          {formatDateTime(item.record.atMs, getLocale())}
        </time>
      ) : (
        <span className={css.when}>{outsideWords(item)}</span>
      )}
      <span>{moveWords(made)}</span>
      {badge === undefined ? null : <span className={css.stage}>{badge}</span>}
      {item.kind === 'record' ? <Reason record={item.record} /> : null}
      {back ? (
        <Button
          size="compact-xs"
          variant="default"
          disabled={!right.canWrite}
          title={right.reason}
          onClick={() => onOpen({ kind: 'roll-back', move: back })}
        >
          {m.history_go_back()}
        </Button>
      ) : null}
    </li>
  );
}

function Reason({ record: { who, why } }: { readonly record: AliasRecord }) {
  return (
    <>
      <span className={css.who}>{who ?? m.history_nobody()}</span>
      {why === undefined ? null : <q className={css.why}>{why}</q>}
    </>
  );
}

function outsideWords({ afterMs, beforeMs }: Exclude<TimelineItem, { readonly kind: 'record' }>): string {
  if (afterMs === undefined)
    return beforeMs === undefined
      ? m.history_unknown()
      : m.history_before({ time: formatDateTime(beforeMs, getLocale()) });
  const after = formatDateTime(afterMs, getLocale());
  return beforeMs === undefined
    ? m.history_after({ time: after })
    : m.history_between({ after, before: formatDateTime(beforeMs, getLocale()) });
}

function keyOf(item: TimelineItem): string {
  return item.kind === 'record'
    ? item.record.key
    : `${item.move.alias} ${item.afterMs ?? ''} ${item.beforeMs ?? ''}`;
}

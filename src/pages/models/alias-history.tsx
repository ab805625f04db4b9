import { useState } from 'react';
import { Button } from '@mantine/core';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import {
  type AliasRecord,
  MAX_RECORDS,
  readTimeline,
  rollBackMoves,
  type TimelineItem,
} from '../../domain/registry/alias-history.ts';
import type { AliasMove } from '../../domain/registry/alias-moves.ts';
import type { RegisteredModel } from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import css from './models.module.css';
import { moveWords } from '../../parts/registry/registry-words.ts';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';
import type { RegistryRights } from './use-registry-rights.ts';

interface AliasHistoryProps {
  readonly model: RegisteredModel;
  readonly rights: RegistryRights;
  readonly move: MoveAliases;
}

/** Who moved which alias when, from where to where and why; and what something else has changed. */
export function AliasHistory({ model, rights, move }: AliasHistoryProps) {
  const items = readTimeline(model);
  const [failure, setFailure] = useState<TrackingFailure>();
  const rollBack = async (target: AliasMove) => {
    setFailure(undefined);
    try {
      await move(rollBackMoves(model, target), { kind: 'rollback' });
    } catch (thrown) {
      setFailure(failureOf(thrown));
    }
  };
  if (items.length === 0) return <EmptyState title={m.history_empty_title()} body={m.history_empty_body()} />;
  return (
    <section className={css.history} aria-label={m.model_history()}>
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
      <ol className={css.timeline}>
        {items.map((item) => (
          <Item
            key={keyOf(item)}
            item={item}
            model={model}
            rights={rights}
            onRollBack={(target) => void rollBack(target)}
          />
        ))}
      </ol>
      <p className={css.hint}>{m.history_note({ count: MAX_RECORDS })}</p>
    </section>
  );
}

interface ItemProps extends Omit<AliasHistoryProps, 'move'> {
  readonly item: TimelineItem;
  readonly onRollBack: (target: AliasMove) => void;
}

function Item({ item, model, rights, onRollBack }: ItemProps) {
  const made = item.kind === 'record' ? item.record : item.move;
  const kind = item.kind === 'record' ? item.record.kind : 'outside';
  const badge = {
    move: undefined,
    undo: m.history_undo(),
    rollback: m.history_rollback(),
    outside: m.history_outside(),
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
      {rollBackMoves(model, made).length > 0 ? (
        <Button
          size="compact-xs"
          variant="default"
          disabled={!rights.canWrite}
          title={rights.reason}
          onClick={() => onRollBack(made)}
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

function outsideWords({ afterMs, beforeMs }: Extract<TimelineItem, { readonly kind: 'outside' }>): string {
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

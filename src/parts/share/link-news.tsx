import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '@mantine/core';
import { formatCount } from '../../base/format-number.ts';
import { formatDayTime } from '../../base/format-time.ts';
import type { RunId } from '../../domain/runs/run.ts';
import type { RunStamp } from '../../domain/sharing/run-stamp.ts';
import { changesSince, checkOfRuns } from '../../domain/sharing/set-check.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { runStampsQuery } from '../../queries/run-queries.ts';
import type { LinkFacts } from '../../url/link-facts.ts';
import { Notice } from '../../ui/notice.tsx';
import { failureWords } from '../wording.ts';

export interface LinkNewsProps {
  readonly facts: LinkFacts;
  /** The runs that a pinned link names; undefined: it has a rule. */
  readonly pinnedIds: readonly RunId[] | undefined;
  readonly comparedIds: readonly RunId[];
  /** The rule of the set in words. */
  readonly rule: string;
}

/** What became of the set of a link since it was made; nothing where nothing did. */
export function LinkNews({ facts, pinnedIds, comparedIds, rule }: LinkNewsProps) {
  const [isAway, setAway] = useState(false);
  const [nowMs] = useState(Date.now);
  const { atMs, check } = facts;
  if (isAway || atMs === undefined) return null;
  const date = formatDayTime(atMs, nowMs, getLocale());
  const dismiss = { label: m.link_news_dismiss(), onDismiss: () => setAway(true) };
  if (pinnedIds) return <PinnedNews {...{ atMs, check, date, dismiss }} ids={pinnedIds} />;
  if (check === undefined || checkOfRuns(comparedIds) === check) return null;
  return <Notice tone="info" title={m.link_live_changed({ set: rule, date })} dismiss={dismiss} />;
}

interface PinnedNewsProps {
  readonly ids: readonly RunId[];
  readonly atMs: number;
  readonly check: string | undefined;
  readonly date: string;
  readonly dismiss: { readonly label: string; readonly onDismiss: () => void };
}

function PinnedNews({ ids, atMs, check, date, dismiss }: PinnedNewsProps) {
  const { data: stamps, error, refetch } = useQuery(runStampsQuery(useConnection(), ids));
  if (error)
    return (
      <Notice
        tone="warning"
        title={m.link_news_failed({ date })}
        body={failureWords(failureOf(error), globalThis.location.origin).title}
        actions={
          <Button size="compact-sm" variant="default" onClick={() => void refetch()}>
            {m.retry()}
          </Button>
        }
        dismiss={dismiss}
      />
    );
  if (!stamps) return null;
  const { gone, finished, grown, edited, isEditedSomewhere } = changesSince(stamps, { atMs, check });
  const unread = stamps.filter(({ state }) => state === 'unread').length;
  const lines = [
    gone.length > 0 ? m.share_gone(named(gone)) : undefined,
    finished.length > 0 ? m.share_finished(named(finished)) : undefined,
    grown.length > 0 ? m.share_grown(named(grown)) : undefined,
    edited.length > 0 ? m.share_edited(named(edited)) : undefined,
    isEditedSomewhere ? m.link_edited_somewhere() : undefined,
    unread > 0 ? m.share_unread({ count: unread, text: formatCount(unread) }) : undefined,
  ].filter((line) => line !== undefined);
  if (lines.length === 0) return null;
  return (
    <Notice tone="info" title={m.link_pinned_changed({ date })} body={lines.join(' · ')} dismiss={dismiss} />
  );
}

const MOST_NAMES = 5;

function named(stamps: readonly RunStamp[]) {
  const names = stamps.slice(0, MOST_NAMES).map(({ name }) => name);
  const more = stamps.length - names.length;
  const list = names.join(', ');
  return {
    count: stamps.length,
    text: formatCount(stamps.length),
    names: more > 0 ? m.link_names_more({ names: list, text: formatCount(more) }) : list,
  };
}

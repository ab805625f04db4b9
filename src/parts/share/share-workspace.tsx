import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { type ComparedRun, MAX_PICKED_RUNS } from '../../domain/runs/compare-set.ts';
import type { RunColumn } from '../../domain/runs/run-sort.ts';
import { colorLetters } from '../../domain/sharing/color-letters.ts';
import { m } from '../../paraglide/messages.js';
import { useConnection } from '../../queries/data-client-context.tsx';
import { runStampsQuery } from '../../queries/run-queries.ts';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { canBePinned, liveLink, pinLink, type SharedLink, type SharedSet } from '../../url/shared-link.ts';
import { runSlotOf } from '../run-styles.ts';
import { LinkField } from './link-field.tsx';
import css from './share.module.css';
import { ShareDialog } from './share-dialog.tsx';
import { ShareFiles } from './share-files.tsx';
import { useSharePlace } from './share-place.tsx';

export interface ShareWorkspaceProps {
  readonly compared: readonly ComparedRun[];
  /** Columns that its links name, undefined where whoever opens them sees the same ones by themselves. */
  readonly columns: readonly RunColumn[] | undefined;
  /** The rule of the set in words: `top 10 by val/loss`. */
  readonly rule: string;
  /** Runs that are not read yet may belong into the set. */
  readonly isProvisional: boolean;
  /** Asks what of it to save as one file. */
  readonly onSavePage: () => void;
  readonly onClose: () => void;
}

/** The link of the very runs beside that of the rule which gives them. */
export function ShareWorkspace(props: ShareWorkspaceProps) {
  const { compared, columns, rule, isProvisional, onSavePage, onClose } = props;
  const { workspace, facts, formatLink } = useWorkspace();
  const { base } = useSharePlace();
  const [nowMs] = useState(Date.now);
  const set: SharedSet = {
    workspace: { ...workspace, columns },
    ids: compared.map(({ id }) => id),
    facts: { data: facts.data, server: facts.server, colors: colorLetters(compared, runSlotOf) },
    nowMs,
  };
  const addressOf = (link: SharedLink) => base + formatLink(link.workspace, link.facts);
  const hasRule = workspace.set.kind !== 'these' || workspace.set.groups !== undefined;
  return (
    <ShareDialog namesServer={facts.server !== undefined} onClose={onClose}>
      {isProvisional ? (
        <p className={css['warn']} role="status">
          {m.share_not_all()}
        </p>
      ) : null}
      {set.ids.length > 0 ? <PinnedLink set={set} addressOf={addressOf} /> : null}
      {hasRule || set.ids.length === 0 ? (
        <LinkField
          title={m.share_live_title({ rule })}
          body={m.share_live_body()}
          label={m.share_live_label()}
          link={addressOf(liveLink(set))}
        />
      ) : null}
      <ShareFiles
        columns={columns}
        onSavePage={() => {
          onClose();
          onSavePage();
        }}
      />
    </ShareDialog>
  );
}

interface PinnedLinkProps {
  readonly set: SharedSet;
  readonly addressOf: (link: SharedLink) => string;
}

function PinnedLink({ set, addressOf }: PinnedLinkProps) {
  const scope = useConnection();
  const [isAsOfNow, setAsOfNow] = useState(true);
  const hasRoom = canBePinned(set.ids);
  const stamps = useQuery({ ...runStampsQuery(scope, set.ids), enabled: hasRoom });
  const count = set.ids.length;
  if (!hasRoom) {
    const limit = formatCount(MAX_PICKED_RUNS);
    return <p className={css['body']}>{m.share_too_many({ limit, text: formatCount(count) })}</p>;
  }
  const link = stamps.isPending ? undefined : addressOf(pinLink(set, stamps.data, isAsOfNow));
  return (
    <LinkField
      title={m.share_runs_pinned({ count, text: formatCount(count) })}
      body={m.share_pinned_body()}
      label={m.share_pinned_label()}
      link={link}
    >
      <label className={css['asOf']}>
        <input
          type="checkbox"
          checked={isAsOfNow}
          onChange={(event) => setAsOfNow(event.currentTarget.checked)}
        />
        {m.share_as_of()}
      </label>
      {stamps.isError ? <p className={css['warn']}>{m.share_check_failed()}</p> : null}
    </LinkField>
  );
}

import { Button } from '@mantine/core';
import { formatBytes } from '../../base/format-bytes.ts';
import { findView, MAX_VIEW_BYTES } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import type { StoppedReply, ViewWork } from './use-view-work.ts';
import { savedWords } from './view-words.ts';
import css from './views-panel.module.css';

interface ViewWorkNoticeProps {
  readonly work: ViewWork;
  readonly formatLongLink: () => string;
  readonly onSaveAs: () => void;
}

/** What became of the last change. */
export function ViewWorkNotice({ work, formatLongLink, onSaveAs }: ViewWorkNoticeProps) {
  const { state } = work;
  if (state.phase === 'done' && (state.kind === 'create' || state.kind === 'update'))
    return (
      <p className={css['done']} role="status">
        {m.views_saved()}
      </p>
    );
  if (state.phase !== 'stopped') return null;
  const { reply, request } = state;
  const { change, experimentId } = request;
  switch (reply.state) {
    case 'refused':
      return reply.failure.kind === 'forbidden' || reply.failure.kind === 'unsupported' ? (
        <ReaderWords failure={reply.failure} formatLongLink={formatLongLink} />
      ) : (
        <FailureNotice failure={reply.failure} shape="strip" />
      );
    case 'full': {
      const sizes = { bytes: formatBytes(reply.bytes), most: formatBytes(MAX_VIEW_BYTES) };
      return (
        <p className={css['warn']} role="alert">
          {m.views_full(sizes)}
        </p>
      );
    }
    case 'gone':
      return (
        <p className={css['warn']} role="alert">
          {m.views_gone_here()}
        </p>
      );
    case 'changed':
      return (
        <div className={css['box']} role="alert">
          <span className={css['warn']}>{changedWords(reply, change)}</span>
          <div className={css['actions']}>
            <Button
              size="compact-sm"
              onClick={() => {
                if (change.kind === 'update') void work.update({ experimentId, id: change.id }, undefined);
              }}
            >
              {m.views_overwrite()}
            </Button>
            <Button
              size="compact-sm"
              variant="default"
              onClick={() => {
                work.reset();
                onSaveAs();
              }}
            >
              {m.views_save_as()}
            </Button>
          </div>
        </div>
      );
  }
}

function changedWords(
  { after }: Extract<StoppedReply, { state: 'changed' }>,
  change: { readonly id?: string | undefined } | { readonly kind: 'create' },
): string {
  const id = 'id' in change ? change.id : undefined;
  const view = id === undefined ? undefined : findView(after.tags, id);
  return m.views_conflict({ facts: view?.state === 'readable' ? savedWords(view) : '' });
}

interface ReaderWordsProps {
  readonly failure: TrackingFailure | undefined;
  readonly formatLongLink: () => string;
}

/** Why a reader cannot save here, and what there is instead. */
export function ReaderWords({ failure, formatLongLink }: ReaderWordsProps) {
  return (
    <div className={css['box']} role="alert" data-failure={failure?.kind ?? 'unsupported'}>
      <span>{failure?.kind === 'forbidden' ? m.views_reader() : m.views_no_writes()}</span>
      <span className={css['copy']}>
        {m.views_copy_link()}
        <CopyButton
          // Whole, however long: the address of the page keeps what fits.
          text={formatLongLink}
          label={m.views_copy_link()}
          copiedLabel={m.views_copied()}
          fieldLabel={m.copy_by_hand()}
        />
      </span>
      <span className={css['hint']}>{m.views_reader_file()}</span>
    </div>
  );
}

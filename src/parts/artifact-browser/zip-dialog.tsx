import { useEffect, useRef } from 'react';
import { Button } from '@mantine/core';
import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import type { TreeModel } from '../../domain/artifacts/artifact-tree.ts';
import type { Run } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import type { ArtifactTreeStore, WalkProgress } from '../../queries/artifact-tree-store.ts';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import { FailureNotice } from '../failure-notice.tsx';
import css from './artifact-browser.module.css';
import { MAX_BLOB_BYTES, useZip, type ZipState } from './use-zip.ts';

/** A folder, or a file that was ticked. */
export interface ZipPlace {
  readonly place: ArtifactPlace;
  readonly isFolder: boolean;
  readonly sizeBytes: number | undefined;
}

interface ZipDialogProps {
  readonly store: ArtifactTreeStore;
  readonly places: readonly ZipPlace[];
  readonly run: Run;
  readonly models: readonly TreeModel[];
  readonly onClose: () => void;
}

/** Counts first, then writes the archive while it is read; either can be stopped. */
export function ZipDialog({ store, places, run, models, onClose }: ZipDialogProps) {
  const zip = useZip({ store, places, run, models });
  const stopRef = useRef(zip.stop);
  useEffect(() => {
    stopRef.current = zip.stop;
  });
  useEffect(() => () => stopRef.current(), []);
  const { state } = zip;
  return (
    <ModalDialog title={m.zip_title()} widthPx={480} onClose={onClose}>
      <ZipWords state={state} onRetry={zip.save} />
      <div className={css.dialogEnd}>
        {state.phase === 'ready' ? (
          <Button size="compact-sm" disabled={state.isTooLarge || state.walk.files === 0} onClick={zip.save}>
            {m.zip_save()}
          </Button>
        ) : null}
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => {
            zip.stop();
            onClose();
          }}
        >
          {state.phase === 'saved' || state.phase === 'failed' ? m.close() : m.cancel()}
        </Button>
      </div>
    </ModalDialog>
  );
}

function ZipWords({ state, onRetry }: { readonly state: ZipState; readonly onRetry: () => void }) {
  switch (state.phase) {
    case 'counting':
      return (
        <p role="status" aria-busy="true">
          {m.zip_counting()} {countWords(state.walk)}
        </p>
      );
    case 'ready':
      return (
        <div className={css.dialogBody}>
          <p role="status" data-zip-files={state.walk.files} data-zip-bytes={state.walk.bytes}>
            {countWords(state.walk)}
          </p>
          {state.walk.unsized > 0 ? <p>{m.zip_unsized({ count: formatCount(state.walk.unsized) })}</p> : null}
          {state.failedFolders > 0 ? (
            <p className={css.bad}>
              {m.art_walk_failed({ count: state.failedFolders, text: formatCount(state.failedFolders) })}
            </p>
          ) : null}
          {state.isTooLarge ? (
            <p className={css.bad}>{m.zip_too_large({ limit: formatBytes(MAX_BLOB_BYTES) })}</p>
          ) : state.isToDisk ? null : (
            <p className={css.dim}>{m.zip_in_memory({ limit: formatBytes(MAX_BLOB_BYTES) })}</p>
          )}
        </div>
      );
    case 'saving': {
      // Thousands of small files take their time though they hold next to nothing.
      const share =
        50 * shareOf(state.done.bytes, state.walk.bytes) + 50 * shareOf(state.done.files, state.walk.files);
      return (
        <div className={css.dialogBody}>
          <p role="status">
            {m.zip_saving({
              done: formatBytes(state.done.bytes),
              size: formatBytes(state.walk.bytes),
              files: formatCount(state.done.files),
              all: formatCount(state.walk.files),
            })}
          </p>
          <progress className={css.progress} value={share} max={100} aria-label={m.zip_title()} />
        </div>
      );
    }
    case 'saved':
      return (
        <div className={css.dialogBody}>
          <p role="status">{m.zip_saved({ files: formatCount(state.done.files - state.leftOut.length) })}</p>
          {state.leftOut.length > 0 ? (
            <>
              <p className={css.bad}>
                {m.zip_left_out({ count: state.leftOut.length, text: formatCount(state.leftOut.length) })}
              </p>
              <ul className={css.leftOut}>
                {state.leftOut.slice(0, 50).map(({ file, failure }) => (
                  <li key={file.name}>
                    {file.name} <span className={css.dim}>{failure.status ?? failure.kind}</span>
                  </li>
                ))}
              </ul>
            </>
          ) : null}
        </div>
      );
    case 'failed':
      return <FailureNotice failure={state.failure} shape="strip" onRetry={onRetry} />;
  }
}

function countWords({ files, bytes }: WalkProgress): string {
  return m.zip_count({ count: files, text: formatCount(files), size: formatBytes(bytes) });
}

function shareOf(done: number, all: number): number {
  return all === 0 ? 1 : Math.min(1, done / all);
}

import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { IconDownload, IconRefresh } from '@tabler/icons-react';
import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import { m } from '../../paraglide/messages.js';
import type { ArtifactTreeStore, WalkProgress } from '../../queries/artifact-tree-store.ts';
import { TextField } from '../../ui/text-field.tsx';
import css from './artifact-browser.module.css';

interface SearchBarProps {
  readonly text: string;
  readonly onText: (text: string) => void;
  /** Undefined: nothing is searched for. */
  readonly found: { readonly count: number; readonly shown: number } | undefined;
  readonly store: ArtifactTreeStore;
  /** Where all that the run has begins. */
  readonly starts: readonly ArtifactPlace[];
  readonly tickedCount: number;
  readonly onDownloadTicked: () => void;
  readonly onUntick: () => void;
  readonly onReload: () => void;
}

/** The search above the tree, which looks in what is loaded, and loads the rest when that is wanted. */
export function SearchBar(props: SearchBarProps) {
  const { text, onText, found, store, starts, tickedCount, onDownloadTicked, onUntick, onReload } = props;
  const walk = useWalk(store, starts);
  return (
    <>
      <div className={css.tools}>
        <TextField type="search" label={m.art_search()} value={text} onChange={onText} width="fill" />
        <Button
          size="compact-sm"
          variant="subtle"
          aria-label={m.art_look_again()}
          title={m.art_look_again()}
          onClick={onReload}
        >
          <IconRefresh size={15} />
        </Button>
      </div>
      {found ? (
        <div className={css.said} role="status">
          <span>{foundWords(found, walk.state)}</span>
          {walk.state === 'walking' ? (
            <button type="button" className={css.link} onClick={walk.stop}>
              {m.cancel()}
            </button>
          ) : walk.state === 'done' ? null : (
            <button type="button" className={css.link} onClick={walk.start}>
              {m.art_search_all()}
            </button>
          )}
        </div>
      ) : null}
      {walk.progress ? (
        <p className={css.said} aria-live="off">
          {m.art_walked({
            folders: formatCount(walk.progress.folders),
            files: formatCount(walk.progress.files),
            size: formatBytes(walk.progress.bytes),
          })}
          {walk.failedCount > 0 ? (
            <span className={css.bad}>
              {m.art_walk_failed({ count: walk.failedCount, text: formatCount(walk.failedCount) })}
            </span>
          ) : null}
        </p>
      ) : null}
      {tickedCount > 0 ? (
        <div className={css.said}>
          <span>{m.art_ticked({ count: tickedCount, text: formatCount(tickedCount) })}</span>
          <Button size="compact-xs" leftSection={<IconDownload size={13} />} onClick={onDownloadTicked}>
            {m.art_download_zip()}
          </Button>
          <button type="button" className={css.link} onClick={onUntick}>
            {m.art_untick()}
          </button>
        </div>
      ) : null}
    </>
  );
}

type WalkState = 'idle' | 'walking' | 'stopped' | 'done';

function foundWords(found: { readonly count: number; readonly shown: number }, state: WalkState): string {
  const text = formatCount(found.count);
  const words =
    state === 'done'
      ? m.art_found_all({ count: found.count, text })
      : m.art_found({ count: found.count, text });
  return found.shown < found.count
    ? `${words} · ${m.art_found_cut({ count: formatCount(found.shown) })}`
    : words;
}

function useWalk(store: ArtifactTreeStore, starts: readonly ArtifactPlace[]) {
  const [state, setState] = useState<WalkState>('idle');
  const [progress, setProgress] = useState<WalkProgress>();
  const [failedCount, setFailedCount] = useState(0);
  const controller = useRef<AbortController>(undefined);
  useEffect(() => () => controller.current?.abort(), []);
  const start = async () => {
    const own = new AbortController();
    controller.current = own;
    setState('walking');
    const { failed } = await store.walk(starts, own.signal, setProgress);
    setFailedCount(failed.length);
    setState(own.signal.aborted ? 'stopped' : 'done');
  };
  return {
    state,
    progress: state === 'idle' ? undefined : progress,
    failedCount,
    start: () => void start(),
    stop: () => controller.current?.abort(),
  };
}

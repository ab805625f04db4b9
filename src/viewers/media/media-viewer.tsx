import { useEffect, useState } from 'react';
import { Button } from '@mantine/core';
import { formatBytes } from '../../base/format-bytes.ts';
import { isMediaCut, MEDIA_HEAD_BYTES } from '../../domain/artifacts/media-end.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import type { ArtifactFile } from '../artifact-file.ts';
import { readRangeOrNothing } from '../read-range.ts';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { useBlobUrl } from '../whole-file/use-blob-url.ts';
import { WholeFile } from '../whole-file/whole-file.tsx';
import css from './media-viewer.module.css';
import { mediaTypeOf } from './media-types.ts';

const ASK_ABOVE_BYTES = 50e6;

/** Sound and film: by ranges from the server's own address where no header is needed, else as a whole. */
export function Viewer({ file }: ViewerProps) {
  const [allowedKey, setAllowedKey] = useState<string>();
  // A list leaves the size of an empty file out: that is found by reading.
  if (file.directUrl !== undefined && file.sizeBytes !== undefined) {
    if (file.sizeBytes > ASK_ABOVE_BYTES && allowedKey !== file.key) {
      return <AskFirst sizeBytes={file.sizeBytes} onAllow={() => setAllowedKey(file.key)} />;
    }
    return <Player key={file.key} file={file} url={file.directUrl} />;
  }
  return (
    <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES}>
      {(bytes) => <BlobPlayer key={file.key} file={file} bytes={bytes} />}
    </WholeFile>
  );
}

function AskFirst({ sizeBytes, onAllow }: { readonly sizeBytes: number; readonly onAllow: () => void }) {
  return (
    <EmptyState
      title={m.view_large({ size: formatBytes(sizeBytes) })}
      body={m.view_media_ask({ limit: formatBytes(ASK_ABOVE_BYTES) })}
    >
      <Button size="compact-sm" onClick={onAllow}>
        {m.view_load_anyway()}
      </Button>
    </EmptyState>
  );
}

interface BlobPlayerProps {
  readonly file: ArtifactFile;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

function BlobPlayer({ file, bytes }: BlobPlayerProps) {
  const url = useBlobUrl(bytes, mediaTypeOf(file.name) ?? '');
  return url ? <Player file={file} url={url} /> : null;
}

interface PlayerProps {
  readonly file: ArtifactFile;
  readonly url: string;
}

function Player({ file, url }: PlayerProps) {
  const [attempt, setAttempt] = useState(0);
  const [failedAttempt, setFailedAttempt] = useState<number>();
  const retry = () => setAttempt(attempt + 1);
  if (failedAttempt === attempt) return <WhyNot key={attempt} file={file} onRetry={retry} />;
  return <Element key={attempt} file={file} url={url} onError={() => setFailedAttempt(attempt)} />;
}

function Element({ file, url, onError }: PlayerProps & { readonly onError: () => void }) {
  const [isReady, setReady] = useState(false);
  const isCut = useIsCut(file, isReady);
  useMark('runlens:view-ready', isReady, 'artifact:media');
  const shared = {
    src: url,
    controls: true,
    preload: 'metadata',
    'aria-label': file.name,
    onLoadedMetadata: () => setReady(true),
    onError,
  } as const;
  return (
    <div className={viewerCss['viewer']}>
      {isCut ? (
        <p className={viewerCss['note']} role="status">
          {m.view_media_cut()}
        </p>
      ) : null}
      <div className={css['stage']}>
        {mediaTypeOf(file.name)?.startsWith('audio/') ? (
          // Nobody wrote captions for what a run logged.
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <audio {...shared} className={css['audio']} />
        ) : (
          // oxlint-disable-next-line jsx-a11y/media-has-caption
          <video {...shared} className={css['video']} />
        )}
      </div>
    </div>
  );
}

/** Looked for once it plays. Where its beginning cannot be read a second time, the player says what there is to say. */
function useIsCut(file: ArtifactFile, isReady: boolean): boolean {
  const [isCut, setCut] = useState(false);
  useEffect(() => {
    if (!isReady) return undefined;
    const controller = new AbortController();
    readRangeOrNothing(file, 0, MEDIA_HEAD_BYTES, controller.signal).then(
      ({ bytes, totalBytes = file.sizeBytes }) => {
        if (!controller.signal.aborted) setCut(totalBytes !== undefined && isMediaCut(bytes, totalBytes));
      },
      () => undefined,
    );
    return () => controller.abort();
  }, [file, isReady]);
  return isCut;
}

type Found = { readonly failure: TrackingFailure } | { readonly isEmpty: boolean };

/** A player does not tell a store that refuses from an unknown encoding: reading the beginning does. */
function WhyNot({ file, onRetry }: { readonly file: ArtifactFile; readonly onRetry: () => void }) {
  const [found, setFound] = useState<Found>();
  useEffect(() => {
    const controller = new AbortController();
    const tell = (next: Found) => {
      if (!controller.signal.aborted) setFound(next);
    };
    readRangeOrNothing(file, 0, 1, controller.signal).then(
      ({ bytes }) => tell({ isEmpty: bytes.length === 0 }),
      (thrown: unknown) => tell({ failure: failureOf(thrown) }),
    );
    return () => controller.abort();
  }, [file]);
  if (!found) return <Waiting words={m.art_reading_file()} />;
  if ('failure' in found) return <FailureNotice failure={found.failure} onRetry={onRetry} />;
  return (
    <EmptyState
      title={found.isEmpty ? m.view_empty() : m.view_media_failed()}
      body={found.isEmpty ? m.view_empty_body() : m.view_media_failed_body()}
    >
      <Button size="compact-sm" variant="default" onClick={onRetry}>
        {m.retry()}
      </Button>
    </EmptyState>
  );
}

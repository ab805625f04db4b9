import { type ReactNode, useState } from 'react';
import { Button } from '@mantine/core';
import { formatBytes } from '../../base/format-bytes.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import { useWholeFile } from './use-whole-file.ts';

interface WholeFileProps {
  readonly file: ArtifactFile;
  /** Above this the person is asked before it is fetched. */
  readonly askAboveBytes: number;
  /** Above this it is not shown at all, and that is said. */
  readonly mostBytes?: number;
  /** What was shown stays until the next file is here, as a slider wants it. */
  readonly keepsLast?: boolean;
  readonly children: (bytes: Uint8Array<ArrayBuffer>) => ReactNode;
}

/** What stands in the place of a file until all of it is here, and then the file. */
export function WholeFile({ file, askAboveBytes, mostBytes, keepsLast, children }: WholeFileProps) {
  if (mostBytes !== undefined && (file.sizeBytes ?? 0) > mostBytes) {
    return <TooLarge sizeBytes={file.sizeBytes ?? 0} mostBytes={mostBytes} />;
  }
  return (
    <ReadFile file={file} askAboveBytes={askAboveBytes} keepsLast={keepsLast ?? false}>
      {(bytes) =>
        mostBytes !== undefined && bytes.length > mostBytes ? (
          <TooLarge sizeBytes={bytes.length} mostBytes={mostBytes} />
        ) : (
          children(bytes)
        )
      }
    </ReadFile>
  );
}

function ReadFile({ file, askAboveBytes, keepsLast, children }: WholeFileProps) {
  const { state, onReadNow, onRetry } = useWholeFile(file, askAboveBytes);
  const [last, setLast] = useState<Uint8Array<ArrayBuffer>>();
  if (keepsLast && state.state === 'ready' && state.bytes !== last) setLast(state.bytes);
  switch (state.state) {
    case 'asking': {
      return (
        <EmptyState
          title={
            state.sizeBytes === undefined
              ? m.view_size_unknown()
              : m.view_large({ size: formatBytes(state.sizeBytes) })
          }
          body={m.view_large_body({ limit: formatBytes(askAboveBytes) })}
        >
          <Button size="compact-sm" onClick={onReadNow}>
            {m.view_load_anyway()}
          </Button>
        </EmptyState>
      );
    }
    case 'reading': {
      if (last) return children(last);
      return <Waiting words={readingWords(state.loadedBytes, state.sizeBytes)} />;
    }
    case 'failed': {
      return <FailureNotice failure={state.failure} onRetry={onRetry} />;
    }
    case 'ready': {
      return state.bytes.length === 0 ? (
        <EmptyState title={m.view_empty()} body={m.view_empty_body()} />
      ) : (
        children(state.bytes)
      );
    }
  }
}

function readingWords(loadedBytes: number, sizeBytes: number | undefined): string {
  if (sizeBytes === undefined) return m.view_reading_some({ loaded: formatBytes(loadedBytes) });
  return m.view_reading({ loaded: formatBytes(loadedBytes), size: formatBytes(sizeBytes) });
}

function TooLarge({ sizeBytes, mostBytes }: { readonly sizeBytes: number; readonly mostBytes: number }) {
  return (
    <EmptyState
      title={m.view_too_large({ size: formatBytes(sizeBytes) })}
      body={m.view_too_large_body({ limit: formatBytes(mostBytes) })}
    />
  );
}

import { useEffect, useRef, useState } from 'react';
import { Button } from '@mantine/core';
import { IconDownload, IconPlayerStop } from '@tabler/icons-react';
import { formatBytes } from '../../base/format-bytes.ts';
import { nameOfPath } from '../../domain/artifacts/artifact-path.ts';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import { m } from '../../paraglide/messages.js';
import { openArtifactStream } from '../../queries/artifact-zip.ts';
import { useDataClient } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { downloadBlob } from '../../ui/download-blob.ts';
import { canSaveToDisk, openSaveStream } from '../../ui/save-stream.ts';
import { failureWords } from '../wording.ts';
import css from './artifact-browser.module.css';

/** What a file is downloaded by. */
export interface FileDownload {
  readonly place: ArtifactPlace;
  readonly sizeBytes: number | undefined;
  /** That the browser may fetch by itself; undefined: only our own requests carry what lets one in. */
  readonly address: string | undefined;
}

const TELL_EVERY_MS = 100;

export function DownloadFile({ place, sizeBytes, address }: FileDownload) {
  const name = nameOfPath(place.path);
  const look = { size: 'compact-sm', variant: 'default', leftSection: <IconDownload size={14} /> } as const;
  if (address === undefined) return <DownloadByClient place={place} sizeBytes={sizeBytes} />;
  return (
    <Button {...look} component="a" href={address} download={name}>
      {m.art_download()}
    </Button>
  );
}

type State =
  | { readonly phase: 'idle' }
  | { readonly phase: 'saving'; readonly bytes: number }
  | { readonly phase: 'failed'; readonly failure: TrackingFailure };

function DownloadByClient({ place, sizeBytes }: Omit<FileDownload, 'address'>) {
  const client = useDataClient();
  const [state, setState] = useState<State>({ phase: 'idle' });
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const save = async () => {
    const own = new AbortController();
    running.current = own;
    const name = nameOfPath(place.path);
    let bytes = 0;
    let toldMs = 0;
    const onBytes = (count: number) => {
      bytes += count;
      if (own.signal.aborted || performance.now() - toldMs < TELL_EVERY_MS) return;
      toldMs = performance.now();
      setState({ phase: 'saving', bytes });
    };
    try {
      const target = canSaveToDisk() ? await openSaveStream(name) : undefined;
      setState({ phase: 'saving', bytes });
      const opening = await openArtifactStream(client, { place, sizeBytes }, own.signal, onBytes);
      if ('failure' in opening) {
        await target?.abort();
        setState(own.signal.aborted ? { phase: 'idle' } : { phase: 'failed', failure: opening.failure });
        return;
      }
      if (target) await opening.stream.pipeTo(target, { signal: own.signal });
      else downloadBlob(await new Response(opening.stream).blob(), name);
      setState({ phase: 'idle' });
    } catch (thrown) {
      const isStopped =
        own.signal.aborted || (thrown instanceof DOMException && thrown.name === 'AbortError');
      setState(isStopped ? { phase: 'idle' } : { phase: 'failed', failure: failureOf(thrown) });
    }
  };
  if (state.phase === 'saving') {
    return (
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconPlayerStop size={14} />}
        onClick={() => running.current?.abort()}
      >
        {m.art_download_stop({ size: formatBytes(state.bytes) })}
      </Button>
    );
  }
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        leftSection={<IconDownload size={14} />}
        onClick={() => void save()}
      >
        {m.art_download()}
      </Button>
      {state.phase === 'failed' ? (
        <span className={css.downloadFailed} role="alert" title={state.failure.detail}>
          {failureWords(state.failure, globalThis.location.origin).title}
        </span>
      ) : null}
    </>
  );
}

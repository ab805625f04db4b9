import { useMemo } from 'react';
import { type NpyProblem, parseNpyHeader } from '../../domain/artifacts/npy.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { readStart, useRead } from '../whole-file/use-read.ts';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { ArrayView, factWords } from './array-view.tsx';

/** Of values; the head is read by itself first. */
const ASK_ABOVE_BYTES = 20e6;
const MOST_BYTES = 500e6;
const HEAD_BYTES = 16_384;

const readHead = async (file: ArtifactFile, signal: AbortSignal) =>
  parseNpyHeader(await readStart(file, HEAD_BYTES, signal));

export function Viewer({ file }: ViewerProps) {
  const { state } = useRead(file, readHead);
  const header = state.state === 'ready' && typeof state.result !== 'string' ? state.result : undefined;
  const isLarge = (file.sizeBytes ?? 0) > ASK_ABOVE_BYTES;
  return (
    <div className={viewerCss['viewer']}>
      {isLarge && header ? (
        <div className={viewerCss['toolbar']}>
          <span className={viewerCss['facts']}>{factWords(header)}</span>
        </div>
      ) : null}
      <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <NpyOf key={file.key} bytes={bytes} />}
      </WholeFile>
    </div>
  );
}

/** A `.npy` file as a whole. */
export function NpyOf({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  const header = useMemo(() => parseNpyHeader(bytes), [bytes]);
  if (typeof header === 'string') {
    return <EmptyState title={m.view_array_none()} body={problemWords(header)} />;
  }
  return <ArrayView header={header} bytes={bytes} />;
}

function problemWords(problem: NpyProblem): string {
  switch (problem) {
    case 'magic': {
      return m.view_array_none_magic();
    }
    case 'ended': {
      return m.view_array_none_ended();
    }
    case 'head': {
      return m.view_array_none_head();
    }
  }
}

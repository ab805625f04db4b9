import { useEffect, useMemo, useState } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import {
  readZipDirectory,
  type UnzipProblem,
  unzipEntry,
  type ZipEntry,
} from '../../domain/artifacts/zip.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { NpyOf } from './array-viewer.tsx';
import css from './array-viewer.module.css';

const ASK_ABOVE_BYTES = 20e6;
const MOST_BYTES = 500e6;

export function Viewer({ file }: ViewerProps) {
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <NpzOf key={file.key} bytes={bytes} />}
      </WholeFile>
    </div>
  );
}

function NpzOf({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  const entries = useMemo(() => readZipDirectory(bytes), [bytes]);
  const [chosen, setChosen] = useState(0);
  if (typeof entries === 'string') {
    return <EmptyState title={m.view_npz_none()} body={m.view_npz_none_body()} />;
  }
  const entry = entries[chosen];
  if (!entry) return <EmptyState title={m.view_npz_empty()} body="" />;
  return (
    <>
      <div className={css['entries']} role="radiogroup" aria-label={m.view_npz_arrays()}>
        {entries.map((each, place) => (
          // oxlint-disable-next-line react/no-array-index-key -- names may stand twice in a zip
          <label key={place} className={css['entry']} title={formatBytes(each.sizeBytes)}>
            <input
              type="radio"
              name="npz-entry"
              checked={place === chosen}
              onChange={() => setChosen(place)}
            />
            {each.name.replace(/\.npy$/, '')}
          </label>
        ))}
      </div>
      {entry.isClimbing ? <p className={viewerCss['note']}>{m.view_npz_climbing()}</p> : null}
      <EntryOf key={chosen} bytes={bytes} entry={entry} />
    </>
  );
}

function EntryOf({ bytes, entry }: { readonly bytes: Uint8Array<ArrayBuffer>; readonly entry: ZipEntry }) {
  const [unzipped, setUnzipped] = useState<Uint8Array<ArrayBuffer> | UnzipProblem>();
  useEffect(() => {
    let isHere = true;
    void unzipEntry(bytes, entry, MOST_BYTES).then((result) => {
      if (isHere) setUnzipped(result);
    });
    return () => {
      isHere = false;
    };
  }, [bytes, entry]);
  if (unzipped === undefined) return <Waiting words={m.view_npz_unpacking()} />;
  if (typeof unzipped === 'string')
    return <EmptyState title={entry.name} body={problemWords(unzipped, entry)} />;
  return <NpyOf bytes={unzipped} />;
}

function problemWords(problem: UnzipProblem, { sizeBytes }: ZipEntry): string {
  switch (problem) {
    case 'method': {
      return m.view_npz_unzip_method();
    }
    case 'encrypted': {
      return m.view_npz_unzip_encrypted();
    }
    case 'broken': {
      return m.view_npz_unzip_broken();
    }
    case 'large': {
      return m.view_npz_unzip_large({ size: formatBytes(sizeBytes), limit: formatBytes(MOST_BYTES) });
    }
  }
}

import { useMemo } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import type { JsonTape } from '../../domain/artifacts/json-tape.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { ViewerProps } from '../registry.ts';
import { NoText } from '../no-text.tsx';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { JsonTree } from './json-tree.tsx';
import { jsonWork } from './json-work.ts';
import { useSliced } from './use-sliced.ts';

const ASK_ABOVE_BYTES = 20e6;
const MOST_BYTES = 50e6;

export function Viewer({ file }: ViewerProps) {
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={ASK_ABOVE_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <JsonOf key={file.key} bytes={bytes} />}
      </WholeFile>
    </div>
  );
}

/** The bytes of JSON, read in slices. */
export function JsonOf({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  const work = useMemo(() => jsonWork(bytes), [bytes]);
  const { result, position } = useSliced(work);
  if (!result) {
    return (
      <Waiting
        words={m.view_tree_parsing({ done: formatBytes(position), size: formatBytes(bytes.length) })}
      />
    );
  }
  const { tape, isText } = result;
  return tape.count === 0 && !isText ? <NoText /> : <TapeOf tape={tape} />;
}

/** A tape that has values, or why there are none. */
function TapeOf({ tape }: { readonly tape: JsonTape }) {
  useMark('runlens:view-ready', true, 'artifact:tree');
  if (tape.count === 0) {
    return <EmptyState title={m.view_tree_none()} body={m.view_tree_none_body()} />;
  }
  return <JsonTree tape={tape} />;
}

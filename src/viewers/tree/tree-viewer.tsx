import { useMemo } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import { type JsonTape, JsonTapeReader } from '../../domain/artifacts/json-tape.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import type { ViewerProps } from '../registry.ts';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { JsonTree } from './json-tree.tsx';
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
  const work = useMemo(() => {
    const reader = new JsonTapeReader(asUtf8(bytes));
    return {
      step: (byteCount: number) => reader.read(byteCount),
      position: () => reader.at,
      result: () => reader.tape(),
    };
  }, [bytes]);
  const { result: tape, position } = useSliced(work);
  if (!tape) {
    return (
      <Waiting
        words={m.view_tree_parsing({ done: formatBytes(position), size: formatBytes(bytes.length) })}
      />
    );
  }
  return <TapeOf tape={tape} />;
}

/** A tape that has values, or why there are none. */
function TapeOf({ tape }: { readonly tape: JsonTape }) {
  useMark('runlens:view-ready', true, 'artifact:tree');
  if (tape.count === 0) {
    return <EmptyState title={m.view_tree_none()} body={m.view_tree_none_body()} />;
  }
  return <JsonTree tape={tape} />;
}

/** What Windows tools write as UTF-16; everything else is UTF-8. */
function asUtf8(bytes: Uint8Array<ArrayBuffer>): Uint8Array {
  const isLittle = bytes[0] === 0xff && bytes[1] === 0xfe;
  const isBig = bytes[0] === 0xfe && bytes[1] === 0xff;
  if (!isLittle && !isBig) return bytes;
  return new TextEncoder().encode(new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes));
}

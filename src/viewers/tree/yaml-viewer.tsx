import { useMemo } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { m } from '../../paraglide/messages.js';
import { Waiting } from '../../parts/waiting.tsx';
import type { YamlAsJson } from '../../worker/files/yaml-to-json.ts';
import type { ViewerProps } from '../registry.ts';
import { FileFailure } from '../no-text.tsx';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { useFileWorker } from '../../queries/file-client.tsx';
import { useFileAnswer } from '../use-file-answer.ts';
import { JsonOf } from './tree-viewer.tsx';

const MOST_BYTES = 5e6;

export function Viewer({ file }: ViewerProps) {
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={MOST_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <YamlOf key={file.key} bytes={bytes} />}
      </WholeFile>
    </div>
  );
}

function YamlOf({ bytes }: { readonly bytes: Uint8Array<ArrayBuffer> }) {
  // Its library takes half a second for 1 MB.
  const { state, onRetry } = useFileAnswer(useFileWorker('yaml'), 'yaml.json', bytes);
  if (state.state === 'reading') return <Waiting words={m.view_yaml_parsing()} />;
  if (state.state === 'failed') return <FileFailure failure={state.failure} onRetry={onRetry} />;
  return <YamlTree yaml={state.result} />;
}

/** What was YAML, as a tree. */
export function YamlTree({ yaml }: { readonly yaml: YamlAsJson }) {
  const { json, brokenLine, documentCount } = yaml;
  const bytes = useMemo(() => new TextEncoder().encode(json), [json]);
  const notes = [
    brokenLine === undefined ? undefined : m.view_yaml_broken({ line: formatCount(brokenLine) }),
    documentCount > 1
      ? m.view_yaml_documents({ count: documentCount, text: formatCount(documentCount) })
      : undefined,
  ].filter((note) => note !== undefined);
  return (
    <>
      {notes.map((note) => (
        <p key={note} className={viewerCss['note']} role="status">
          {note}
        </p>
      ))}
      <JsonOf bytes={bytes} />
    </>
  );
}

import { useMemo, useRef, useState } from 'react';
import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import {
  parseSafetensors,
  safetensorsHeadBytes,
  type SafetensorsHeader,
} from '../../domain/artifacts/safetensors.ts';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useMark } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { TextField } from '../../ui/text-field.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import type { ViewerProps } from '../registry.ts';
import { useRowWindow } from '../use-row-window.ts';
import viewerCss from '../viewer.module.css';
import { readStart, useRead } from '../whole-file/use-read.ts';
import { shapeWords } from './array-view.tsx';
import css from './array-viewer.module.css';

/** A range of a few bytes: of checkpoints of many GB nothing else is read. */
async function readHead(
  file: ArtifactFile,
  signal: AbortSignal,
): Promise<SafetensorsHeader | 'empty' | undefined> {
  const start = await readStart(file, 8, signal);
  if (start.length === 0) return 'empty';
  const headBytes = safetensorsHeadBytes(start);
  if (headBytes === undefined) return undefined;
  const { bytes } = await file.readRange(8, 8 + headBytes, signal);
  return bytes.length === headBytes ? parseSafetensors(bytes) : undefined;
}

export function Viewer({ file }: ViewerProps) {
  const { state, onRetry } = useRead(file, readHead);
  if (state.state === 'reading') return <Waiting words={m.loading()} />;
  if (state.state === 'failed') return <FailureNotice failure={state.failure} onRetry={onRetry} />;
  if (state.result === 'empty') return <EmptyState title={m.view_empty()} body={m.view_empty_body()} />;
  if (!state.result) {
    return <EmptyState title={m.view_tensors_none()} body={m.view_tensors_none_body()} />;
  }
  return <TensorsOf header={state.result} sizeBytes={file.sizeBytes} />;
}

interface TensorsOfProps {
  readonly header: SafetensorsHeader;
  readonly sizeBytes: number | undefined;
}

const ROW_PX = 26;

function TensorsOf({ header, sizeBytes }: TensorsOfProps) {
  const { tensors, metadata, parameterCount, fileBytes } = header;
  const [typed, setTyped] = useState('');
  const found = useMemo(() => {
    const words = typed.trim().toLowerCase();
    return words === '' ? tensors : tensors.filter(({ name }) => name.toLowerCase().includes(words));
  }, [tensors, typed]);
  const host = useRef<HTMLDivElement>(null);
  const { start, end } = useRowWindow(host, found.length, ROW_PX);
  useMark('runlens:view-ready', true, 'artifact:tensors');
  return (
    <div className={viewerCss['viewer']}>
      <div className={viewerCss['toolbar']}>
        <TextField
          type="search"
          label={m.view_tensors_find()}
          width={180}
          value={typed}
          onChange={setTyped}
        />
        <span className={viewerCss['facts']}>
          {m.view_tensors_facts({
            tensors: formatCount(tensors.length),
            parameters: formatCount(parameterCount),
            size: formatBytes(fileBytes),
          })}
        </span>
        {[...metadata].map(([key, value]) => (
          <span key={key} className={css['metadata']} title={`${key}: ${value}`}>{`${key}: ${value}`}</span>
        ))}
      </div>
      {sizeBytes !== undefined && sizeBytes < fileBytes ? (
        <p className={viewerCss['note']} role="status">
          {m.view_tensors_short({ all: formatBytes(fileBytes), have: formatBytes(sizeBytes) })}
        </p>
      ) : null}
      <div className={css['tensorHead']} aria-hidden="true">
        <span>{m.view_tensors_name()}</span>
        <span>{m.view_tensors_type()}</span>
        <span>{m.view_tensors_shape()}</span>
        <span>{m.view_tensors_parameters()}</span>
        <span>{m.view_tensors_size()}</span>
      </div>
      <div
        ref={host}
        className={css['table']}
        role="grid"
        aria-label={m.view_tensors()}
        aria-rowcount={found.length}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <div className={css['all']} style={{ height: found.length * ROW_PX }}>
          {found.slice(start, end).map((tensor, place) => (
            <div
              key={tensor.name}
              role="row"
              aria-rowindex={start + place + 1}
              className={css['tensor']}
              style={{ top: (start + place) * ROW_PX }}
            >
              <span role="rowheader" title={tensor.name}>
                {tensor.name}
              </span>
              <span role="gridcell">{tensor.dtype}</span>
              <span role="gridcell">{shapeWords(tensor.shape)}</span>
              <span role="gridcell">{formatCount(tensor.parameterCount)}</span>
              <span role="gridcell">{formatBytes(tensor.sizeBytes)}</span>
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}

import { useMemo } from 'react';
import { decodeModelCard, type ModelCard } from '../../domain/artifacts/mlmodel.ts';
import { m } from '../../paraglide/messages.js';
import { Waiting } from '../../parts/waiting.tsx';
import type { YamlAsJson } from '../../worker/files/yaml-to-json.ts';
import { useFileWorker } from '../../queries/file-client.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import type { ViewerProps } from '../registry.ts';
import { YamlTree } from '../tree/yaml-viewer.tsx';
import { useFileAnswer } from '../use-file-answer.ts';
import { FileFailure } from '../no-text.tsx';
import viewerCss from '../viewer.module.css';
import { WholeFile } from '../whole-file/whole-file.tsx';
import { ModelSheet } from './model-sheet.tsx';

const MOST_BYTES = 2e6;

export function Viewer({ file, fileAt, siblings }: ViewerProps) {
  const folder = file.path.includes('/') ? file.path.slice(0, file.path.lastIndexOf('/') + 1) : '';
  const path = `${folder}requirements.txt`;
  const requirements = siblings?.some((sibling) => sibling.path === path) ? fileAt?.(path) : undefined;
  return (
    <div className={viewerCss['viewer']}>
      <WholeFile file={file} askAboveBytes={MOST_BYTES} mostBytes={MOST_BYTES}>
        {(bytes) => <ModelOf key={file.key} bytes={bytes} folder={folder} requirements={requirements} />}
      </WholeFile>
    </div>
  );
}

interface ModelOfProps {
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** With its slash at the end; empty at the root. */
  readonly folder: string;
  readonly requirements: ArtifactFile | undefined;
}

function ModelOf({ bytes, folder, requirements }: ModelOfProps) {
  const { state, onRetry } = useFileAnswer(useFileWorker('model-yaml'), 'yaml.json', bytes);
  const card = useMemo(() => (state.state === 'ready' ? cardOf(state.result) : undefined), [state]);
  if (state.state === 'reading') return <Waiting words={m.view_yaml_parsing()} />;
  if (state.state === 'failed') return <FileFailure failure={state.failure} onRetry={onRetry} />;
  if (!card) {
    return (
      <>
        <p className={viewerCss['note']} role="status">
          {m.view_model_none()}
        </p>
        <YamlTree yaml={state.result} />
      </>
    );
  }
  return <ModelSheet card={card} uri={uriOf(card, folder)} requirements={requirements} />;
}

function cardOf({ json }: YamlAsJson): ModelCard | undefined {
  try {
    return decodeModelCard(JSON.parse(json));
  } catch {
    return undefined;
  }
}

/** MLflow 3 knows models by an id of their own; before, a model was a folder of its run. */
function uriOf({ modelId, runId }: ModelCard, folder: string): string {
  if (modelId?.startsWith('m-')) return `models:/${modelId}`;
  return `runs:/${runId ?? 'RUN_ID'}/${folder.replace(/\/$/, '')}`;
}

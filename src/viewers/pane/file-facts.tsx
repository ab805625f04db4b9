import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import { extensionOfPath } from '../../domain/artifacts/artifact-path.ts';
import { m } from '../../paraglide/messages.js';
import { DownloadFile, type FileDownload } from '../../parts/artifact-browser/download-file.tsx';
import type { ArtifactFile } from '../artifact-file.ts';
import css from './file-pane.module.css';

interface FileFactsProps {
  readonly file: ArtifactFile;
  readonly download: FileDownload | undefined;
  /** No viewer can open it. */
  readonly isUnknown: boolean;
}

/** What is known of a file without reading it. */
export function FileFacts({ file, download, isUnknown }: FileFactsProps) {
  const { path, name, sizeBytes } = file;
  const extension = extensionOfPath(path);
  const facts = [
    [m.view_fact_name(), name],
    [m.view_fact_path(), path],
    [m.view_fact_kind(), extension === '' ? m.view_fact_kind_none() : `.${extension}`],
    [m.view_fact_size(), sizeBytes === undefined ? m.view_fact_untold() : sizeWords(sizeBytes)],
  ] as const;
  return (
    <div className={css.facts}>
      {isUnknown ? <p className={css.unknown}>{m.view_unknown()}</p> : null}
      <dl>
        {facts.map(([word, value]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {download ? <DownloadFile key={file.key} {...download} /> : null}
    </div>
  );
}

/** `6.6 kB (6,648 B)`. */
function sizeWords(sizeBytes: number): string {
  const words = formatBytes(sizeBytes);
  return sizeBytes < 1_000 ? words : `${words} (${formatCount(sizeBytes)} B)`;
}

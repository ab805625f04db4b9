import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import { artifactLines } from '../../domain/artifacts/artifact-lines.ts';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import { m } from '../../paraglide/messages.js';
import type { StoredFolder } from '../../queries/artifact-tree-store.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { Waiting } from '../waiting.tsx';
import css from './artifact-browser.module.css';
import { PlaceLines } from './place-lines.tsx';

interface FolderPaneProps {
  readonly place: ArtifactPlace;
  readonly stored: StoredFolder | undefined;
  readonly onRetry: () => void;
}

/** What a folder holds, in numbers, and how it is reached otherwise. */
export function FolderPane({ place, stored, onRetry }: FolderPaneProps) {
  const failed = stored?.failure ? (
    <FailureNotice failure={stored.failure} shape={stored.folder ? 'strip' : 'page'} onRetry={onRetry} />
  ) : null;
  if (!stored?.folder) return failed ?? <Waiting words={m.art_reading()} rows={6} />;
  const { entries, rootUri, hasMore } = stored.folder;
  const files = entries.filter(({ isFolder }) => !isFolder);
  const bytes = files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  const folders = entries.length - files.length;
  return (
    <div className={css.folder}>
      {failed}
      <dl className={css.facts}>
        <dt>{m.art_files_here()}</dt>
        <dd>
          {formatCount(files.length)} · {formatBytes(bytes)}
          {hasMore ? ` · ${m.art_more()}` : ''}
        </dd>
        <dt>{m.art_folders_here()}</dt>
        <dd>{formatCount(folders)}</dd>
        {rootUri === undefined ? null : (
          <>
            <dt>{m.art_root_uri()}</dt>
            <dd>
              <code>{rootUri}</code>
            </dd>
          </>
        )}
      </dl>
      <PlaceLines lines={artifactLines(place, true, rootUri)} />
    </div>
  );
}

import { formatBytes } from '../../base/format-bytes.ts';
import { formatCount } from '../../base/format-number.ts';
import { artifactLines } from '../../domain/artifacts/artifact-lines.ts';
import type { ArtifactPlace } from '../../domain/artifacts/artifact-place.ts';
import { m } from '../../paraglide/messages.js';
import type { ArtifactFolder } from '../../queries/artifact-queries.ts';
import type { StoredFolder } from '../../queries/artifact-tree-store.ts';
import { FailureNotice } from '../failure-notice.tsx';
import { Waiting } from '../waiting.tsx';
import css from './artifact-browser.module.css';
import { PlaceLines } from './place-lines.tsx';

interface FolderPaneProps {
  readonly place: ArtifactPlace;
  readonly stored: StoredFolder | undefined;
  /** Undefined: nobody told. */
  readonly rootUri: string | undefined;
  readonly onRetry: () => void;
}

/** What a folder holds, in numbers, and how it is reached otherwise: also where the server does not list it. */
export function FolderPane({ place, stored, rootUri, onRetry }: FolderPaneProps) {
  if (!stored?.folder && !stored?.failure) return <Waiting words={m.art_reading()} rows={6} />;
  return (
    <>
      {stored.failure ? <FailureNotice failure={stored.failure} shape="strip" onRetry={onRetry} /> : null}
      <div className={css.folder}>
        <dl className={css.facts}>
          {stored.folder ? <FolderFacts folder={stored.folder} /> : null}
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
    </>
  );
}

function FolderFacts({ folder: { entries, hasMore } }: { readonly folder: ArtifactFolder }) {
  const files = entries.filter(({ isFolder }) => !isFolder);
  const bytes = files.reduce((sum, { sizeBytes }) => sum + (sizeBytes ?? 0), 0);
  return (
    <>
      <dt>{m.art_files_here()}</dt>
      <dd>
        {formatCount(files.length)} · {formatBytes(bytes)}
        {hasMore ? ` · ${m.art_more()}` : ''}
      </dd>
      <dt>{m.art_folders_here()}</dt>
      <dd>{formatCount(entries.length - files.length)}</dd>
    </>
  );
}

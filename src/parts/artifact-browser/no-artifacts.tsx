import { Button } from '@mantine/core';
import { m } from '../../paraglide/messages.js';
import { EmptyState } from '../empty-state.tsx';

interface NoArtifactsProps {
  readonly rootUri: string | undefined;
  readonly onReload: () => void;
}

/** Nothing is listed for a run: what is known of why. */
export function NoArtifacts({ rootUri, onReload }: NoArtifactsProps) {
  return (
    <EmptyState title={m.art_none()} body={reasonOf(rootUri)}>
      {rootUri === undefined ? null : <code>{rootUri}</code>}
      <Button size="compact-sm" variant="default" onClick={onReload}>
        {m.art_look_again()}
      </Button>
    </EmptyState>
  );
}

/** A store behind the server, one that the server reads itself, or a folder of some machine. */
function reasonOf(rootUri: string | undefined): string {
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(rootUri ?? '')?.[1]?.toLowerCase();
  if (rootUri === undefined) return m.art_none_unknown();
  if (scheme === 'mlflow-artifacts' || scheme === 'http' || scheme === 'https') return m.art_none_proxied();
  // A drive letter is no scheme.
  if (scheme === undefined || scheme === 'file' || scheme.length === 1) return m.art_none_local();
  return m.art_none_store();
}

/** A database that was opened from disk holds no files. */
export function NoStore({ rootUri }: { readonly rootUri: string | undefined }) {
  return (
    <EmptyState title={m.art_no_store()} body={m.art_no_store_body()}>
      {rootUri === undefined ? null : <code>{rootUri}</code>}
    </EmptyState>
  );
}

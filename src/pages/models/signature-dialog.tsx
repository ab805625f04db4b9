import { useState } from 'react';
import { useQueries } from '@tanstack/react-query';
import { compareSignatures, type SignatureLine } from '../../domain/registry/model-file.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import { modelFileQuery } from '../../queries/registry-queries.ts';
import { Button } from '@mantine/core';
import { ModalDialog } from '../../ui/modal-dialog.tsx';
import css from './models.module.css';
import type { ShownVersion } from './use-version-table.ts';

/** A file is read for each. */
const MAX_VERSIONS = 10;
/** More lines are not looked at; those that differ come first. */
const MAX_LINES = 500;

interface SignatureDialogProps {
  readonly rows: readonly ShownVersion[];
  readonly onClose: () => void;
}

/** Inputs, outputs and params of the signatures side by side. */
export function SignatureDialog({ rows, onClose }: SignatureDialogProps) {
  const scope = useConnection();
  const shown = rows.slice(0, MAX_VERSIONS);
  const files = useQueries({
    queries: shown.map(({ version }) => modelFileQuery(scope, version.source)),
  });
  const [showsAll, setShowsAll] = useState(false);
  const failed = files.find(({ isError }) => isError);
  const isReading = files.some(({ isPending }) => isPending);
  const lines = isReading ? [] : compareSignatures(files.map(({ data }) => data ?? undefined));
  const differing = lines.filter(({ isSame }) => !isSame);
  const missing = shown.filter((_, index) => !files[index]?.isPending && !files[index]?.data?.inputs);
  return (
    <ModalDialog title={m.versions_signatures()} widthPx={760} onClose={onClose}>
      {isReading ? <p className={css.hint}>{m.loading()}</p> : null}
      {failed ? <FailureNotice failure={failureOf(failed.error)} shape="strip" /> : null}
      {rows.length > MAX_VERSIONS ? (
        <p className={css.hint}>{m.signature_cut({ count: MAX_VERSIONS })}</p>
      ) : null}
      {!isReading && missing.length > 0 ? (
        <p className={css.hint}>
          {m.signature_missing({ versions: missing.map(({ version }) => version.version).join(', ') })}
        </p>
      ) : null}
      {isReading || lines.length === 0 ? null : (
        <p className={css.hint} role="status">
          {differing.length === 0
            ? m.signature_same({ count: lines.length })
            : m.signature_differ({ count: differing.length, total: lines.length })}
        </p>
      )}
      <div className={css.scrolled}>
        <SignatureTable
          versions={shown.map(({ version }) => version.version)}
          lines={(showsAll ? [...differing, ...lines.filter(({ isSame }) => isSame)] : differing).slice(
            0,
            MAX_LINES,
          )}
        />
      </div>
      <div className={css.actions}>
        {lines.length > differing.length ? (
          <Button size="compact-sm" variant="default" onClick={() => setShowsAll(!showsAll)}>
            {showsAll ? m.signature_only_differing() : m.signature_all()}
          </Button>
        ) : null}
        <Button size="compact-sm" variant="default" onClick={onClose}>
          {m.close()}
        </Button>
      </div>
    </ModalDialog>
  );
}

interface SignatureTableProps {
  readonly versions: readonly string[];
  readonly lines: readonly SignatureLine[];
}

export function SignatureTable({ versions, lines }: SignatureTableProps) {
  if (lines.length === 0) return null;
  const parts = {
    inputs: m.signature_inputs(),
    outputs: m.signature_outputs(),
    params: m.signature_params(),
  };
  return (
    <table className={css.signature}>
      <thead>
        <tr>
          <th scope="col">{m.signature_line()}</th>
          {versions.map((version) => (
            <th key={version} scope="col">
              {m.version_name({ version })}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map(({ part, name, types, isSame }) => (
          <tr key={`${part} ${name}`} data-same={isSame}>
            <th scope="row">
              <span className={css.dim}>{parts[part]}</span> {name}
            </th>
            {types.map((type, index) => (
              <td key={versions[index]}>{type ?? '–'}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

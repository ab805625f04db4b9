import { type ReactNode, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button, Menu, UnstyledButton } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { formatDateTime, formatFullDateTime } from '../../base/format-time.ts';
import { compareSignatures } from '../../domain/registry/model-file.ts';
import { loadLines } from '../../domain/registry/load-lines.ts';
import {
  aliasesOf,
  latestVersion,
  type RegisteredModel,
  type RegisteredVersion,
} from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { getLocale } from '../../paraglide/runtime.js';
import { useCrumbs } from '../../parts/crumbs.tsx';
import { EmptyState } from '../../parts/empty-state.tsx';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useInteractive } from '../../parts/mark.ts';
import { Waiting } from '../../parts/waiting.tsx';
import { useConnection } from '../../queries/data-client-context.tsx';
import { failureOf } from '../../queries/failure.ts';
import {
  modelFileQuery,
  registeredModelQuery,
  registeredVersionQuery,
} from '../../queries/registry-queries.ts';
import { useReadAgainWith } from '../../queries/use-model-versions.ts';
import { CopyButton } from '../../ui/copy-button.tsx';
import { modelsHref, registeredModelHref } from '../../url/routes.ts';
import { AliasHere } from './alias-here.tsx';
import { Description } from './description.tsx';
import css from './models.module.css';
import { stageWord, versionStatusWord } from '../../parts/registry/registry-words.ts';
import { isWithoutRegistry, RegistryFailed } from './models-page.tsx';
import { SignatureTable } from './signature-dialog.tsx';
import { useAliasWork } from '../../parts/registry/use-alias-work.ts';
import { useRegistryRights } from '../../parts/registry/use-registry-rights.ts';
import { Detail } from './detail.tsx';
import { VersionLineage } from './version-lineage.tsx';
import { VersionActionItems, VersionDialogs, type VersionDialogKind } from './version-menu.tsx';

interface VersionPageProps {
  readonly name: string;
  readonly version: string;
}

/** One version: what it was made of, how it is loaded, and what is said of it. */
export function VersionPage({ name, version: number }: VersionPageProps) {
  useCrumbs([
    { text: m.models_title(), href: modelsHref() },
    { text: name, href: registeredModelHref(name) },
    { text: m.version_name({ version: number }) },
  ]);
  const scope = useConnection();
  const model = useQuery(registeredModelQuery(scope, name));
  const version = useQuery(registeredVersionQuery(scope, { model: name, version: number }));
  useReadAgainWith(model.data, version.refetch);
  const failed = [version, model].find(({ isError, isFetching }) => isError && !isFetching);
  const isShown = model.data !== undefined && version.data !== undefined;
  useInteractive(isShown || failed !== undefined);
  const readAgain = () => void Promise.all([model.refetch(), version.refetch()]);
  if (failed && isWithoutRegistry(failed.error))
    return <RegistryFailed error={failed.error} onRetry={readAgain} />;
  if (failed && failureOf(failed.error).kind === 'not-found')
    return (
      <EmptyState title={m.version_none_title({ name, version: number })} body={m.version_none_body()}>
        <Button size="compact-sm" component="a" href={registeredModelHref(name)}>
          {m.version_back({ name })}
        </Button>
      </EmptyState>
    );
  if (!model.data || !version.data)
    return failed ? (
      <FailureNotice failure={failureOf(failed.error)} onRetry={readAgain} />
    ) : (
      <Waiting words={m.model_loading({ name })} rows={10} />
    );
  return (
    <div className={css.page}>
      {failed ? <FailureNotice failure={failureOf(failed.error)} shape="strip" onRetry={readAgain} /> : null}
      <LoadedVersion model={model.data} version={version.data} />
    </div>
  );
}

interface LoadedVersionProps {
  readonly model: RegisteredModel;
  readonly version: RegisteredVersion;
}

function LoadedVersion({ model, version }: LoadedVersionProps) {
  const scope = useConnection();
  const rights = useRegistryRights(model.name);
  const aliases = aliasesOf(model, version.version);
  const file = useQuery(modelFileQuery(scope, version.source));
  const name = { model: version.model, version: version.version };
  return (
    <>
      <VersionHeader model={model} version={version} aliases={aliases} />
      <Description
        description={version.description}
        tags={version.tags}
        rights={rights}
        changeOf={{
          describe: (text) => ({ kind: 'describe-version', ...name, text }),
          set: (key, value) => ({ kind: 'set-version-tag', ...name, key, value }),
          remove: (key) => ({ kind: 'delete-version-tag', ...name, key }),
        }}
      />
      <div className={css.columns}>
        <div>
          <Part title={m.version_details()}>
            <Details version={version} />
          </Part>
          <Part title={m.version_lineage()}>
            <VersionLineage version={version} file={file} />
          </Part>
        </div>
        <div>
          <Part title={m.version_load()}>
            <LoadLines model={model} version={version} aliases={aliases} flavors={file.data?.flavors ?? []} />
          </Part>
          <Part title={m.version_signature()}>
            <Signature query={file} version={version.version} />
          </Part>
        </div>
      </div>
    </>
  );
}

interface VersionHeaderProps extends LoadedVersionProps {
  readonly aliases: readonly string[];
}

function VersionHeader({ model, version, aliases }: VersionHeaderProps) {
  const [dialog, setDialog] = useState<VersionDialogKind>();
  const [isAlias, setAlias] = useState(false);
  const rights = useRegistryRights(model.name);
  const move = useAliasWork(model.name);
  const label = m.row_menu({ name: m.version_name({ version: version.version }) });
  return (
    <header className={css.header}>
      <h1 className={css.title} title={model.name}>
        <a href={registeredModelHref(model.name)}>{model.name}</a>{' '}
        {m.version_name({ version: version.version })}
      </h1>
      {aliases.map((alias) => (
        <span key={alias} className={css.chip}>
          {alias}
        </span>
      ))}
      {version.stage === undefined ? null : <span className={css.stage}>{stageWord(version.stage)}</span>}
      <span className={css.space} />
      <Button
        size="compact-sm"
        variant="default"
        disabled={!rights.update.canWrite}
        title={rights.update.reason}
        onClick={() => setAlias(true)}
      >
        {m.alias_set_here()}
      </Button>
      <Menu position="bottom-end" shadow="none" withinPortal withInitialFocusPlaceholder={false}>
        <Menu.Target>
          <UnstyledButton className={css.icon} aria-label={label} title={label}>
            <IconDots size={16} stroke={1.8} aria-hidden="true" />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          <VersionActionItems rights={rights} onDialog={setDialog} />
        </Menu.Dropdown>
      </Menu>
      {dialog ? (
        <VersionDialogs
          kind={dialog}
          model={model}
          version={version}
          move={move}
          onClose={() => setDialog(undefined)}
        />
      ) : null}
      {isAlias ? (
        <AliasHere model={model} version={version} move={move} onClose={() => setAlias(false)} />
      ) : null}
    </header>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className={css.part} aria-label={title}>
      <h2 className={css.partTitle}>{title}</h2>
      {children}
    </section>
  );
}

function Details({ version }: { readonly version: RegisteredVersion }) {
  const { status, statusMessage, user, createdMs, updatedMs, source } = version;
  return (
    <dl className={css.details}>
      <Detail name={m.versions_status()}>
        {versionStatusWord(status)} {statusMessage}
      </Detail>
      <Detail name={m.versions_user()}>{user}</Detail>
      <Detail name={m.models_created()}>
        {createdMs === undefined ? undefined : <Time timeMs={createdMs} />}
      </Detail>
      <Detail name={m.models_updated()}>
        {updatedMs === undefined ? undefined : <Time timeMs={updatedMs} />}
      </Detail>
      <Detail name={m.version_source()}>
        <code>{source}</code>
        <CopyButton
          text={source}
          label={m.version_copy_source()}
          copiedLabel={m.copied()}
          fieldLabel={m.copy_by_hand()}
        />
      </Detail>
    </dl>
  );
}

function Time({ timeMs }: { readonly timeMs: number }) {
  return (
    <time dateTime={new Date(timeMs).toISOString()} title={formatFullDateTime(timeMs, getLocale())}>
      {formatDateTime(timeMs, getLocale())}
    </time>
  );
}

interface LoadLinesProps extends VersionHeaderProps {
  readonly flavors: readonly string[];
}

function LoadLines({ model, version, aliases, flavors }: LoadLinesProps) {
  const isLatest = latestVersion(model) === version.version;
  return (
    <ul className={css.lines}>
      {loadLines(version, aliases, isLatest, flavors).map(({ uri, code }) => (
        <li key={uri}>
          <code>{code}</code>
          <CopyButton
            text={code}
            label={m.copy_text({ text: uri })}
            copiedLabel={m.copied()}
            fieldLabel={m.copy_by_hand()}
          />
        </li>
      ))}
    </ul>
  );
}

interface SignatureProps {
  readonly query: {
    readonly isPending: boolean;
    readonly error: unknown;
    readonly data?: Parameters<typeof compareSignatures>[0][number] | null | undefined;
  };
  readonly version: string;
}

function Signature({ query, version }: SignatureProps) {
  if (query.isPending) return <p className={css.hint}>{m.loading()}</p>;
  if (query.error) return <FailureNotice failure={failureOf(query.error)} shape="strip" />;
  const lines = compareSignatures([query.data ?? undefined]);
  if (lines.length === 0) return <p className={css.hint}>{m.signature_none()}</p>;
  return (
    <div className={css.scrolled}>
      <SignatureTable versions={[version]} lines={lines.slice(0, 500)} />
    </div>
  );
}

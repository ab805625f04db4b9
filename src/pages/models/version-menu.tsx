import { useState } from 'react';
import { Menu } from '@mantine/core';
import { removalMoves } from '../../domain/registry/alias-moves.ts';
import {
  aliasesOf,
  type RegisteredModel,
  type RegisteredVersion,
  STAGES,
} from '../../domain/registry/registered-model.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { failureOf } from '../../queries/failure.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { registeredVersionQuery } from '../../queries/registry-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { AnchoredMenu, closeTo, useCloseOnScroll } from '../../ui/menu-anchor.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { modelVersionHref, registeredModelHref, runHref } from '../../url/routes.ts';
import type { OpenedAlias } from './alias-dialog.tsx';
import { Cannot } from './cannot.tsx';
import { SavingFailure, TagsDialog } from './model-dialogs.tsx';
import css from './models.module.css';
import { resultWords, stageWord } from '../../parts/registry/registry-words.ts';
import type { MoveAliases } from '../../parts/registry/use-alias-work.ts';
import type { RegistryRights } from '../../parts/registry/use-registry-rights.ts';
import { useSaving } from './use-saving.ts';
import { WholeTexts } from './whole-texts.tsx';
import type { ShownVersion } from './use-version-table.ts';

export type VersionDialogKind = 'describe' | 'tags' | 'stage' | 'delete';

export interface OpenedVersionMenu {
  readonly row: ShownVersion;
  readonly anchor: DOMRect;
  readonly returnTo: Element | undefined;
}

interface VersionMenuProps {
  readonly opened: OpenedVersionMenu;
  readonly rights: RegistryRights;
  readonly move: MoveAliases;
  readonly onAlias: (opened: OpenedAlias) => void;
  readonly onDialog: (kind: VersionDialogKind) => void;
  readonly onClose: () => void;
}

/** What can be done with one version. */
export function VersionMenu({ opened, rights, move, onAlias, onDialog, onClose }: VersionMenuProps) {
  const { row, anchor, returnTo } = opened;
  const { version, aliases } = row;
  useCloseOnScroll(onClose);
  const name = m.version_name({ version: version.version });
  return (
    <AnchoredMenu
      rect={anchor}
      label={m.row_menu({ name })}
      widthPx={250}
      onClose={closeTo(onClose, returnTo)}
    >
      <Menu.Item component="a" href={modelVersionHref(version)}>
        {m.models_open()}
      </Menu.Item>
      {version.runId === undefined ? null : (
        <Menu.Item component="a" href={runHref(version.runId)}>
          {m.version_open_run()}
        </Menu.Item>
      )}
      <Menu.Divider />
      <Menu.Item
        disabled={!rights.update.canWrite}
        title={rights.update.reason}
        rightSection="A"
        onClick={() => onAlias({ kind: 'set', version: version.version })}
      >
        {m.alias_set_here()}
      </Menu.Item>
      {aliases.map((alias) => (
        <Menu.Item
          key={alias}
          disabled={!rights.delete.canWrite}
          title={rights.delete.reason}
          onClick={() =>
            void move([{ alias, from: version.version, to: undefined }], { tellsFailure: true }).catch(
              () => undefined,
            )
          }
        >
          {m.alias_remove_of({ alias })}
        </Menu.Item>
      ))}
      <Menu.Divider />
      <VersionActionItems rights={rights} onDialog={onDialog} />
    </AnchoredMenu>
  );
}

/** Changes of the version itself; shown as not possible, with the reason, where they are not. */
export function VersionActionItems({ rights, onDialog }: Pick<VersionMenuProps, 'rights' | 'onDialog'>) {
  const item = (kind: VersionDialogKind, words: string, { canWrite, reason } = rights.update) => (
    <Menu.Item disabled={!canWrite} title={reason} onClick={() => onDialog(kind)}>
      {words}
    </Menu.Item>
  );
  return (
    <>
      {item('describe', m.models_describe())}
      {item('tags', m.models_edit_tags())}
      {item('stage', m.version_set_stage())}
      {item('delete', m.version_delete(), rights.delete)}
      <Cannot rights={rights} />
    </>
  );
}

interface VersionDialogsProps {
  readonly kind: VersionDialogKind;
  readonly model: RegisteredModel;
  readonly version: RegisteredVersion;
  readonly move: MoveAliases;
  readonly onClose: () => void;
}

export function VersionDialogs(props: VersionDialogsProps) {
  const { kind } = props;
  switch (kind) {
    case 'describe':
    case 'tags':
      return <TextsOfVersion {...props} />;
    case 'stage':
      return <StageDialog {...props} />;
    case 'delete':
      return <DeleteVersion {...props} />;
  }
}

/** The table holds cut texts: who saved those would cut them for good. */
function TextsOfVersion({ kind, version, onClose }: VersionDialogsProps) {
  const name = { model: version.model, version: version.version };
  const title =
    kind === 'tags'
      ? m.version_tags_of({ version: version.version })
      : m.version_describe_of({ version: version.version });
  return (
    <WholeTexts title={title} query={registeredVersionQuery(useConnection(), name)} onClose={onClose}>
      {(whole) =>
        kind === 'describe' ? (
          <DescribeVersion version={whole} onClose={onClose} />
        ) : (
          <TagsDialog
            title={title}
            tags={whole.tags}
            changeOf={{
              set: (key, value) => ({ kind: 'set-version-tag', ...name, key, value }),
              remove: (key) => ({ kind: 'delete-version-tag', ...name, key }),
            }}
            onClose={onClose}
          />
        )
      }
    </WholeTexts>
  );
}

function DescribeVersion({ version, onClose }: Pick<VersionDialogsProps, 'version' | 'onClose'>) {
  const [text, setText] = useState(version.description);
  const saving = useSaving();
  const name = { model: version.model, version: version.version };
  const save = async () => {
    if (await saving.save([{ kind: 'describe-version', ...name, text }])) onClose();
  };
  return (
    <FormDialog
      title={m.version_describe_of({ version: version.version })}
      widthPx={560}
      submitLabel={m.save()}
      closeLabel={m.cancel()}
      isBusy={saving.isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextArea label={m.models_description()} rows={8} value={text} onChange={setText} autoFocus />
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

/** Stages are deprecated since 2.9, and servers still have them. */
function StageDialog({ version, onClose }: VersionDialogsProps) {
  const [stage, setStage] = useState(version.stage);
  const [archives, setArchives] = useState(false);
  const saving = useSaving();
  const name = { model: version.model, version: version.version };
  // The server takes the flag for these two only.
  const canArchive = stage === 'Production' || stage === 'Staging';
  const save = async () => {
    const change = { kind: 'set-stage', ...name, stage, archives: canArchive && archives } as const;
    if (await saving.save([change])) onClose();
  };
  return (
    <FormDialog
      title={m.version_stage_of({ version: version.version })}
      submitLabel={m.save()}
      closeLabel={m.cancel()}
      isBusy={saving.isBusy}
      onSubmit={stage === version.stage ? undefined : () => void save()}
      onClose={onClose}
    >
      <fieldset className={css.choices} aria-label={m.versions_stage()}>
        {[undefined, ...STAGES].map((each) => (
          <label key={each ?? ''}>
            <input type="radio" name="stage" checked={stage === each} onChange={() => setStage(each)} />
            {stageWord(each)}
          </label>
        ))}
      </fieldset>
      {canArchive ? (
        <label className={css.hint}>
          <input type="checkbox" checked={archives} onChange={() => setArchives(!archives)} />{' '}
          {m.stage_archives({ stage: stageWord(stage) })}
        </label>
      ) : null}
      <p className={css.hint}>{m.stage_deprecated()}</p>
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

/** The aliases go first, since 2.22.4 leaves them pointing at nothing. */
function DeleteVersion({ model, version, move, onClose }: VersionDialogsProps) {
  const saving = useSaving();
  const [failure, setFailure] = useState<TrackingFailure>();
  const [words, setWords] = useState<string>();
  const navigateTo = useNavigateTo();
  const aliases = aliasesOf(model, version.version);
  const name = { model: version.model, version: version.version };
  const removeAliases = async () => {
    const moves = removalMoves(model, version.version);
    if (moves.length === 0) return true;
    const { results } = await move(moves, { why: m.alias_why_deleted({ version: version.version }) });
    const isAllGone = results.every(({ state }) => state === 'done' || state === 'unchanged');
    if (!isAllGone) setWords(resultWords(moves, results));
    return isAllGone;
  };
  const remove = async () => {
    setFailure(undefined);
    try {
      if (!(await removeAliases())) return;
    } catch (thrown) {
      setFailure(failureOf(thrown));
      return;
    }
    if (!(await saving.save([{ kind: 'delete-version', ...name }]))) return;
    onClose();
    if (globalThis.location.hash.startsWith(modelVersionHref(name)))
      navigateTo(registeredModelHref(version.model));
  };
  return (
    <FormDialog
      title={m.version_delete_of({ version: version.version, name: version.model })}
      submitLabel={m.version_delete()}
      closeLabel={m.cancel()}
      isGrave
      isBusy={saving.isBusy}
      onSubmit={words === undefined ? () => void remove() : undefined}
      onClose={onClose}
    >
      <p className={css.hint}>{m.version_delete_body()}</p>
      {aliases.length === 0 ? null : (
        <p className={css.problem}>{m.version_delete_aliases({ aliases: aliases.join(', ') })}</p>
      )}
      {words === undefined ? null : (
        <p className={css.problem} role="alert">
          {words}
        </p>
      )}
      {failure ? <FailureNotice failure={failure} shape="strip" /> : null}
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

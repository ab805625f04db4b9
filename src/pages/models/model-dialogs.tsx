import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { formatCount } from '../../base/format-number.ts';
import type { RegisteredModel, RegistryChange } from '../../domain/registry/registered-model.ts';
import { actOf } from '../../domain/registry/registry-rights.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import { isRecordKey } from '../../domain/registry/alias-history.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import { useRegistryRights } from '../../parts/registry/use-registry-rights.ts';
import { useConnection } from '../../queries/data-client-context.tsx';
import { registeredModelQuery, versionsOfModelQuery } from '../../queries/registry-queries.ts';
import { useNavigateTo } from '../../state/use-route.ts';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { modelsHref, registeredModelHref } from '../../url/routes.ts';
import { DialogField } from './dialog-field.tsx';
import { WholeTexts } from './whole-texts.tsx';
import css from './models.module.css';
import { type Saving, useSaving } from './use-saving.ts';

interface DialogProps {
  readonly model: RegisteredModel;
  readonly onClose: () => void;
}

export type ModelDialogKind = 'rename' | 'describe' | 'tags' | 'delete';

export function ModelDialog({ kind, ...props }: DialogProps & { readonly kind: ModelDialogKind }) {
  switch (kind) {
    case 'rename':
      return <RenameDialog {...props} />;
    case 'describe':
    case 'tags':
      return <TextsOfModel kind={kind} {...props} />;
    case 'delete':
      return <DeleteDialog {...props} />;
  }
}

/** A list holds cut texts: who saved those would cut them for good. */
function TextsOfModel({ kind, model, onClose }: DialogProps & { readonly kind: 'describe' | 'tags' }) {
  const { name } = model;
  const title = kind === 'tags' ? m.model_tags_of({ name }) : m.model_describe_of({ name });
  return (
    <WholeTexts title={title} query={registeredModelQuery(useConnection(), name)} onClose={onClose}>
      {(whole) =>
        kind === 'describe' ? (
          <DescribeDialog model={whole} onClose={onClose} />
        ) : (
          <TagsDialog
            title={title}
            tags={whole.tags.filter(({ key }) => !isRecordKey(key))}
            changeOf={{
              set: (key, value) => ({ kind: 'set-model-tag', model: name, key, value }),
              remove: (key) => ({ kind: 'delete-model-tag', model: name, key }),
            }}
            onClose={onClose}
          />
        )
      }
    </WholeTexts>
  );
}

/** Makes a model without versions. */
export function CreateModelDialog({ onClose }: Pick<DialogProps, 'onClose'>) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const navigateTo = useNavigateTo();
  const saving = useSaving();
  const model = name.trim();
  const create = async () => {
    if (!(await saving.save([{ kind: 'create-model', model, description }]))) return;
    onClose();
    navigateTo(registeredModelHref(model));
  };
  return (
    <FormDialog
      title={m.models_new()}
      submitLabel={m.models_create()}
      closeLabel={m.cancel()}
      isBusy={saving.isBusy}
      onSubmit={model === '' ? undefined : () => void create()}
      onClose={onClose}
    >
      <DialogField label={m.models_name()} value={name} onChange={setName} autoFocus />
      <TextArea label={m.models_description()} rows={4} value={description} onChange={setDescription} />
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

function RenameDialog({ model, onClose }: DialogProps) {
  const [text, setText] = useState(model.name);
  const navigateTo = useNavigateTo();
  const saving = useSaving();
  const name = text.trim();
  // F2 opens it whatever the rights are.
  const { canWrite, reason } = useRegistryRights(model.name).update;
  const rename = async () => {
    if (!(await saving.save([{ kind: 'rename-model', model: model.name, name }]))) return;
    onClose();
    // Where its own page is open, that is elsewhere now.
    if (globalThis.location.hash.startsWith(registeredModelHref(model.name)))
      navigateTo(registeredModelHref(name), { replace: true });
  };
  return (
    <FormDialog
      title={m.model_rename_of({ name: model.name })}
      submitLabel={m.models_rename()}
      closeLabel={m.cancel()}
      isBusy={saving.isBusy}
      onSubmit={name === '' || name === model.name || !canWrite ? undefined : () => void rename()}
      onClose={onClose}
    >
      <DialogField label={m.models_name()} value={text} onChange={setText} autoFocus />
      <p className={css.hint}>{reason ?? m.model_rename_hint()}</p>
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

function DescribeDialog({ model, onClose }: DialogProps) {
  const [text, setText] = useState(model.description);
  const saving = useSaving();
  const save = async () => {
    if (await saving.save([{ kind: 'describe-model', model: model.name, text }])) onClose();
  };
  return (
    <FormDialog
      title={m.model_describe_of({ name: model.name })}
      widthPx={560}
      submitLabel={m.save()}
      closeLabel={m.cancel()}
      isBusy={saving.isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <TextArea label={m.models_description()} rows={10} value={text} onChange={setText} autoFocus />
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

function DeleteDialog({ model, onClose }: DialogProps) {
  const [typed, setTyped] = useState('');
  const navigateTo = useNavigateTo();
  const saving = useSaving();
  const remove = async () => {
    if (!(await saving.save([{ kind: 'delete-model', model: model.name }]))) return;
    onClose();
    if (globalThis.location.hash.startsWith(registeredModelHref(model.name))) navigateTo(modelsHref());
  };
  const aliases = model.aliases.map(({ alias }) => alias).join(', ');
  // Once they are being deleted they are not counted anew.
  const counted = useQuery({
    ...versionsOfModelQuery(useConnection(), model.name),
    enabled: !saving.isBusy,
  }).data?.length;
  return (
    <FormDialog
      title={m.model_delete_of({ name: model.name })}
      submitLabel={m.models_delete()}
      closeLabel={m.cancel()}
      isGrave
      isBusy={saving.isBusy}
      onSubmit={typed === model.name ? () => void remove() : undefined}
      onClose={onClose}
    >
      <p className={css.hint} aria-live="polite">
        {counted === undefined
          ? m.model_delete_takes()
          : m.model_delete_takes_these({ versions: countWords(counted) })}
      </p>
      {aliases === '' ? null : <p className={css.hint}>{m.model_delete_aliases({ aliases })}</p>}
      <DialogField
        label={m.model_delete_type({ name: model.name })}
        value={typed}
        onChange={setTyped}
        autoFocus
      />
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

function countWords(count: number): string {
  return m.versions_count({ count, text: formatCount(count) });
}

interface TagsDialogProps {
  readonly title: string;
  readonly tags: readonly KeyText[];
  readonly changeOf: {
    readonly set: (key: string, value: string) => RegistryChange;
    readonly remove: (key: string) => RegistryChange;
  };
  readonly onClose: () => void;
}

/** All tags at once; each is a change of its own. */
export function TagsDialog({ title, tags, changeOf, onClose }: TagsDialogProps) {
  const [drafts, setDrafts] = useState(() => [...tags, { key: '', value: '' }]);
  const removal = changeOf.remove('');
  const removalRight = useRegistryRights(removal.model)[actOf(removal)];
  const isKept = (key: string) => !removalRight.canWrite && tags.some((tag) => tag.key === key);
  const saving = useSaving();
  const wanted = new Map(
    drafts.map(({ key, value }) => [key.trim(), value] as const).filter(([key]) => key !== ''),
  );
  const changes = [
    ...tags.filter(({ key }) => !wanted.has(key)).map(({ key }) => changeOf.remove(key)),
    ...[...wanted]
      .filter(([key, value]) => !tags.some((tag) => tag.key === key && tag.value === value))
      .map(([key, value]) => changeOf.set(key, value)),
  ];
  const set = (at: number, part: Partial<KeyText>) =>
    setDrafts((before) => {
      const next = before.map((draft, index) => (index === at ? { ...draft, ...part } : draft));
      // Always one empty line to write a further tag into.
      return next.at(-1)?.key === '' ? next : [...next, { key: '', value: '' }];
    });
  const save = async () => {
    if (changes.length === 0 || (await saving.save(changes))) onClose();
  };
  return (
    <FormDialog
      title={title}
      widthPx={520}
      submitLabel={m.save()}
      closeLabel={m.cancel()}
      isBusy={saving.isBusy}
      onSubmit={() => void save()}
      onClose={onClose}
    >
      <div className={css.drafts}>
        {drafts.map((draft, index) => (
          // Lines are added at the end and taken away by their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={css.draft}>
            <TextField
              label={m.tag_key()}
              value={draft.key}
              readOnly={index < tags.length && tags.some(({ key }) => key === draft.key)}
              onChange={(key) => set(index, { key })}
              autoFocus={index === drafts.length - 1}
            />
            <TextField
              label={draft.key === '' ? m.tag_value() : m.tag_value_of({ key: draft.key })}
              placeholder={m.tag_value()}
              value={draft.value}
              onChange={(value) => set(index, { value })}
            />
            <button
              type="button"
              className={css.remove}
              disabled={draft.key === '' || isKept(draft.key)}
              aria-label={m.tag_remove({ key: draft.key })}
              title={isKept(draft.key) ? removalRight.reason : m.tag_remove({ key: draft.key })}
              onClick={() => setDrafts((before) => before.filter((_, at) => at !== index))}
            >
              ×
            </button>
          </div>
        ))}
      </div>
      <SavingFailure saving={saving} />
    </FormDialog>
  );
}

/** What was refused; of several tags also which were saved and which were not. */
export function SavingFailure({ saving: { failure, done, open } }: { readonly saving: Saving }) {
  if (!failure) return null;
  return (
    <FailureNotice failure={failure} shape="strip">
      {done.length + open.length > 1 ? (
        <span>
          {done.length > 0 ? `${m.registry_saved({ keys: keysOf(done) })} ` : ''}
          {m.registry_not_saved({ keys: keysOf(open) })}
        </span>
      ) : null}
    </FailureNotice>
  );
}

function keysOf(changes: readonly RegistryChange[]): string {
  return changes.flatMap((change) => ('key' in change ? [change.key] : [])).join(', ');
}

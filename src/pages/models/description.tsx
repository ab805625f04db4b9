import { lazy, Suspense, useState } from 'react';
import { Button } from '@mantine/core';
import type { RegistryChange } from '../../domain/registry/registered-model.ts';
import type { KeyText } from '../../domain/runs/experiment.ts';
import { m } from '../../paraglide/messages.js';
import { TextArea } from '../../ui/text-area.tsx';
import { SavingFailure, TagsDialog } from './model-dialogs.tsx';
import css from './models.module.css';
import type { RegistryRights } from '../../parts/registry/use-registry-rights.ts';
import { useSaving } from './use-saving.ts';

const Markdown = lazy(async () => ({
  default: (await import('../../parts/markdown/markdown.tsx')).Markdown,
}));

interface DescriptionProps {
  readonly description: string;
  readonly tags: readonly KeyText[];
  readonly rights: RegistryRights;
  readonly changeOf: {
    readonly describe: (text: string) => RegistryChange;
    readonly set: (key: string, value: string) => RegistryChange;
    readonly remove: (key: string) => RegistryChange;
  };
}

/** Description and tags, edited in place. */
export function Description({ description, tags, rights, changeOf }: DescriptionProps) {
  const [draft, setDraft] = useState<string>();
  const [isTagging, setTagging] = useState(false);
  const saving = useSaving();
  const save = async (text: string) => {
    if (await saving.save([changeOf.describe(text)])) setDraft(undefined);
  };
  if (draft !== undefined) {
    return (
      <div className={css.description}>
        <TextArea label={m.models_description()} rows={6} value={draft} onChange={setDraft} autoFocus />
        <SavingFailure saving={saving} />
        <div className={css.actions}>
          <Button size="compact-sm" loading={saving.isBusy} onClick={() => void save(draft)}>
            {m.save()}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setDraft(undefined)}>
            {m.cancel()}
          </Button>
        </div>
      </div>
    );
  }
  const edit = (words: string, onClick: () => void) => (
    <button
      type="button"
      className={css.edit}
      disabled={!rights.update.canWrite}
      title={rights.update.reason}
      onClick={onClick}
    >
      {words}
    </button>
  );
  return (
    <div className={css.description}>
      {description === '' ? null : (
        <div className={css.text}>
          <Suspense fallback={<pre className={css.plain}>{description}</pre>}>
            <Markdown text={description} />
          </Suspense>
        </div>
      )}
      <div className={css.tags}>
        {tags.map(({ key, value }) => (
          <span key={key} className={css.tag} title={`${key}=${value}`.slice(0, 2_000)}>
            {value === '' ? key : `${key}=${value.slice(0, 200)}`}
          </span>
        ))}
        {edit(m.models_edit_tags(), () => setTagging(true))}
        {edit(description === '' ? m.model_describe_add() : m.models_describe(), () => setDraft(description))}
      </div>
      {isTagging ? (
        <TagsDialog
          title={m.models_edit_tags()}
          tags={tags}
          changeOf={changeOf}
          onClose={() => setTagging(false)}
        />
      ) : null}
    </div>
  );
}

import { type FormEvent, useState } from 'react';
import { Button, Menu } from '@mantine/core';
import type { ExperimentChange } from '../../domain/runs/experiment-change.ts';
import type { Experiment, KeyText } from '../../domain/runs/experiment.ts';
import { TAG_NOTE } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { FailureNotice } from '../../parts/failure-notice.tsx';
import type { TrackingFailure } from '../../tracking/errors.ts';
import { AnchoredMenu, AnchoredPanel, closeTo } from '../../ui/menu-anchor.tsx';
import { TextArea } from '../../ui/text-area.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { canWriteClipboard, writeClipboard } from '../../ui/write-clipboard.ts';
import { runsHref } from '../../url/routes.ts';
import css from './experiment-editor.module.css';
import { ViewsOfExperiment } from './views-of-experiment.tsx';
import { isOwnTag, noteOf } from './experiment-tags.ts';
import type { ChangeOutcome } from './use-experiment-changes.ts';
import type { WriteRights } from './write-rights.ts';

export type EditKind = 'menu' | 'note' | 'tags' | 'views' | 'rename' | 'delete';

export interface OpenedEditor {
  readonly kind: EditKind;
  readonly experiment: Experiment;
  /** Where its cell is on the screen. */
  readonly anchor: DOMRect;
  /** Gets the focus back. */
  readonly returnTo: Element | undefined;
}

interface ExperimentEditorProps {
  readonly opened: OpenedEditor;
  readonly rights: WriteRights;
  readonly onKind: (kind: EditKind) => void;
  readonly onChange: (changes: readonly ExperimentChange[]) => Promise<ChangeOutcome>;
  readonly onClose: () => void;
}

/** The menu of an experiment, and the forms that it opens, where the cell is. */
export function ExperimentEditor({ opened, onClose, ...props }: ExperimentEditorProps) {
  const { kind, experiment } = opened;
  const [state, setState] = useState<SavingState>({ isSaving: false, failure: undefined });
  const close = closeTo(onClose, opened.returnTo);
  const label = m.experiments_menu({ name: experiment.name });
  const place = { rect: opened.anchor, label, onClose: close };
  if (kind === 'menu') {
    return (
      <AnchoredMenu {...place} widthPx={220} side="end" staysOpen>
        <MenuItems {...props} experiment={experiment} onDone={close} />
      </AnchoredMenu>
    );
  }
  // What was typed stays until the source has taken it.
  const save = async (changes: readonly ExperimentChange[]) => {
    if (changes.length === 0) {
      close();
      return;
    }
    setState({ isSaving: true, failure: undefined });
    const { refused } = await props.onChange(changes);
    setState({ isSaving: false, failure: refused[0]?.failure });
    if (refused.length === 0) close();
  };
  const form = {
    experiment,
    rights: props.rights,
    state,
    onSave: (changes: readonly ExperimentChange[]) => void save(changes),
    onCancel: close,
  };
  return (
    <AnchoredPanel {...place} widthPx={380}>
      {kind === 'views' ? <ViewsOfExperiment experiment={experiment} /> : null}
      {kind === 'note' ? <NoteForm {...form} /> : null}
      {kind === 'tags' ? <TagsForm {...form} /> : null}
      {kind === 'rename' ? <RenameForm {...form} /> : null}
      {kind === 'delete' ? <DeleteForm {...form} /> : null}
    </AnchoredPanel>
  );
}

interface SavingState {
  readonly isSaving: boolean;
  readonly failure: TrackingFailure | undefined;
}

interface MenuItemsProps extends Pick<ExperimentEditorProps, 'rights' | 'onKind' | 'onChange'> {
  readonly experiment: Experiment;
  readonly onDone: () => void;
}

function MenuItems({ experiment, rights, onKind, onChange, onDone }: MenuItemsProps) {
  const isDeleted = experiment.lifecycle === 'deleted';
  const canChange = rights.writes !== 'none';
  const hint = canChange ? undefined : m.write_none();
  const edit = (kind: EditKind, words: string) => (
    <Menu.Item disabled={!canChange} title={hint} onClick={() => onKind(kind)}>
      {words}
    </Menu.Item>
  );
  const copy = (text: string) => {
    void writeClipboard(text);
    onDone();
  };
  return (
    <>
      {isDeleted ? null : (
        <Menu.Item component="a" href={runsHref({ experimentIds: [experiment.id] })} onClick={onDone}>
          {m.experiments_open()}
        </Menu.Item>
      )}
      {canWriteClipboard() ? (
        <>
          <Menu.Item onClick={() => copy(experiment.id)}>{m.experiments_copy_id()}</Menu.Item>
          <Menu.Item onClick={() => copy(experiment.name)}>{m.experiments_copy_name()}</Menu.Item>
        </>
      ) : null}
      <Menu.Divider />
      {isDeleted ? (
        <Menu.Item
          disabled={!canChange}
          title={hint ?? m.experiments_restore_hint()}
          onClick={() => {
            onDone();
            void onChange([{ kind: 'restore', id: experiment.id }]);
          }}
        >
          {m.experiments_restore()}
        </Menu.Item>
      ) : (
        <>
          {edit('rename', m.experiments_rename())}
          {edit('note', m.experiments_edit_note())}
          {edit('tags', m.experiments_edit_tags())}
          {edit('delete', m.experiments_delete())}
        </>
      )}
    </>
  );
}

interface FormProps {
  readonly experiment: Experiment;
  readonly rights: WriteRights;
  readonly state: SavingState;
  readonly onSave: (changes: readonly ExperimentChange[]) => void;
  readonly onCancel: () => void;
}

interface FormFrameProps extends Pick<FormProps, 'rights' | 'state' | 'onCancel'> {
  readonly title: string;
  readonly saveWords: string;
  readonly canSave: boolean;
  readonly isDangerous?: boolean;
  readonly onSubmit: () => void;
  readonly children?: React.ReactNode;
}

function FormFrame(props: FormFrameProps) {
  const { title, saveWords, canSave, rights, state, onSubmit, onCancel, isDangerous, children } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (canSave) onSubmit();
  };
  return (
    <form className={css.form} onSubmit={submit}>
      <b className={css.title}>{title}</b>
      {children}
      {rights.writes === 'memory' ? <p className={css.hint}>{m.connection_memory_long()}</p> : null}
      {state.failure ? <FailureNotice failure={state.failure} shape="strip" /> : null}
      <div className={css.actions}>
        <Button
          type="submit"
          size="compact-sm"
          loading={state.isSaving}
          disabled={!canSave}
          color={isDangerous ? 'red' : undefined}
        >
          {saveWords}
        </Button>
        <Button size="compact-sm" variant="default" onClick={onCancel}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}

function RenameForm({ experiment, onSave, ...frame }: FormProps) {
  const [name, setName] = useState(experiment.name);
  const wanted = name.trim();
  return (
    <FormFrame
      title={m.experiments_rename()}
      saveWords={m.save()}
      canSave={wanted !== ''}
      {...frame}
      onSubmit={() =>
        onSave(wanted === experiment.name ? [] : [{ kind: 'rename', id: experiment.id, name: wanted }])
      }
    >
      <TextField label={m.experiments_name()} value={name} onChange={setName} data-autofocus />
      <p className={css.hint}>{m.experiments_name_hint()}</p>
    </FormFrame>
  );
}

function NoteForm({ experiment, onSave, ...frame }: FormProps) {
  const before = noteOf(experiment) ?? '';
  const [note, setNote] = useState(before);
  return (
    <FormFrame
      title={m.experiments_edit_note()}
      saveWords={m.save()}
      canSave
      {...frame}
      onSubmit={() =>
        onSave(note === before ? [] : [{ kind: 'set-tag', id: experiment.id, key: TAG_NOTE, value: note }])
      }
    >
      <TextArea
        label={m.run_note()}
        rows={6}
        value={note}
        onChange={setNote}
        data-autofocus
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
            event.currentTarget.form?.requestSubmit();
        }}
      />
    </FormFrame>
  );
}

function DeleteForm({ experiment, onSave, ...frame }: FormProps) {
  return (
    <FormFrame
      title={m.experiments_delete_ask({ name: experiment.name })}
      saveWords={m.experiments_delete()}
      canSave
      isDangerous
      {...frame}
      onSubmit={() => onSave([{ kind: 'delete', id: experiment.id }])}
    >
      <p className={css.hint}>{m.experiments_delete_body()}</p>
    </FormFrame>
  );
}

/** A tag as it is edited; the key of one that is there stays. */
interface TagDraft extends KeyText {
  readonly isNew: boolean;
}

function TagsForm({ experiment, onSave, ...frame }: FormProps) {
  const { rights } = frame;
  const own = experiment.tags.filter(isOwnTag);
  const [drafts, setDrafts] = useState<readonly TagDraft[]>(() => [
    ...own.map((tag) => ({ ...tag, isNew: false })),
    { key: '', value: '', isNew: true },
  ]);
  const set = (at: number, part: Partial<KeyText>) =>
    setDrafts((before) => {
      const next = before.map((draft, index) => (index === at ? { ...draft, ...part } : draft));
      // Always one empty line to write a further tag into.
      return next.at(-1)?.key === '' ? next : [...next, { key: '', value: '', isNew: true }];
    });
  return (
    <FormFrame
      title={m.experiments_edit_tags()}
      saveWords={m.save()}
      canSave
      {...frame}
      onSubmit={() => onSave(changesOf(experiment, own, drafts))}
    >
      <div className={css.tags}>
        {drafts.map((draft, index) => (
          // Lines are added at the end and taken away by their place.
          // oxlint-disable-next-line react/no-array-index-key
          <div key={index} className={css.tag}>
            <TextField
              label={m.tag_key()}
              value={draft.key}
              readOnly={!draft.isNew}
              onChange={(key) => set(index, { key })}
              {...(draft.isNew && index === drafts.length - 1 ? { 'data-autofocus': true } : {})}
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
              disabled={draft.key === '' || (!draft.isNew && !rights.deletesTags)}
              aria-label={m.tag_remove({ key: draft.key })}
              title={
                !draft.isNew && !rights.deletesTags ? m.tag_remove_old() : m.tag_remove({ key: draft.key })
              }
              onClick={() => setDrafts((before) => before.filter((_, at) => at !== index))}
            >
              ×
            </button>
          </div>
        ))}
      </div>
    </FormFrame>
  );
}

function changesOf(
  { id }: Experiment,
  before: readonly KeyText[],
  drafts: readonly TagDraft[],
): readonly ExperimentChange[] {
  const wanted = new Map(
    drafts.map(({ key, value }) => [key.trim(), value] as const).filter(([key]) => key !== ''),
  );
  const gone = before.filter(({ key }) => !wanted.has(key));
  const known = new Map(before.map(({ key, value }) => [key, value]));
  return [
    ...gone.map(({ key }) => ({ kind: 'delete-tag', id, key }) as const),
    ...[...wanted]
      .filter(([key, value]) => known.get(key) !== value)
      .map(([key, value]) => ({ kind: 'set-tag', id, key, value }) as const),
  ];
}

import { type FormEvent, useState } from 'react';
import { Button } from '@mantine/core';
import { IconDots } from '@tabler/icons-react';
import { MAX_VIEW_NAME, type ReadableView } from '../../domain/views/saved-view.ts';
import { m } from '../../paraglide/messages.js';
import { useWorkspace } from '../../state/workspace-store.tsx';
import { CopyButton } from '../../ui/copy-button.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { viewHref } from '../../url/routes.ts';
import { useSharePlace } from '../share/share-place.tsx';
import { useSaveViewFile } from './use-save-view-file.ts';
import type { ViewWork } from './use-view-work.ts';
import { nameOfView, savedWords, unreadableWords } from './view-words.ts';
import type { ListedView } from './views-panel.tsx';
import css from './views-panel.module.css';

interface ViewRowProps {
  readonly item: ListedView;
  readonly isCurrent: boolean;
  /** Views of several experiments are listed: each says whose it is. */
  readonly hasSeveral: boolean;
  /** It was opened, and what it holds is none of a view. */
  readonly isUnread: boolean;
  readonly work: ViewWork;
  readonly onOpen: () => void;
}

/** A saved view in the list: opened by its name, changed by what stands behind its dots. */
export function ViewRow({ item, isCurrent, hasSeveral, isUnread, work, onOpen }: ViewRowProps) {
  const { view, ref, experimentName, isDefault } = item;
  const [isOpen, setOpen] = useState(false);
  const name = nameOfView(view);
  const readable = view.state === 'readable' ? view : undefined;
  return (
    <li className={css['row']} data-view={view.state}>
      <div className={css['line']}>
        {readable ? (
          <a
            className={css['link']}
            href={viewHref(ref)}
            aria-current={isCurrent || undefined}
            onClick={(event) => {
              if (event.ctrlKey || event.metaKey || event.shiftKey) return;
              event.preventDefault();
              onOpen();
            }}
          >
            {name}
          </a>
        ) : (
          <span className={css['unreadable']}>{name}</span>
        )}
        {isDefault ? <span className={css['badge']}>{m.views_default()}</span> : null}
        {readable ? (
          <button
            type="button"
            className={css['dots']}
            aria-label={m.views_actions({ name })}
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            <IconDots size={15} aria-hidden="true" />
          </button>
        ) : null}
      </div>
      <span className={css['facts']}>
        {[readable && savedWords(readable), hasSeveral ? experimentName : undefined]
          .filter((text) => text !== undefined)
          .join(' · ')}
      </span>
      {readable && !isUnread ? null : <span className={css['warn']}>{unreadableWords(view)}</span>}
      {isOpen && readable ? (
        <RowActions {...{ item, work, isCurrent }} view={readable} onClose={() => setOpen(false)} />
      ) : null}
    </li>
  );
}

interface RowActionsProps {
  readonly item: ListedView;
  readonly view: ReadableView;
  readonly isCurrent: boolean;
  readonly work: ViewWork;
  readonly onClose: () => void;
}

type Asking = 'rename' | 'duplicate' | 'remove';

function RowActions({ item, view, isCurrent, work, onClose }: RowActionsProps) {
  const { experimentId } = item.ref;
  const [asking, setAsking] = useState<Asking>();
  const { workspace, dispatch } = useWorkspace();
  const { base } = useSharePlace();
  const saveFile = useSaveViewFile();
  const done = (doing: Promise<boolean>) =>
    void doing.then((isDone) => {
      if (isDone) onClose();
      return isDone;
    });
  if (asking === 'remove') {
    const remove = async () => {
      const isDone = await work.change({ experimentId, change: { kind: 'remove', id: view.id } });
      if (isDone && isCurrent && workspace.view !== 'none') dispatch({ type: 'set-view', view: undefined });
      return isDone;
    };
    return <RemoveAsked {...{ view, work }} onRemove={() => done(remove())} onCancel={onClose} />;
  }
  if (asking) {
    const isRename = asking === 'rename';
    const name = (text: string) =>
      isRename
        ? work.change({ experimentId, change: { kind: 'rename', id: view.id, name: text } })
        : work.duplicate(experimentId, view, text);
    return (
      <NameForm
        first={isRename ? view.name : m.views_copy_of({ name: view.name })}
        submit={isRename ? m.views_rename() : m.views_duplicate()}
        isWorking={work.state.phase === 'working'}
        onName={(text) => done(name(text))}
        onCancel={onClose}
      />
    );
  }
  const setDefault = () =>
    work.change({
      experimentId,
      change: { kind: 'set-default', id: item.isDefault ? undefined : view.id },
    });
  return (
    <div className={css['actions']}>
      <Action onClick={() => setAsking('rename')}>{m.views_rename()}</Action>
      <Action onClick={() => setAsking('duplicate')}>{m.views_duplicate()}</Action>
      <Action onClick={() => done(setDefault())}>
        {item.isDefault ? m.views_unset_default() : m.views_set_default()}
      </Action>
      <Action onClick={() => void saveFile(view).then(onClose)}>{m.views_export()}</Action>
      <Action onClick={() => setAsking('remove')}>{m.views_remove()}</Action>
      <span className={css['copy']}>
        {m.views_copy_link_of()}
        <CopyButton
          text={() => base + viewHref(item.ref)}
          label={m.views_copy_link_of()}
          copiedLabel={m.views_copied()}
          fieldLabel={m.copy_by_hand()}
        />
      </span>
    </div>
  );
}

function Action({ onClick, children }: { readonly onClick: () => void; readonly children: string }) {
  return (
    <Button size="compact-xs" variant="default" onClick={onClick}>
      {children}
    </Button>
  );
}

interface RemoveAskedProps {
  readonly view: ReadableView;
  readonly work: ViewWork;
  readonly onRemove: () => void;
  readonly onCancel: () => void;
}

function RemoveAsked({ view, work, onRemove, onCancel }: RemoveAskedProps) {
  return (
    <div className={css['box']}>
      <span>{m.views_remove_ask({ name: view.name })}</span>
      <div className={css['actions']}>
        <Button size="compact-xs" color="red" loading={work.state.phase === 'working'} onClick={onRemove}>
          {m.views_remove()}
        </Button>
        <Action onClick={onCancel}>{m.cancel()}</Action>
      </div>
    </div>
  );
}

interface NameFormProps {
  readonly first: string;
  readonly submit: string;
  readonly isWorking: boolean;
  readonly onName: (name: string) => void;
  readonly onCancel: () => void;
}

function NameForm({ first, submit, isWorking, onName, onCancel }: NameFormProps) {
  const [name, setName] = useState(first);
  const wanted = name.trim();
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (wanted !== '') onName(wanted);
  };
  return (
    <form className={css['form']} onSubmit={onSubmit}>
      <TextField
        label={m.views_name()}
        value={name}
        maxLength={MAX_VIEW_NAME}
        onChange={setName}
        data-autofocus
      />
      <div className={css['actions']}>
        <Button size="compact-xs" type="submit" loading={isWorking} disabled={wanted === ''}>
          {submit}
        </Button>
        <Action onClick={onCancel}>{m.cancel()}</Action>
      </div>
    </form>
  );
}

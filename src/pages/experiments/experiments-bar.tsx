import { Button } from '@mantine/core';
import { IconFolder, IconPlus, IconX } from '@tabler/icons-react';
import type { Experiment } from '../../domain/runs/experiment.ts';
import {
  EXPERIMENT_LISTS,
  type ExperimentList,
  type ExperimentsView,
  isSameTag,
  type TagFilter,
} from '../../domain/runs/experiments-view.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { runsHref } from '../../url/routes.ts';
import { tagWords } from './experiment-tags.ts';
import css from './experiments-page.module.css';
import { useWriteRights } from './write-rights.ts';

const { Component: CreateForm } = createLazyComponent(
  async () => (await import('./create-form.tsx')).CreateForm,
  () => m.loading(),
);
const { Component: TagPicker } = createLazyComponent(
  async () => (await import('./tag-picker.tsx')).TagPicker,
  () => m.loading(),
);

interface ExperimentsBarProps {
  readonly view: ExperimentsView;
  readonly onView: (change: Partial<ExperimentsView>) => void;
  /** Of the list: their tags can be chosen. */
  readonly experiments: readonly Experiment[];
  /** How many of how many. */
  readonly words: string;
}

/** What the list shows: search, tags, which list, folders or not; and a new experiment. */
export function ExperimentsBar({ view, onView, experiments, words }: ExperimentsBarProps) {
  const isFolderList = view.list === 'all' || view.list === 'deleted';
  return (
    <div className={css.bar}>
      <h1 className={css.title}>{m.experiments_title()}</h1>
      <TextField
        type="search"
        width={240}
        label={m.experiments_search()}
        value={view.search}
        onChange={(search) => onView({ search })}
      />
      <TagFilters tags={view.tags} experiments={experiments} onTags={(tags) => onView({ tags })} />
      <ListChoice list={view.list} onList={(list) => onView({ list })} />
      {isFolderList ? (
        <button
          type="button"
          className={css.toggle}
          aria-pressed={!view.isFlat}
          title={m.experiments_folders_hint()}
          onClick={() => onView({ isFlat: !view.isFlat })}
        >
          <IconFolder size={14} aria-hidden="true" />
          {m.experiments_folders()}
        </button>
      ) : null}
      <span className={css.count} role="status">
        {words}
      </span>
      {experiments.length > 1 && view.list === 'all' ? (
        <Button size="compact-sm" variant="default" component="a" href={runsHref({ experimentIds: 'all' })}>
          {m.experiments_open_all()}
        </Button>
      ) : null}
      <NewExperiment />
    </div>
  );
}

interface TagFiltersProps {
  readonly tags: readonly TagFilter[];
  readonly experiments: readonly Experiment[];
  readonly onTags: (tags: readonly TagFilter[]) => void;
}

function TagFilters({ tags, experiments, onTags }: TagFiltersProps) {
  const toggle = (tag: TagFilter) =>
    onTags(
      tags.some((other) => isSameTag(other, tag))
        ? tags.filter((other) => !isSameTag(other, tag))
        : [...tags, tag],
    );
  return (
    <>
      <PanelPopover
        side="start"
        width={320}
        paddingPx={10}
        renderTarget={({ toggle: open }) => (
          <button type="button" className={css.toggle} onClick={open}>
            {m.experiments_column_tags()}
          </button>
        )}
      >
        <TagPicker experiments={experiments} chosen={tags} onToggle={toggle} />
      </PanelPopover>
      {tags.map((tag) => (
        <button
          key={`${tag.key} ${tag.value ?? ''}`}
          type="button"
          className={css.tag}
          aria-label={m.experiments_tag_remove({ tag: tagWords(tag) })}
          title={m.experiments_tag_remove({ tag: tagWords(tag) })}
          onClick={() => toggle(tag)}
        >
          <span>{tagWords(tag)}</span>
          <IconX size={12} aria-hidden="true" />
        </button>
      ))}
    </>
  );
}

interface ListChoiceProps {
  readonly list: ExperimentList;
  readonly onList: (list: ExperimentList) => void;
}

function ListChoice({ list: chosen, onList }: ListChoiceProps) {
  const words: Record<ExperimentList, string> = {
    all: m.experiments_list_all(),
    starred: m.experiments_list_starred(),
    recent: m.experiments_list_recent(),
    deleted: m.experiments_list_deleted(),
  };
  return (
    <fieldset className={css.lists} aria-label={m.experiments_list()}>
      {EXPERIMENT_LISTS.map((list) => (
        <button key={list} type="button" aria-pressed={list === chosen} onClick={() => onList(list)}>
          {words[list]}
        </button>
      ))}
    </fieldset>
  );
}

export function NewExperiment() {
  const { writes } = useWriteRights();
  return (
    <PanelPopover
      width={380}
      renderTarget={({ toggle }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} />}
          disabled={writes === 'none'}
          title={writes === 'none' ? m.write_none() : undefined}
          onClick={toggle}
        >
          {m.experiments_new()}
        </Button>
      )}
    >
      {(close) => <CreateForm onDone={close} />}
    </PanelPopover>
  );
}

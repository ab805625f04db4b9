import { useMemo, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { isSameTag, type TagFilter } from '../../domain/runs/experiments-view.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import { isOwnTag, tagWords } from './experiment-tags.ts';
import css from './tag-picker.module.css';

/** With more the search leads to the one that is meant. */
const MAX_SHOWN = 100;

interface TagPickerProps {
  readonly experiments: readonly Experiment[];
  readonly chosen: readonly TagFilter[];
  readonly onToggle: (tag: TagFilter) => void;
}

/** Tags of the listed experiments, the most frequent first; a key alone stands for any value. */
export function TagPicker({ experiments, chosen, onToggle }: TagPickerProps) {
  const [search, setSearch] = useState('');
  const all = useMemo(() => countTags(experiments), [experiments]);
  const found = all.filter(({ tag }) => holdsText(tagWords(tag), search.trim()));
  if (all.length === 0) return <p className={css.none}>{m.experiments_no_tags()}</p>;
  return (
    <div className={css.picker}>
      <TextField
        type="search"
        label={m.experiments_tag_search()}
        value={search}
        onChange={setSearch}
        data-autofocus
      />
      <ul className={css.list}>
        {found.slice(0, MAX_SHOWN).map(({ tag, count }) => (
          <li key={`${tag.key} ${tag.value ?? ''}`}>
            <label className={css.tag}>
              <input
                type="checkbox"
                checked={chosen.some((other) => isSameTag(other, tag))}
                onChange={() => onToggle(tag)}
              />
              <span className={css.words} title={tagWords(tag)}>
                {tag.value === undefined ? m.experiments_tag_any({ key: tag.key }) : tagWords(tag)}
              </span>
              <span className={css.count}>{formatCount(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {found.length > MAX_SHOWN ? (
        <p className={css.none}>
          {m.experiments_more_tags({ count: formatCount(found.length - MAX_SHOWN) })}
        </p>
      ) : null}
    </div>
  );
}

interface CountedTag {
  readonly tag: TagFilter;
  readonly count: number;
}

function countTags(experiments: readonly Experiment[]): readonly CountedTag[] {
  const counts = new Map<string, { tag: TagFilter; count: number }>();
  const add = (tag: TagFilter) => {
    const name = JSON.stringify([tag.key, tag.value]);
    const known = counts.get(name) ?? { tag, count: 0 };
    known.count++;
    counts.set(name, known);
  };
  for (const { tags } of experiments) {
    for (const { key, value } of tags.filter(isOwnTag)) {
      add({ key, value });
      add({ key, value: undefined });
    }
  }
  const valuesOf = new Map<string, number>();
  for (const { tag } of counts.values()) valuesOf.set(tag.key, (valuesOf.get(tag.key) ?? -1) + 1);
  // Where a key has one value, that value says all.
  return [...counts.values()]
    .filter(({ tag }) => tag.value !== undefined || (valuesOf.get(tag.key) ?? 0) > 1)
    .sort((a, b) => b.count - a.count || tagWords(a.tag).localeCompare(tagWords(b.tag)));
}

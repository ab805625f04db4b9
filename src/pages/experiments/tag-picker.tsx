import { compareNatural } from '../../base/natural-order.ts';
import { useMemo } from 'react';
import { formatCount } from '../../base/format-number.ts';
import type { Experiment } from '../../domain/runs/experiment.ts';
import { isSameTag, type TagFilter } from '../../domain/runs/experiments-view.ts';
import { holdsText } from '../../domain/runs/search-text.ts';
import { m } from '../../paraglide/messages.js';
import { ChoiceList } from '../../ui/choice-list.tsx';
import { isOwnTag, tagWords } from './experiment-tags.ts';
import css from './tag-picker.module.css';

interface TagPickerProps {
  readonly experiments: readonly Experiment[];
  readonly chosen: readonly TagFilter[];
  readonly onToggle: (tag: TagFilter) => void;
}

/** Tags of the listed experiments, the most frequent first; a key alone stands for any value. */
export function TagPicker({ experiments, chosen, onToggle }: TagPickerProps) {
  const all = useMemo(() => countTags(experiments), [experiments]);
  if (all.length === 0) return <p className={css.none}>{m.experiments_no_tags()}</p>;
  const choices = all.map(({ tag, count }) => ({
    id: JSON.stringify([tag.key, tag.value]),
    text: tag.value === undefined ? m.experiments_tag_any({ key: tag.key }) : tagWords(tag),
    title: tagWords(tag),
    facts: formatCount(count),
    isChosen: chosen.some((other) => isSameTag(other, tag)),
    tag,
  }));
  return (
    <div className={css.picker}>
      <ChoiceList
        label={m.experiments_tag_search()}
        choices={choices}
        isMeant={({ title }, typed) => holdsText(title, typed)}
        hasFocus
        noneText={(text) => m.experiments_tag_none({ text })}
        moreText={(count) => m.experiments_more_tags({ count: formatCount(count) })}
        onChoose={({ tag }) => onToggle(tag)}
      />
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
    .sort((a, b) => b.count - a.count || compareNatural(tagWords(a.tag), tagWords(b.tag)));
}

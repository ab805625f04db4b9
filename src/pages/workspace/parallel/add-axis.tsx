import { useMemo } from 'react';
import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { formatCount } from '../../../base/format-number.ts';
import type { KeyAmongRuns, KeysAmongRuns } from '../../../domain/comparison/varying-keys.ts';
import { rankMetrics } from '../../../domain/runs/default-columns.ts';
import { formatRunColumn, type RunColumn } from '../../../domain/runs/run-sort.ts';
import { holdsText } from '../../../domain/runs/search-text.ts';
import { m } from '../../../paraglide/messages.js';
import { columnWord } from '../../../parts/wording.ts';
import { type Choice, ChoiceList } from '../../../ui/choice-list.tsx';
import { PanelPopover } from '../../../ui/panel-popover.tsx';

const ATTRIBUTES = ['duration', 'start_time', 'end_time', 'status', 'user', 'dataset.name'] as const;

interface AddAxisProps {
  readonly keys: KeysAmongRuns;
  readonly shown: readonly RunColumn[];
  readonly onToggle: (column: RunColumn) => void;
}

interface ColumnChoice extends Choice {
  readonly column: RunColumn;
}

/** All that an axis can show, those that are shown ticked. */
export function AddAxis(props: AddAxisProps) {
  return (
    <PanelPopover
      width={340}
      side="start"
      renderTarget={({ toggle }) => (
        <Button
          size="compact-sm"
          variant="default"
          leftSection={<IconPlus size={14} stroke={1.7} />}
          onClick={toggle}
        >
          {m.parallel_add()}
        </Button>
      )}
    >
      <AxisChoices {...props} />
    </PanelPopover>
  );
}

function AxisChoices({ keys, shown, onToggle }: AddAxisProps) {
  const choices = useMemo(() => listChoices(keys, shown), [keys, shown]);
  return (
    <ChoiceList<ColumnChoice>
      label={m.parallel_find()}
      hasFocus
      choices={choices}
      isMeant={({ id, text }, typed) => holdsText(`${text} ${id}`, typed)}
      noneText={(text) => m.parallel_find_none({ text })}
      moreText={(count) => m.axis_metric_more({ count: formatCount(count) })}
      onChoose={({ column }) => onToggle(column)}
    />
  );
}

/** What differs comes before what does not, and what names each run before what is the same in all. */
function listChoices(
  { params, metrics }: KeysAmongRuns,
  shown: readonly RunColumn[],
): readonly ColumnChoice[] {
  const own = params.filter(({ isVarying, isUniquePerRun }) => isVarying && !isUniquePerRun);
  const unique = params.filter(({ isUniquePerRun }) => isUniquePerRun);
  const same = params.filter(({ isVarying, isUniquePerRun }) => !isVarying && !isUniquePerRun);
  const system = metrics.filter(({ key }) => key.startsWith('system/'));
  const columns: readonly (readonly [RunColumn, string | undefined])[] = [
    ...own.map(ofKey('param')),
    ...rankMetrics(metrics).map(ofKey('metric')),
    ...ATTRIBUTES.map((key) => [{ kind: 'attribute', key }, undefined] as const),
    ...unique.map(ofKey('param')),
    ...same.map(ofKey('param')),
    ...system.map(ofKey('metric')),
  ];
  const texts = new Set(shown.map(formatRunColumn));
  const listed = new Set(columns.map(([column]) => formatRunColumn(column)));
  const others = shown.filter((column) => !listed.has(formatRunColumn(column)));
  return [...others.map((column) => [column, undefined] as const), ...columns].map(([column, facts]) => {
    const id = formatRunColumn(column);
    return { id, column, text: columnWord(column), title: id, facts, isChosen: texts.has(id) };
  });
}

function ofKey(kind: 'param' | 'metric') {
  return ({ key, distinctCount, isUniquePerRun }: KeyAmongRuns): readonly [RunColumn, string] => {
    const values = m.columns_values({ count: distinctCount, text: formatCount(distinctCount) });
    const facts = [
      kind === 'param' ? values : m.parallel_metric(),
      ...(isUniquePerRun ? [m.group_unique()] : []),
    ];
    return [{ kind, key }, facts.join(' · ')];
  };
}

import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconFlag, IconX } from '@tabler/icons-react';
import { BASELINE_LEVELS, type BaselineLevelKind } from '../../domain/series/delta-to-baseline.ts';
import { describeGroupId } from '../../domain/runs/run-groups.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import { TextCut } from '../../ui/text-cut.tsx';
import { runHref } from '../../url/routes.ts';
import panel from '../chart-settings/axes-panels.module.css';
import { type ShownBaseline, useBaseline } from '../baseline.tsx';
import { groupLabel } from '../group-words.ts';
import css from './baseline-chip.module.css';
import { useShownGroups } from './use-run-groups.ts';
import type { ChangeSettings } from '../chart-card/card-axes.ts';
import { MeasureField, measureChange } from '../chart-settings/measure-field.tsx';

interface BaselineChipProps {
  readonly settings: ChartSettings;
  readonly onSettings: ChangeSettings;
}

/** Names the baseline of all charts, opens what they show of it, and clears it. */
export function BaselineChip({ settings, onSettings }: BaselineChipProps) {
  const { baseline, group, onBaseline } = useBaseline();
  if (group !== undefined && onBaseline)
    return <GroupChip id={group} onClear={() => onBaseline(undefined)} />;
  if (!baseline || !onBaseline) return null;
  const name = nameOf(baseline);
  const words = stateWords(baseline, name);
  return (
    <span
      className={css.chip}
      data-baseline-chip={baseline.state}
      role="group"
      aria-label={m.baseline_chip()}
    >
      <PanelPopover
        side="start"
        width={300}
        renderTarget={({ toggle }) => (
          <UnstyledButton className={css.name} title={words} onClick={toggle}>
            <IconFlag size={13} stroke={1.7} />
            <span className={css.text}>
              <TextCut text={shortWords(baseline, name)} />
            </span>
            <IconChevronDown className={css.caret} size={13} stroke={1.7} />
          </UnstyledButton>
        )}
      >
        <div className={panel.panel}>
          <a className={css.link} href={runHref(baseline.id)}>
            {name}
          </a>
          {baseline.state === 'ready' ? null : <p className={panel.problem}>{words}</p>}
          <MeasureField
            measure={settings.yMeasure}
            onMeasure={(measure) => onSettings(measureChange(measure), 'measure')}
          />
          <LevelField
            level={settings.baselineLevel}
            onLevel={(baselineLevel) => onSettings({ baselineLevel })}
          />
          <p className={panel.hint}>{m.baseline_note()}</p>
        </div>
      </PanelPopover>
      <UnstyledButton
        className={css.clear}
        aria-label={m.baseline_clear()}
        title={m.baseline_clear()}
        onClick={() => onBaseline(undefined)}
      >
        <IconX size={13} stroke={1.7} />
      </UnstyledButton>
    </span>
  );
}

interface GroupChipProps {
  readonly id: string;
  readonly onClear: () => void;
}

/** A group as the baseline: its line is dashed where it is drawn; no other line is measured against it. */
function GroupChip({ id, onClear }: GroupChipProps) {
  const groups = useShownGroups();
  const described = describeGroupId(id);
  const name = described ? groupLabel(described.by, described.values) : id;
  const isDrawn = groups?.some((group) => group.id === id) ?? false;
  const words = isDrawn
    ? m.baseline_group_drawn({ group: name })
    : m.baseline_group_not_drawn({ group: name });
  return (
    <span
      className={css.chip}
      data-baseline-chip="group"
      data-is-drawn={isDrawn || undefined}
      role="group"
      aria-label={m.baseline_chip()}
      title={words}
    >
      <span className={css.name}>
        <IconFlag size={13} stroke={1.7} />
        <span className={css.text}>
          <TextCut text={name} />
        </span>
      </span>
      <UnstyledButton
        className={css.clear}
        aria-label={m.baseline_clear()}
        title={m.baseline_clear()}
        onClick={onClear}
      >
        <IconX size={13} stroke={1.7} />
      </UnstyledButton>
    </span>
  );
}

interface LevelFieldProps {
  readonly level: BaselineLevelKind;
  readonly onLevel: (level: BaselineLevelKind) => void;
}

function LevelField({ level, onLevel }: LevelFieldProps) {
  return (
    <label className={panel.row}>
      <span className={panel.rowLabel}>{m.level_label()}</span>
      <select
        className={panel.select}
        aria-label={m.level_label()}
        value={level}
        onChange={({ currentTarget: { value } }) =>
          onLevel(BASELINE_LEVELS.find((one) => one === value) ?? 'final')
        }
      >
        {BASELINE_LEVELS.map((one) => (
          <option key={one} value={one}>
            {levelWord(one)}
          </option>
        ))}
      </select>
    </label>
  );
}

function levelWord(level: BaselineLevelKind): string {
  switch (level) {
    case 'final':
      return m.level_choose_final();
    case 'best':
      return m.level_choose_best();
    case 'none':
      return m.level_choose_none();
  }
}

function nameOf({ run, id }: ShownBaseline): string {
  return run?.name ?? id;
}

/** The flag says what it is: where the toolbar is narrow its name is what is left. */
function shortWords({ state }: ShownBaseline, name: string): string {
  switch (state) {
    case 'reading':
      return m.baseline_reading();
    case 'ready':
      return name;
    case 'deleted':
      return m.baseline_deleted_short({ name });
    case 'gone':
      return m.baseline_gone_short({ id: name });
  }
}

function stateWords({ state }: ShownBaseline, name: string): string {
  switch (state) {
    case 'reading':
      return m.baseline_reading();
    case 'ready':
      return m.baseline_is({ name });
    case 'deleted':
      return m.baseline_deleted({ name });
    case 'gone':
      return m.baseline_gone({ id: name });
  }
}

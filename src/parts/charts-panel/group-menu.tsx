import { Button, UnstyledButton } from '@mantine/core';
import { IconLayersIntersect, IconX } from '@tabler/icons-react';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { createLazyComponent } from '../../ui/lazy-component.tsx';
import { PanelPopover } from '../../ui/panel-popover.tsx';
import type { KeyCatalogue } from '../../worker/runs/runs-protocol.ts';
import { groupKeyNames } from '../group-words.ts';
import css from './group-menu.module.css';

const { Component: GroupPanel } = createLazyComponent(
  async () => (await import('./group-panel.tsx')).GroupPanel,
  () => m.loading(),
);

interface GroupMenuProps {
  readonly catalogue: KeyCatalogue | undefined;
  /** Texts of the keys by now: with a rule, those that it comes to. */
  readonly keys: readonly string[];
  readonly settings: Pick<ChartSettings, 'groupBy' | 'groupAllBut' | 'groupBand'>;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** What makes runs one row and one line, and one click to have each by itself again. */
export function GroupMenu({ catalogue, keys, settings, onSettings }: GroupMenuProps) {
  const { groupBy, groupAllBut } = settings;
  const isGrouped = groupBy.length > 0 || groupAllBut !== undefined;
  const names = groupAllBut ? ruleWords(groupAllBut, groupBy) : groupKeyNames(groupBy).join(', ');
  const label = isGrouped ? m.group_button_by({ keys: names }) : m.group_button();
  const whole = groupAllBut ? `${label} (${groupKeyNames(keys).join(', ')})` : label;
  return (
    <span className={css.together} data-grouped={isGrouped || undefined}>
      <PanelPopover
        width={340}
        renderTarget={({ toggle }) => (
          <Button
            size="compact-sm"
            variant="default"
            className={css.button}
            aria-label={label}
            title={whole}
            leftSection={<IconLayersIntersect size={14} stroke={1.7} />}
            onClick={toggle}
          >
            <span className={css.label}>{isGrouped ? names : label}</span>
          </Button>
        )}
      >
        <GroupPanel catalogue={catalogue} keys={keys} settings={settings} onSettings={onSettings} />
      </PanelPopover>
      {isGrouped ? (
        <UnstyledButton
          className={css.clear}
          aria-label={m.group_clear()}
          title={m.group_clear()}
          onClick={() => onSettings({ groupBy: [], groupAllBut: undefined })}
        >
          <IconX size={14} stroke={1.8} />
        </UnstyledButton>
      ) : null}
    </span>
  );
}

/** `all but seed`; with keys besides those that the rule is about, `all but seed, dataset`. */
function ruleWords(allBut: readonly string[], groupBy: readonly string[]): string {
  const rule =
    allBut.length > 0
      ? m.group_rule_short({ keys: groupKeyNames(allBut).join(', ') })
      : m.group_rule_short_all();
  return [rule, ...groupKeyNames(groupBy)].join(', ');
}

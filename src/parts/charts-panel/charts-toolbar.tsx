import { UnstyledButton } from '@mantine/core';
import { IconPlus, IconZoomReset } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import { TextField } from '../../ui/text-field.tsx';
import type { MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import { BaselineChip } from './baseline-chip.tsx';
import type { ChangeSettings } from '../chart-card/card-axes.ts';
import { MOST_LINES } from '../chart-card/chart-card.tsx';
import css from './charts-panel.module.css';
import { UndoButtons, type UndoTools } from '../undo-buttons.tsx';
import { DisplayMenu } from '../display-menu.tsx';
import { AxesMenus } from './charts-toolbar-axes.tsx';

interface ChartsToolbarProps {
  readonly viewId?: string | undefined;
  readonly runs: readonly ComparedRun[];
  readonly metrics: readonly MetricOfSet[];
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly settings: ChartSettings;
  readonly onSettings: ChangeSettings;
  readonly onAddCard: () => void;
  /** Undefined: changes cannot be taken back. */
  readonly history?: UndoTools | undefined;
  /** Names of all sections of cards. */
  readonly sections: readonly string[];
}

/** What holds for all cards: which are shown, their axes, how many stand in a row. */
export function ChartsToolbar({
  runs,
  metrics,
  find,
  onFind,
  settings,
  onSettings,
  history,
  sections,
  onAddCard,
  viewId,
}: ChartsToolbarProps) {
  return (
    <div className={css.toolbar} role="toolbar" aria-label={m.charts_toolbar()}>
      <div className={css.tools}>
        <span className={css.find}>
          <TextField
            type="search"
            label={m.charts_find()}
            placeholder={m.charts_find_placeholder()}
            title={m.charts_find_hint()}
            value={find}
            onChange={onFind}
          />
        </span>
        <AxesMenus viewId={viewId} metrics={metrics} settings={settings} onSettings={onSettings} />
        <BaselineChip settings={settings} onSettings={onSettings} />
        {settings.xWindow || settings.systemWindow ? (
          <UnstyledButton
            className={css.icon}
            aria-label={m.card_zoom_reset()}
            title={m.card_zoom_reset()}
            onClick={() => onSettings({ xWindow: undefined, systemWindow: undefined })}
          >
            <IconZoomReset size={16} stroke={1.7} />
          </UnstyledButton>
        ) : null}
      </div>
      <div className={css.tools}>
        {history ? <UndoButtons {...history} /> : null}
        {runs.length > MOST_LINES ? (
          <span className={css.limit}>{m.charts_limit({ count: formatCount(runs.length) })}</span>
        ) : null}
        <UnstyledButton
          className={css.button}
          aria-label={m.card_add()}
          title={m.card_add()}
          onClick={onAddCard}
        >
          <IconPlus size={14} stroke={1.8} />
          <span className={css.roomy}>{m.card_add()}</span>
        </UnstyledButton>
        <DisplayMenu {...{ viewId, settings, sections, onSettings }} />
      </div>
    </div>
  );
}

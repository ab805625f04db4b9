import { UnstyledButton } from '@mantine/core';
import { formatCount } from '../base/format-number.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import { TextField } from '../ui/text-field.tsx';
import type { MetricOfSet } from '../worker/runs-protocol.ts';
import { BaselineChip } from './baseline-chip.tsx';
import type { ChangeSettings } from './card-axes.ts';
import css from './charts-panel.module.css';
import { UndoButtons, type UndoTools } from './undo-buttons.tsx';
import { GroupMenu } from './group-menu.tsx';
import { LegendMenu } from './legend-menu.tsx';
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
  /** Runs that one card draws at most. */
  readonly maxLines: number;
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
  maxLines,
  onAddCard,
  viewId,
}: ChartsToolbarProps) {
  return (
    <div className={css.toolbar} role="toolbar" aria-label={m.charts_toolbar()}>
      <TextField type="search" width={190} label={m.charts_find()} value={find} onChange={onFind} />
      <AxesMenus viewId={viewId} metrics={metrics} settings={settings} onSettings={onSettings} />
      <BaselineChip settings={settings} onSettings={onSettings} />
      {viewId !== undefined ? (
        <>
          <GroupMenu viewId={viewId} settings={settings} onSettings={onSettings} />
          <LegendMenu settings={settings} onSettings={onSettings} />
        </>
      ) : null}
      {settings.xWindow || settings.systemWindow ? (
        <UnstyledButton
          className={css.button}
          onClick={() => onSettings({ xWindow: undefined, systemWindow: undefined })}
        >
          {m.card_zoom_reset()}
        </UnstyledButton>
      ) : null}
      <span className={css.space} />
      {history ? <UndoButtons {...history} /> : null}
      {runs.length > maxLines ? (
        <span className={css.limit}>{m.charts_limit({ count: formatCount(runs.length) })}</span>
      ) : null}
      <UnstyledButton className={css.button} onClick={onAddCard}>
        {m.card_add()}
      </UnstyledButton>
      <fieldset className={css.columns} aria-label={m.charts_columns()}>
        {[1, 2, 3, 4].map((count) => (
          <button
            key={count}
            type="button"
            aria-pressed={settings.cardColumns === count}
            aria-label={`${m.charts_columns()}: ${count}`}
            onClick={() => onSettings({ cardColumns: count })}
          >
            {count}
          </button>
        ))}
      </fieldset>
    </div>
  );
}

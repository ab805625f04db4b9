import { Button, UnstyledButton } from '@mantine/core';
import { IconAdjustmentsHorizontal } from '@tabler/icons-react';
import { CARD_COLUMNS, type ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import { createLazyComponent } from '../ui/lazy-component.tsx';
import { PanelPopover } from '../ui/panel-popover.tsx';
import css from './charts-panel/charts-panel.module.css';

const { Component: LegendFields } = createLazyComponent(
  async () => (await import('./chart-settings/legend-fields.tsx')).LegendFields,
  () => m.loading(),
);

interface DisplayMenuProps {
  /** Undefined: lines go by the names of runs. */
  readonly viewId: string | undefined;
  readonly settings: Pick<ChartSettings, 'legend' | 'tooltipFields' | 'cardColumns' | 'collapsedSections'>;
  /** Names of all sections of cards, as they are folded by. */
  readonly sections: readonly string[];
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** What is set less often: how many cards stand beside each other, which are folded away, and what lines are called. */
export function DisplayMenu({ viewId, settings, sections, onSettings }: DisplayMenuProps) {
  return (
    <PanelPopover
      renderTarget={({ toggle }) => (
        <UnstyledButton
          className={css.icon}
          aria-label={m.charts_display()}
          title={m.charts_display()}
          onClick={toggle}
        >
          <IconAdjustmentsHorizontal size={16} stroke={1.7} />
        </UnstyledButton>
      )}
    >
      <div className={css.display}>
        <span aria-hidden="true">{m.charts_columns()}</span>
        <CardColumns count={settings.cardColumns} onCount={(cardColumns) => onSettings({ cardColumns })} />
        {sections.length > 1 ? (
          <FoldSections
            sections={sections}
            folded={settings.collapsedSections}
            onFold={(collapsedSections) => onSettings({ collapsedSections })}
          />
        ) : null}
        {viewId === undefined ? null : (
          <LegendFields viewId={viewId} settings={settings} onSettings={onSettings} />
        )}
      </div>
    </PanelPopover>
  );
}

interface FoldSectionsProps {
  readonly sections: readonly string[];
  readonly folded: readonly string[];
  readonly onFold: (folded: readonly string[]) => void;
}

/** All sections at once: with hundreds of them the one that is looked for is found by its heading. */
function FoldSections({ sections, folded, onFold }: FoldSectionsProps) {
  const isAllFolded = sections.every((section) => folded.includes(section));
  return (
    <span className={css.folds}>
      <Button size="compact-xs" variant="default" disabled={isAllFolded} onClick={() => onFold(sections)}>
        {m.charts_fold_all()}
      </Button>
      <Button size="compact-xs" variant="default" disabled={folded.length === 0} onClick={() => onFold([])}>
        {m.charts_unfold_all()}
      </Button>
    </span>
  );
}

interface CardColumnsProps {
  readonly count: number;
  readonly onCount: (count: number) => void;
}

function CardColumns({ count: chosen, onCount }: CardColumnsProps) {
  return (
    <fieldset className={css.columns} aria-label={m.charts_columns()}>
      {CARD_COLUMNS.map((count) => (
        <button
          key={count}
          type="button"
          aria-pressed={chosen === count}
          aria-label={`${m.charts_columns()}: ${count}`}
          onClick={() => onCount(count)}
        >
          {count}
        </button>
      ))}
    </fieldset>
  );
}

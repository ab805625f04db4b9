import { Button } from '@mantine/core';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { ChangeSettings } from './card-axes.ts';
import { ChartCard } from './chart-card.tsx';
import { FullCard } from './full-card.tsx';
import { LinesLegend } from './lines-legend.tsx';
import css from './full-card.module.css';
import { useLineStyles } from '../run-styles.ts';
import type { ShownCard } from '../charts-panel/shown-cards.ts';
import { useShownGroups } from '../charts-panel/use-run-groups.ts';

interface FullCardOfProps {
  /** Undefined: a link named a card that is not there. */
  readonly card: ShownCard | undefined;
  readonly hasLink: boolean;
  readonly runs: readonly ComparedRun[];
  readonly settings: ChartSettings;
  readonly onSettings: ChangeSettings;
  readonly onClose: () => void;
}

/** The card on the whole screen, as it is among the others but for its size. */
export function FullCardOf({ card, hasLink, runs, settings, onSettings, onClose }: FullCardOfProps) {
  const styles = useLineStyles(runs, useShownGroups());
  return (
    <FullCard hasLink={hasLink} onClose={onClose}>
      {(heightPx, tools) =>
        card ? (
          <ChartCard
            key={card.id}
            card={card}
            section={undefined}
            full={{ heightPx, tools, Legend: LinesLegend }}
            runs={runs}
            styles={styles}
            settings={settings}
            onSettings={onSettings}
          />
        ) : (
          <div className={css.gone}>
            <p>{m.card_gone()}</p>
            <Button size="compact-sm" variant="default" onClick={onClose}>
              {m.card_full_close()}
            </Button>
          </div>
        )
      }
    </FullCard>
  );
}

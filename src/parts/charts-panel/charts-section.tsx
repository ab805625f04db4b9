import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { formatCount } from '../../base/format-number.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { isSystemSection } from '../../domain/charts/metric-sections.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { ChangeSettings } from '../chart-card/card-axes.ts';
import { ChartCard } from '../chart-card/chart-card.tsx';
import css from './charts-panel.module.css';
import { useLineStyles } from '../run-styles.ts';
import { PINNED, type ShownSection } from './shown-cards.ts';
import { useShownGroups } from './use-run-groups.ts';

interface ChartsSectionProps {
  readonly section: ShownSection;
  /** Cards that are on the page. */
  readonly cardCount: number;
  /** There is no other section. */
  readonly isOnly: boolean;
  readonly runs: readonly ComparedRun[];
  readonly settings: ChartSettings;
  /** The same without what concerns no single card, so that a moved card renders no other. */
  readonly cardSettings: ChartSettings;
  /** Stays the same: cards are rendered anew with another one. */
  readonly onSettings: ChangeSettings;
}

/** Cards of one prefix, or the pinned ones, under a heading that folds them away. */
export function ChartsSection({
  section,
  cardCount,
  isOnly,
  runs,
  settings,
  cardSettings,
  onSettings,
}: ChartsSectionProps) {
  const styles = useLineStyles(runs, useShownGroups());
  const id = sectionId(section);
  const isCollapsed = settings.collapsedSections.includes(id);
  const count = section.metrics.length;
  const [first] = section.metrics;
  // One chart alone has the page, unless the person gave it another size.
  const isAlone =
    isOnly && count === 1 && first !== undefined && settings.layout.sizes[first.id] === undefined;
  const toggle = () =>
    onSettings({
      collapsedSections: isCollapsed
        ? settings.collapsedSections.filter((other) => other !== id)
        : [...settings.collapsedSections, id],
    });
  return (
    <section data-section={id}>
      <h2 className={css.heading}>
        <UnstyledButton className={css.headingButton} aria-expanded={!isCollapsed} onClick={toggle}>
          {isCollapsed ? <IconChevronRight size={13} /> : <IconChevronDown size={13} />}
          <b>{sectionName(section)}</b>
          <span className={css.count}>{m.charts_section_count({ count, text: formatCount(count) })}</span>
        </UnstyledButton>
      </h2>
      {isCollapsed ? null : (
        <div
          className={css.cards}
          style={{ gridTemplateColumns: `repeat(${isAlone ? 1 : settings.cardColumns}, minmax(0, 1fr))` }}
        >
          {section.metrics.slice(0, cardCount).map((card) => (
            <ChartCard
              key={card.id}
              card={card}
              section={id}
              size={settings.layout.sizes[card.id]}
              runs={runs}
              styles={styles}
              settings={cardSettings}
              onSettings={onSettings}
            />
          ))}
        </div>
      )}
    </section>
  );
}

export function sectionId({ kind, prefix }: ShownSection): string {
  return kind === 'pinned' ? PINNED : (prefix ?? '');
}

function sectionName({ kind, prefix }: ShownSection): string {
  if (kind === 'pinned') return m.charts_section_pinned();
  if (prefix === undefined) return m.charts_section_none();
  return isSystemSection(prefix) ? m.charts_section_system() : prefix;
}

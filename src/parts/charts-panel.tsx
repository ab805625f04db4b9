import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { formatCount } from '../base/format-number.ts';
import type { ComparedRun } from '../domain/compare-set.ts';
import { groupMetrics, isSystemSection, type MetricSection, shareCards } from '../domain/metric-sections.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import type { MetricOfSet } from '../worker/data-protocol.ts';
import { ChartCard } from './chart-card.tsx';
import css from './charts-panel.module.css';
import { ChartsToolbar } from './charts-toolbar.tsx';
import { EmptyState } from './empty-state.tsx';
import { useNearViewport } from './use-near-viewport.ts';
import { useRunStyles } from './run-styles.ts';

/** More lines than this cannot be told apart in one card; what is cut is said. */
const MAX_LINES = 500;
/** Cards that come onto the page together: 12,000 at once kept the page busy for 13 s. */
const CARDS_AT_ONCE = 24;
const MORE_CARDS_PX = 900;

interface ChartsPanelProps {
  readonly runs: readonly ComparedRun[];
  /** Whether there are rows that could be ticked. */
  readonly hasRows?: boolean;
  readonly metrics: readonly MetricOfSet[];
  readonly find: string;
  readonly onFind: (text: string) => void;
  readonly settings: ChartSettings;
  readonly onSettings: (change: Partial<ChartSettings>) => void;
}

/** One card for each metric of the compare set, in sections by prefix. */
export function ChartsPanel(props: ChartsPanelProps) {
  const { runs, metrics, find } = props;
  const wanted = useDeferredValue(find);
  const sections = useMemo(() => groupMetrics(findMetrics(metrics, wanted)), [metrics, wanted]);
  const shownRuns = useMemo(() => runs.slice(0, MAX_LINES), [runs]);
  const [budget, setBudget] = useState(CARDS_AT_ONCE);
  const { collapsedSections } = props.settings;
  const isCollapsed = ({ prefix }: MetricSection<MetricOfSet>) => collapsedSections.includes(prefix ?? '');
  const shared = shareCards(sections, isCollapsed, budget);
  const last = shared.at(-1);
  const hasMore =
    shared.length < sections.length ||
    (last !== undefined && !isCollapsed(last.section) && last.cardCount < last.section.metrics.length);
  if (runs.length === 0) {
    const body = props.hasRows !== false ? m.charts_noset_body() : m.charts_nomatch_body();
    return <EmptyState title={m.charts_noset_title()} body={body} />;
  }
  if (metrics.length === 0) {
    return (
      <EmptyState
        title={m.charts_none_title()}
        body={m.charts_none_body({ count: formatCount(runs.length) })}
      />
    );
  }
  return (
    <div className={css.panel}>
      <ChartsToolbar {...props} maxLines={MAX_LINES} />
      <div className={css.scroll}>
        {sections.length === 0 ? <p className={css.none}>{m.charts_nomatch({ text: find })}</p> : null}
        {shared.map(({ section, cardCount }) => (
          <Section
            key={section.prefix ?? ''}
            section={section}
            cardCount={cardCount}
            runs={shownRuns}
            {...pick(props)}
          />
        ))}
        {hasMore ? <MoreCards key={budget} onNear={() => setBudget(budget + CARDS_AT_ONCE)} /> : null}
      </div>
    </div>
  );
}

/** Below the last card: more of them come before it is scrolled into sight. */
function MoreCards({ onNear }: { readonly onNear: () => void }) {
  const place = useRef<HTMLDivElement>(null);
  const isNear = useNearViewport(place, MORE_CARDS_PX);
  useEffect(() => {
    if (isNear) onNear();
    // oxlint-disable-next-line react/exhaustive-deps -- once for each mount: it is made anew with every growth
  }, [isNear]);
  return <div ref={place} style={{ height: 1 }} />;
}

function pick({ settings, onSettings }: ChartsPanelProps) {
  return { settings, onSettings };
}

function findMetrics(metrics: readonly MetricOfSet[], text: string): readonly MetricOfSet[] {
  const wanted = text.trim().normalize('NFC').toLowerCase();
  if (wanted === '') return metrics;
  const isWanted = (key: string) => key.normalize('NFC').toLowerCase().includes(wanted);
  return metrics.filter(({ key, sameAs = [] }) => [key, ...sameAs].some(isWanted));
}

interface SectionProps extends Pick<ChartsPanelProps, 'settings' | 'onSettings'> {
  readonly section: MetricSection<MetricOfSet>;
  /** Cards that are on the page. */
  readonly cardCount: number;
  readonly runs: readonly ComparedRun[];
}

function Section({ section, cardCount, runs, settings, onSettings }: SectionProps) {
  const styles = useRunStyles(runs);
  const id = section.prefix ?? '';
  const isCollapsed = settings.collapsedSections.includes(id);
  const count = section.metrics.length;
  const toggle = () =>
    onSettings({
      collapsedSections: isCollapsed
        ? settings.collapsedSections.filter((other) => other !== id)
        : [...settings.collapsedSections, id],
    });
  return (
    <section>
      <h2 className={css.heading}>
        <UnstyledButton className={css.headingButton} aria-expanded={!isCollapsed} onClick={toggle}>
          {isCollapsed ? <IconChevronRight size={13} /> : <IconChevronDown size={13} />}
          <b>{sectionName(section.prefix)}</b>
          <span className={css.count}>{m.charts_section_count({ count, text: formatCount(count) })}</span>
        </UnstyledButton>
      </h2>
      {isCollapsed ? null : (
        <div
          className={css.cards}
          style={{ gridTemplateColumns: `repeat(${settings.cardColumns}, minmax(0, 1fr))` }}
        >
          {section.metrics.slice(0, cardCount).map((metric) => (
            <ChartCard
              key={metric.key}
              metric={metric}
              runs={runs}
              styles={styles}
              settings={settings}
              onZoom={(xWindow) => onSettings({ xWindow })}
            />
          ))}
        </div>
      )}
    </section>
  );
}

function sectionName(prefix: string | undefined): string {
  if (prefix === undefined) return m.charts_section_none();
  return isSystemSection(prefix) ? m.charts_section_system() : prefix;
}

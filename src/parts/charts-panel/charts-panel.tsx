import { lazy, Suspense, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { formatCount } from '../../base/format-number.ts';
import { readCardExpression } from '../../domain/charts/card-expression.ts';
import type { CardContent, CardId } from '../../domain/charts/chart-cards.ts';
import { DEFAULT_LAYOUT, type LayoutAction, reduceLayout } from '../../domain/charts/chart-layout.ts';
import type { ComparedRun } from '../../domain/runs/compare-set.ts';
import { metricPrefix, shareCards } from '../../domain/charts/metric-sections.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { KeyCatalogue, MetricOfSet } from '../../worker/runs/runs-protocol.ts';
import {
  type CardActions,
  CardActionsContext,
  type CardPlan,
  CardPlanContext,
} from '../chart-card/card-tools.tsx';
import { createCardTest, parseCardSearch } from './card-search.ts';
import { MOST_LINES } from '../chart-card/chart-card.tsx';
import { ReadingProvider } from '../chart-card/chart-reading.tsx';
import { useBaseline, withBaseline } from '../baseline.tsx';
import { NothingFound } from './nothing-found.tsx';
import css from './charts-panel.module.css';
import { ChartsSection, sectionId } from './charts-section.tsx';
import { ChartsToolbar } from './charts-toolbar.tsx';
import { EmptyState } from '../empty-state.tsx';
import { GroupsLegend } from '../chart-card/groups-legend.tsx';
import { findCard, type ShownSection } from './shown-cards.ts';
import { useNearViewport } from '../use-near-viewport.ts';
import { GroupsContext, type RunGrouping, useRunGroups } from './use-run-groups.ts';
import { usePatternEngine } from './use-pattern-engine.ts';
import { useStableCallback } from '../use-stable-callback.ts';
import { searchSections, useShownSections } from './use-shown-sections.ts';
import type { UndoTools } from '../undo-buttons.tsx';
import { Waiting } from '../waiting.tsx';

const CardForm = lazy(async () => ({ default: (await import('../chart-card/card-form.tsx')).CardForm }));
const FullCardOf = lazy(async () => ({
  default: (await import('../chart-card/full-card-of.tsx')).FullCardOf,
}));

/** Cards that come onto the page together: 12,000 at once kept the page busy for 13 s. */
const CARDS_AT_ONCE = 24;
const MORE_CARDS_PX = 900;

interface ChartsPanelProps {
  /** The view that the runs are rows of; without it lines go by the names of runs. */
  readonly viewId?: string | undefined;
  /** Another one after its rows changed: groups and names are looked up anew. */
  readonly rowsVersion?: number | undefined;
  /** Keys that expressions may name, where no view tells them. */
  readonly catalogue?: KeyCatalogue | undefined;
  readonly runs: readonly ComparedRun[];
  /** Whether there are rows that could be ticked. */
  readonly hasRows?: boolean;
  readonly metrics: readonly MetricOfSet[];
  readonly find: string;
  readonly onFind: (text: string) => void;
  /** The card that fills the screen. */
  readonly card?: CardId | undefined;
  /** Undefined: no link names the card, the panel remembers it itself. */
  readonly onCard?: ((card: CardId | undefined) => void) | undefined;
  /** Undefined: changes cannot be taken back. */
  readonly history?: UndoTools | undefined;
  readonly settings: ChartSettings;
  readonly onSettings: (change: Partial<ChartSettings>, joint?: string) => void;
}

/** One card for each metric of the compare set, and those that were made, in sections by prefix. */
export function ChartsPanel(props: ChartsPanelProps) {
  const { runs, metrics } = props;
  // Of 10,000 compared runs nobody reads the names of those that no card draws.
  const readRuns = useDrawnRuns(runs);
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
    <ReadingProvider
      settings={props.settings}
      onSettings={props.onSettings}
      runs={readRuns}
      metrics={metrics}
      viewId={props.viewId}
      rowsVersion={props.rowsVersion}
      catalogue={props.catalogue}
    >
      <Cards {...props} />
    </ReadingProvider>
  );
}

function Cards(props: ChartsPanelProps) {
  const { runs, metrics, find, settings } = props;
  const { fullCard, onFullCard } = useFullCard(props);
  const onSettings = useStableCallback(props.onSettings);
  const { layout, collapsedSections } = settings;
  const search = useMemo(() => parseCardSearch(find), [find]);
  const engine = usePatternEngine(
    search.kind === 'pattern' || layout.made.some(({ content }) => content.kind === 'pattern'),
  );
  const isFound = useDeferredValue(
    useMemo(() => createCardTest(search, engine.compile), [search, engine.compile]),
  );
  const { all, families } = useShownSections(metrics, layout, engine.compile);
  const sections = useMemo(() => all && (isFound ? searchSections(all, isFound) : all), [all, isFound]);
  const sectionIds = useMemo(() => (all ?? []).map(sectionId), [all]);
  const { legend, groupBy } = settings;
  const { rowsVersion } = props;
  const grouping = useMarkedBaseline(useRunGroups(props.viewId, runs, groupBy, { legend, rowsVersion }));
  const shownRuns = useDrawnRuns(grouping?.runs);
  const [form, setForm] = useState<{ readonly card: CardId | undefined }>();
  const [budget, setBudget] = useState(CARDS_AT_ONCE);
  const cardSettings = useSameFields({ ...settings, layout: DEFAULT_LAYOUT, collapsedSections: NO_SECTIONS });
  const onLayout = useStableCallback((...steps: readonly LayoutAction[]) => {
    const next = steps.reduce(reduceLayout, layout);
    if (next !== layout) onSettings({ layout: next });
  });
  const cardsOf = useStableCallback(
    (id: string) =>
      sections?.find((section) => sectionId(section) === id)?.metrics.map((card) => card.id) ?? [],
  );
  const actions = useMemo<CardActions>(
    () => ({ onLayout, onFullCard, cardsOf, onEditCard: (id) => setForm({ card: id }) }),
    [onLayout, onFullCard, cardsOf],
  );
  const plan = useMemo<CardPlan>(() => ({ layout, families }), [layout, families]);
  const isCollapsed = (section: ShownSection) => collapsedSections.includes(sectionId(section));
  const shared = shareCards(sections ?? [], isCollapsed, budget);
  const last = shared.at(-1);
  const hasMore =
    shared.length < (sections?.length ?? 0) ||
    (last !== undefined && !isCollapsed(last.section) && last.cardCount < last.section.metrics.length);
  return (
    <CardActionsContext value={actions}>
      <CardPlanContext value={plan}>
        <GroupsContext value={grouping?.groups}>
          <div className={css.panel} hidden={fullCard !== undefined}>
            <ChartsToolbar {...props} sections={sectionIds} onAddCard={() => setForm({ card: undefined })} />
            {search.kind === 'pattern' && engine.isReady && !isFound ? (
              <p className={css.bad} role="status">
                {m.charts_find_bad()}
              </p>
            ) : null}
            {grouping?.groups ? <GroupsLegend groups={grouping.groups} runs={shownRuns} /> : null}
            <div className={css.scroll}>
              {sections === undefined || !grouping ? <Waiting words={m.loading_history()} /> : null}
              {sections?.length === 0 ? <NothingFound find={find} onFind={props.onFind} /> : null}
              {(grouping ? shared : []).map(({ section, cardCount }) => (
                <ChartsSection
                  isOnly={shared.length === 1}
                  key={sectionId(section)}
                  section={section}
                  cardCount={cardCount}
                  runs={shownRuns}
                  settings={settings}
                  cardSettings={cardSettings}
                  onSettings={onSettings}
                />
              ))}
              {hasMore ? <MoreCards key={budget} onNear={() => setBudget(budget + CARDS_AT_ONCE)} /> : null}
            </div>
          </div>
          {form ? (
            <Suspense fallback={null}>
              <CardForm
                content={layout.made.find(({ id }) => id === form.card)?.content}
                keys={metrics.map(({ key }) => key)}
                onSave={(content) => onLayout(saveCard(form.card, content))}
                onClose={() => setForm(undefined)}
              />
            </Suspense>
          ) : null}
          {fullCard !== undefined && all && grouping ? (
            <Suspense fallback={null}>
              <FullCardOf
                card={findCard(fullCard, all, metrics, families)}
                hasLink={props.onCard !== undefined}
                runs={shownRuns}
                settings={cardSettings}
                onSettings={onSettings}
                onClose={() => onFullCard(undefined)}
              />
            </Suspense>
          ) : null}
        </GroupsContext>
      </CardPlanContext>
    </CardActionsContext>
  );
}

/** A new card stands among the metrics of its prefix where they share one. */
function saveCard(card: CardId | undefined, content: CardContent): LayoutAction {
  if (card !== undefined) return { type: 'edit-card', card, content };
  const prefixes = new Set(keysOfContent(content).map(metricPrefix));
  return { type: 'add-card', content, section: prefixes.size === 1 ? [...prefixes][0] : undefined };
}

function keysOfContent(content: CardContent): readonly string[] {
  if (content.kind === 'metrics') return content.keys;
  return content.kind === 'expression' ? (readCardExpression(content.text)?.keys ?? []) : [];
}

const NO_SECTIONS: readonly string[] = [];
const NO_RUNS: readonly ComparedRun[] = [];

/** As many as a card draws, and the baseline behind them. */
function useDrawnRuns(runs = NO_RUNS): readonly ComparedRun[] {
  const { baseline } = useBaseline();
  return useMemo(() => withBaseline(runs.slice(0, MOST_LINES), baseline), [runs, baseline]);
}

/** The group that is the baseline is dashed, and called so. */
function useMarkedBaseline(grouping: RunGrouping | undefined): RunGrouping | undefined {
  const { group: baseline } = useBaseline();
  return useMemo(() => {
    if (baseline === undefined || !grouping?.groups?.some(({ id }) => id === baseline)) return grouping;
    const groups = grouping.groups.map((group) =>
      group.id === baseline
        ? { ...group, label: `${group.label} ${m.baseline_suffix()}`, isBaseline: true }
        : group,
    );
    return { ...grouping, groups };
  }, [grouping, baseline]);
}

function useFullCard({ card, onCard }: ChartsPanelProps) {
  const [own, setOwn] = useState<CardId>();
  const onFullCard = useStableCallback(onCard ?? setOwn);
  return { fullCard: onCard ? card : own, onFullCard };
}

/** The same object as long as its fields are. */
function useSameFields<Fields extends object>(fields: Fields): Fields {
  // oxlint-disable-next-line react/exhaustive-deps -- the values, of which there are always as many
  return useMemo(() => fields, Object.values(fields));
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

import { Menu } from '@mantine/core';
import { useMemo } from 'react';
import {
  BAND_ALIGN,
  BAND_CENTRES,
  BAND_SPREADS,
  type BandView,
  defaultBandView,
} from '../domain/band-view.ts';
import type { MetricFamily } from '../domain/families.ts';
import type { ChartSettings } from '../domain/workspace.ts';
import { m } from '../paraglide/messages.js';
import type { ChartGroups } from '../worker/chart-protocol.ts';
import type { CardLine, ShownCard } from './shown-cards.ts';

/** How a card of a family is drawn: every member, or one line with a band for each run. */
export interface CardBand {
  /** Undefined: every member is a line. */
  readonly groups: ChartGroups | undefined;
  /** The lines of the groups. */
  readonly lines: readonly CardLine[];
  /** `mean ± std over 5 folds`; undefined: every member is a line. */
  readonly note: string | undefined;
  /** Entries for the card's menu. */
  readonly items: React.ReactNode;
}

export function useCardBand(
  card: ShownCard,
  lines: readonly CardLine[],
  { cardBands }: Pick<ChartSettings, 'cardBands'>,
  onSettings: (change: Partial<ChartSettings>) => void,
): CardBand {
  const { family, metrics } = card;
  const view = family && (cardBands[card.id] ?? defaultBandView(family));
  const isOn = view?.isOn === true && metrics.length > 1;
  const grouped = useMemo(() => groupByRun(lines), [lines]);
  const [centre, spread, hasMembers] = [view?.centre, view?.spread, view?.hasMembers === true];
  const groups = useMemo<ChartGroups | undefined>(
    () =>
      isOn && centre && spread
        ? { runs: grouped.places, rule: { centre, spread, align: BAND_ALIGN }, hasMembers }
        : undefined,
    [isOn, grouped, centre, spread, hasMembers],
  );
  const onView = (next: BandView) => onSettings({ cardBands: { ...cardBands, [card.id]: next } });
  return {
    groups,
    lines: grouped.lines,
    note: isOn && family ? bandNote(view, family, metrics.length) : undefined,
    items: family && view ? <BandItems view={view} onView={onView} /> : null,
  };
}

/** The lines of each run as one group of one family. */
function groupByRun(lines: readonly CardLine[]) {
  const places = new Map<string, number[]>();
  const firsts: CardLine[] = [];
  for (const [index, line] of lines.entries()) {
    const known = places.get(line.run.id);
    if (known) known.push(index);
    else {
      places.set(line.run.id, [index]);
      firsts.push({ ...line, member: 0, label: line.run.name });
    }
  }
  return { places: [...places.values()].map((one) => [one]), lines: firsts };
}

function bandNote({ centre, spread }: BandView, { kinds }: MetricFamily, count: number): string {
  const [kind] = kinds;
  const members = kinds.length === 1 && kind ? membersText(kind, count) : m.band_members({ count });
  const words = { centre: centreText(centre), spread: spreadText(spread), members };
  return spread === 'min-max' ? m.band_note_range(words) : m.band_note(words);
}

function membersText(kind: NonNullable<MetricFamily['kinds'][number]>, count: number): string {
  switch (kind) {
    case 'fold':
      return m.band_folds({ count });
    case 'seed':
      return m.band_seeds({ count });
    case 'split':
      return m.band_splits({ count });
    case 'rank':
      return m.band_ranks({ count });
    case 'gpu':
      return m.band_gpus({ count });
  }
}

function centreText(centre: BandView['centre']): string {
  return centre === 'mean' ? m.band_mean() : m.band_median();
}

function spreadText(spread: BandView['spread']): string {
  switch (spread) {
    case 'std':
      return m.band_std();
    case 'se':
      return m.band_se();
    case 'ci95':
      return m.band_ci95();
    case 'min-max':
      return m.band_min_max();
  }
}

interface BandItemsProps {
  readonly view: BandView;
  readonly onView: (view: BandView) => void;
}

function BandItems({ view, onView }: BandItemsProps) {
  const choice = (text: string, isChosen: boolean, next: Partial<BandView>) => (
    <Menu.Item
      key={text}
      role="menuitemradio"
      aria-checked={isChosen}
      leftSection={isChosen ? '✓' : ' '}
      onClick={() => onView({ ...view, isOn: true, ...next })}
    >
      {text}
    </Menu.Item>
  );
  return (
    <>
      <Menu.Divider />
      <Menu.Label>{m.band_menu()}</Menu.Label>
      {choice(m.band_lines(), !view.isOn, { isOn: false })}
      {BAND_CENTRES.map((centre) =>
        choice(centreText(centre), view.isOn && view.centre === centre, { centre }),
      )}
      <Menu.Label>{m.band_spread()}</Menu.Label>
      {BAND_SPREADS.map((spread) =>
        choice(spreadText(spread), view.isOn && view.spread === spread, { spread }),
      )}
      <Menu.Item
        role="menuitemcheckbox"
        aria-checked={view.isOn && view.hasMembers}
        leftSection={view.isOn && view.hasMembers ? '✓' : ' '}
        onClick={() => onView({ ...view, isOn: true, hasMembers: !(view.isOn && view.hasMembers) })}
      >
        {m.band_show_members()}
      </Menu.Item>
      <Menu.Label style={{ maxWidth: 280 }}>{m.band_rule()}</Menu.Label>
    </>
  );
}

import { Menu } from '@mantine/core';
import { useMemo } from 'react';
import { BAND_ALIGN, BAND_CENTRES, BAND_SPREADS, type BandView } from '../../domain/charts/band-view.ts';
import type { ChartSettings } from '../../domain/workspace.ts';
import { m } from '../../paraglide/messages.js';
import type { ChartGroups, ChartPicture } from '../../worker/charts/chart-protocol.ts';
import { groupByRun, groupRunLines, planBand } from './band-plan.ts';
import { centreText, noteOf, spreadText } from './band-words.ts';
import type { CardLine, ShownCard } from '../charts-panel/shown-cards.ts';
import type { ShownGroup } from '../charts-panel/use-run-groups.ts';

/** How a card of a family, or of groups of runs, is drawn: every member, or one line with a band for several. */
export interface CardBand {
  /** Undefined: every member is a line. */
  readonly groups: ChartGroups | undefined;
  /** The lines of the groups. */
  readonly lines: readonly CardLine[];
  /** `mean ± std over 5 folds`, of a picture; undefined: every member is a line. */
  readonly noteOf: (picture: Pick<ChartPicture, 'bands'> | undefined) => string | undefined;
  /** Entries for the card's menu. */
  readonly items: React.ReactNode;
}

/** @param shownGroups groups of runs; undefined: each run stands alone */
export function useCardBand(
  card: ShownCard,
  lines: readonly CardLine[],
  { cardBands, groupBand }: Pick<ChartSettings, 'cardBands' | 'groupBand'>,
  shownGroups: readonly ShownGroup[] | undefined,
  onSettings: (change: Partial<ChartSettings>) => void,
): CardBand {
  const plan = planBand(card, cardBands, groupBand, shownGroups !== undefined);
  const { view, isFamilyReduced } = plan;
  const isOn = view?.isOn === true;
  const grouped = useMemo(
    () => (shownGroups ? groupRunLines(card, lines, shownGroups, isFamilyReduced) : groupByRun(lines)),
    [card, lines, shownGroups, isFamilyReduced],
  );
  const [centre, spread, hasMembers] = [view?.centre, view?.spread, view?.hasMembers === true];
  const isOverRuns = shownGroups !== undefined || undefined;
  const groups = useMemo<ChartGroups | undefined>(
    () =>
      isOn && centre && spread
        ? { runs: grouped.places, isOverRuns, rule: { centre, spread, align: BAND_ALIGN }, hasMembers }
        : undefined,
    [isOn, grouped, centre, spread, hasMembers, isOverRuns],
  );
  const onView = (next: BandView | undefined) => {
    const others = Object.entries(cardBands).filter(([id]) => id !== card.id);
    onSettings({ cardBands: Object.fromEntries(next ? [...others, [card.id, next]] : others) });
  };
  return {
    groups,
    lines: grouped.lines,
    noteOf: (picture) => {
      if (!isOn) return undefined;
      // Who did not log the metric is not among those that the line stands for.
      const totals = picture?.bands && [...picture.bands.changes.totals];
      const logged = totals?.filter((_, line) => grouped.lines[line]?.group !== undefined);
      const counts = shownGroups && (logged ?? shownGroups.map(({ runIds }) => runIds.length));
      return noteOf(card, view, counts, isFamilyReduced);
    },
    items: view ? (
      <BandItems
        view={view}
        isOfRuns={shownGroups !== undefined}
        isOwn={Object.hasOwn(cardBands, card.id)}
        onView={onView}
      />
    ) : null,
  };
}

interface BandItemsProps {
  readonly view: BandView;
  /** Groups of runs, not members of a family alone. */
  readonly isOfRuns: boolean;
  /** The card has it otherwise than all cards. */
  readonly isOwn: boolean;
  /** Undefined: as all cards. */
  readonly onView: (view: BandView | undefined) => void;
}

function BandItems({ view, isOfRuns, isOwn, onView }: BandItemsProps) {
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
      <Menu.Label>{isOfRuns ? m.band_menu_runs() : m.band_menu()}</Menu.Label>
      {choice(isOfRuns ? m.band_lines_runs() : m.band_lines(), !view.isOn, { isOn: false })}
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
      {isOfRuns && isOwn ? (
        <Menu.Item leftSection=" " onClick={() => onView(undefined)}>
          {m.band_as_all()}
        </Menu.Item>
      ) : null}
      <Menu.Label style={{ maxWidth: 280 }}>{m.band_rule()}</Menu.Label>
    </>
  );
}

import type { ManualRange } from './axis-range.ts';
import type { CardId } from './chart-cards.ts';
import type { ClipRule } from './clip-range.ts';
import type { YMeasure } from '../series/delta-to-baseline.ts';
import { elapsedOfSteps, type RunClock, stepsOfElapsed } from '../series/run-clock.ts';
import { axisFor, type XAxis } from '../series/series-axis.ts';
import type { SmoothingRule } from '../series/smoothing.ts';
import type { AxisKind, ChartSettings } from '../workspace.ts';

/** What one card has otherwise than all cards; fields left out are as on all. */
export interface CardAxes {
  /** Then it has its own zoom too, for no other card goes by its x. */
  readonly axis?: XAxis | undefined;
  readonly xKind?: AxisKind | undefined;
  /** Of a card with an x axis of its own. */
  readonly xWindow?: ChartSettings['xWindow'];
  readonly yKind?: AxisKind | undefined;
  readonly yRange?: ManualRange | undefined;
  readonly clipping?: ClipRule | 'none' | undefined;
  readonly smoothing?: SmoothingRule | 'none' | undefined;
  readonly yMeasure?: YMeasure | undefined;
}

export const NO_RANGE: ManualRange = {};

/**
 * The settings as they hold for one card: with what it has of its own, and with the axis that its metric goes by.
 *
 * A card that goes by time where the others go by step (system metrics) has a window of its own, and nothing that was
 * said in steps (a typed range, a half-life) holds for it.
 */
export function settingsForCard(settings: ChartSettings, id: CardId, key: string): ChartSettings {
  const own = settings.cards[id] ?? {};
  const axis = axisFor(key, own.axis ?? settings.axis);
  const isApart = goesApart(key, settings) || own.axis !== undefined;
  const window = own.axis ? own.xWindow : settings.systemWindow;
  const smoothing = own.smoothing === undefined ? settings.smoothing : orNone(own.smoothing);
  return {
    ...settings,
    axis,
    xKind: xKindOf(own, axis, isApart ? 'linear' : settings.xKind),
    xWindow: isApart ? window : settings.xWindow,
    xRange: isApart ? NO_RANGE : settings.xRange,
    yKind: own.yKind ?? settings.yKind,
    yRange: own.yRange ?? settings.yRange,
    clipping: own.clipping === undefined ? settings.clipping : orNone(own.clipping),
    smoothing:
      isApart && smoothing?.kind === 'time-ema' && own.smoothing === undefined ? undefined : smoothing,
    yMeasure: own.yMeasure ?? settings.yMeasure,
    isYShared:
      settings.isYShared && own.yRange === undefined && own.yKind === undefined && own.yMeasure === undefined,
  };
}

/**
 * The change of the settings that zooms a card: with all cards of the same x, alone where it has an x of its own. Cards
 * by step and cards that go by time all the same (system metrics) follow each other by the clocks of the runs; without
 * any each kind is by itself.
 */
export function zoomChange(
  settings: ChartSettings,
  id: CardId,
  key: string,
  window: ChartSettings['xWindow'],
  clocks: readonly RunClock[] = [],
): Partial<ChartSettings> {
  if (settings.cards[id]?.axis) return { cards: withCardAxes(settings.cards, id, { xWindow: window }) };
  const isApart = goesApart(key, settings);
  const own = isApart ? { systemWindow: window } : { xWindow: window };
  if (settings.axis.kind !== 'step' || clocks.length === 0) return own;
  if (!window) return { xWindow: undefined, systemWindow: undefined };
  const other = isApart ? stepsOfElapsed(clocks, window) : elapsedOfSteps(clocks, window);
  if (!other) return own;
  return isApart ? { ...own, xWindow: other } : { ...own, systemWindow: other };
}

/** Own settings of a card changed; a card without any is as all cards. */
export function withCardAxes(
  cards: ChartSettings['cards'],
  id: CardId,
  change: CardAxes | undefined,
): ChartSettings['cards'] {
  const others = Object.entries(cards).filter(([other]) => other !== id);
  const merged = Object.entries(change ? { ...cards[id], ...change } : {});
  const own: CardAxes = Object.fromEntries(merged.filter(([, value]) => value !== undefined));
  const entries: readonly (readonly [string, CardAxes])[] =
    Object.keys(own).length > 0 ? [...others, [id, own]] : others;
  return Object.fromEntries(entries);
}

/** Whether any of the ends is typed. */
export function isTyped({ min, max }: ManualRange): boolean {
  return min !== undefined || max !== undefined;
}

/** Dates have no logarithm. */
function xKindOf(own: CardAxes, axis: XAxis, all: AxisKind): AxisKind {
  return axis.kind === 'wall' ? 'linear' : (own.xKind ?? all);
}

function goesApart(key: string, { axis }: ChartSettings): boolean {
  const isOfSteps = axis.kind === 'step' || axis.kind === 'expression';
  return isOfSteps && axisFor(key, axis).kind !== axis.kind;
}

function orNone<Rule extends object>(rule: Rule | 'none'): Rule | undefined {
  return rule === 'none' ? undefined : rule;
}

import type { AlignRule } from '../series/align-lines.ts';
import type { BandRule } from '../statistics/band.ts';
import type { MetricFamily } from '../statistics/families.ts';

/** How a card shows the members of a family, or of groups of runs. */
export interface BandView extends Pick<BandRule, 'centre' | 'spread'> {
  /** False: every member is a line of its own. */
  readonly isOn: boolean;
  /** Members as thin lines behind the one that stands for them. */
  readonly hasMembers: boolean;
}

export const BAND_CENTRES = ['mean', 'median'] as const;
export const BAND_SPREADS = ['std', 'se', 'ci95', 'min-max'] as const;

/** What a member is worth between two of its points, on every card: the last value that it had. */
export const BAND_ALIGN: AlignRule = 'as-of';

/** Mean and standard deviation without being asked, but only of folds, seeds, splits, ranks and gpus. */
export function defaultBandView(family: Pick<MetricFamily, 'isOnByDefault'>): BandView {
  return { isOn: family.isOnByDefault, centre: 'mean', spread: 'std', hasMembers: false };
}

/** Of groups of runs, which somebody asked for. */
export const DEFAULT_GROUP_BAND: BandView = { isOn: true, centre: 'mean', spread: 'std', hasMembers: false };

/** `lines`, `mean std`, `median min-max members`. */
export function formatBandView({ isOn, centre, spread, hasMembers }: BandView): string {
  return isOn ? [centre, spread, ...(hasMembers ? ['members'] : [])].join(' ') : 'lines';
}

/** Undefined: not understood. */
export function parseBandView(text: string): BandView | undefined {
  if (text === 'lines') return { isOn: false, centre: 'mean', spread: 'std', hasMembers: false };
  const [first, second, third, ...rest] = text.split(' ');
  const centre = BAND_CENTRES.find((one) => one === first);
  const spread = BAND_SPREADS.find((one) => one === second);
  if (!centre || !spread || rest.length > 0 || (third !== undefined && third !== 'members')) return undefined;
  return { isOn: true, centre, spread, hasMembers: third === 'members' };
}

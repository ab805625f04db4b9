import type { Scale } from './scale.ts';

interface Range {
  readonly min: number;
  readonly max: number;
}

/** Room above and below the values, as a share of their range. */
const PADDING = 0.05;

/** A vertical domain in which no value touches the edge; one value gets room around it. */
export function padDomain({ min, max }: Range, kind: Scale['kind']): Range {
  if (kind === 'log') {
    if (min <= 0 || max <= 0) return { min: 1, max: 10 };
    const pad = min === max ? 0.3 : (Math.log10(max) - Math.log10(min)) * PADDING;
    return finiteDomain(Math.max(Number.MIN_VALUE, min * 10 ** -pad), max * 10 ** pad);
  }
  if (min === max) {
    const room = min === 0 ? 1 : Math.abs(min) * 0.1;
    return finiteDomain(min - room, max + room);
  }
  const pad = (max / 2 - min / 2) * 2 * PADDING;
  return finiteDomain(min - pad, max + pad);
}

function finiteDomain(min: number, max: number): Range {
  return { min: Math.max(min, -Number.MAX_VALUE), max: Math.min(max, Number.MAX_VALUE) };
}

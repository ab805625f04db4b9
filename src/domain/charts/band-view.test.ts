import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BAND_CENTRES, BAND_SPREADS, defaultBandView, formatBandView, parseBandView } from './band-view.ts';

describe('BandView', () => {
  it('is written and read back', () => {
    const views = fc.record({
      isOn: fc.constant(true),
      centre: fc.constantFrom(...BAND_CENTRES),
      spread: fc.constantFrom(...BAND_SPREADS),
      hasMembers: fc.boolean(),
    });
    fc.assert(
      fc.property(views, (view) => {
        expect(parseBandView(formatBandView(view))).toEqual(view);
      }),
    );
    expect(parseBandView('lines')?.isOn).toBe(false);
  });

  it('is not read from anything else', () => {
    for (const text of ['', 'mean', 'mean std thin', 'std mean', 'mean std members more', 'lines members']) {
      expect([text, parseBandView(text)]).toEqual([text, undefined]);
    }
  });

  it('is on without being asked only for repeats', () => {
    expect(formatBandView(defaultBandView({ isOnByDefault: true }))).toBe('mean std');
    expect(formatBandView(defaultBandView({ isOnByDefault: false }))).toBe('lines');
  });
});

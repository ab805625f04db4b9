import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squeezeText, unsqueezeText } from './packed-text.ts';

describe('a squeezed text', () => {
  it('comes back as it was, whatever it is', () => {
    const well = fc.string({ unit: 'binary' }).map((text) => text.replaceAll(/\p{Surrogate}/gu, ''));
    const repeating = fc.array(fc.constantFrom('"metrics.', 'val/loss', '","', '정확도', 'a'), {
      maxLength: 400,
    });
    fc.assert(
      fc.property(
        fc.oneof(
          well,
          repeating.map((parts) => parts.join('')),
        ),
        (text) => {
          expect(unsqueezeText(squeezeText(text))).toBe(text);
        },
      ),
    );
  });

  it('is undefined or some text where it was cut or changed, never an error', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (text) => {
        expect(['string', 'undefined']).toContain(typeof unsqueezeText(text));
      }),
    );
    expect(unsqueezeText('!!!')).toBeUndefined();
  });

  it('takes half of what base64 takes, of columns of a table', () => {
    const columns = ['name', 'metrics.val/loss', 'metrics.val/accuracy', 'metrics.train/loss', 'params.lr'];
    const text = JSON.stringify({ columns: [...columns, 'params.batch_size', 'tags.team', 'duration'] });
    expect(squeezeText(text).length).toBeLessThan((text.length * 4) / 3 / 2);
  });

  it('reads for good what was written once', () => {
    expect(unsqueezeText('suFrwjhDtkLAqCmAOwAoACVAO0AmQCVAOsAjwCEIn0')).toBe(
      '{"columns":["metrics.val/loss"],"legend":"정확도"}',
    );
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { imagesOfSameKey, originalOfThumbnail, parseLoggedImage } from './logged-image.ts';

/** As mlflow/tracking/client.py of the two versions builds them. */
function nameOf(version: 2 | 3, key: string, step: number, timeMs: number, isThumbnail: boolean): string {
  const mark = version === 2 ? '%' : '+';
  const id = version === 2 ? 'gd1c8d02-1111-4222-8333-444455556666' : '0d1c8d02-1111-4222-8333-444455556666';
  const safe = key.replaceAll('/', version === 2 ? '#' : '~');
  const name = [safe, 'step', step, 'timestamp', timeMs, id].join(mark);
  return `images/${name}${isThumbnail ? `${mark}compressed.webp` : '.png'}`;
}

const key = fc
  .array(fc.constantFrom('a', 'Z', '0', '9', '_', '-', '.', '/', ' '), { minLength: 1, maxLength: 20 })
  .map((letters) => letters.join(''));

describe('names of logged images', () => {
  it('are read as both versions of MLflow write them', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<2 | 3>(2, 3),
        key,
        fc.integer(),
        fc.nat(),
        fc.boolean(),
        (version, key, step, timestampMs, isThumbnail) => {
          const path = nameOf(version, key, step, timestampMs, isThumbnail);
          expect(parseLoggedImage(path)).toEqual({ key, step, timestampMs, isThumbnail });
          const original = nameOf(version, key, step, timestampMs, false);
          expect(originalOfThumbnail(path)).toBe(original);
        },
      ),
    );
  });

  it('other files have none', () => {
    for (const path of [
      'images/cat.png',
      'a+step+1.png',
      'pictures/k+step+1+timestamp+2+u.png',
      '',
      'images/',
    ])
      expect(parseLoggedImage(path)).toBeUndefined();
  });

  it('images of one key stand by step and time, without small copies and other keys', () => {
    const wanted = [
      nameOf(3, 'a/b', 1, 5, false),
      nameOf(3, 'a/b', 2, 1, false),
      nameOf(3, 'a/b', 2, 9, false),
      nameOf(2, 'a/b', 10, 1, false),
    ];
    const others = [nameOf(3, 'a/b', 1, 5, true), nameOf(3, 'a', 1, 5, false), 'images/x.png'];
    const paths = [...others, ...wanted.toReversed()];
    expect(imagesOfSameKey(wanted[1] ?? '', paths).map(({ path }) => path)).toEqual(wanted);
    expect(imagesOfSameKey('images/x.png', paths)).toEqual([]);
  });
});

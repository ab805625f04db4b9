import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createAxes } from './axes.ts';
import { layOutFigure, paintFigure, wrapText } from './figure.ts';
import { SvgContext } from './svg-context.ts';

const measure = (text: string) => text.length * 6;
const AXES = createAxes(
  { x: { min: 0, max: 100 }, y: { min: 0, max: 1 }, xKind: 'linear', yKind: 'linear' },
  { width: 600, height: 200, devicePixelRatio: 2 },
  measure,
);
const THEME = {
  text: '#666666',
  grid: '#eeeeee',
  baseline: '#999999',
  fontFamily: 'Inter',
  background: '#ffffff',
  title: '#000000',
};

function figureOf(labels: readonly string[], title = 'loss') {
  const legend = labels.map((label, index) => ({ label, color: `#00000${index}`, dash: [] }));
  return layOutFigure({ axes: AXES, title, notes: ['exact', 'today'], legend }, 'Inter', measure);
}

const rows = (labels: readonly string[]) => new Set(figureOf(labels).legend.map(({ y }) => y)).size;

describe('layOutFigure', () => {
  it('puts title, axes, legend and notes below each other', () => {
    const figure = figureOf(['a', 'b']);
    const heights = [
      figure.title[0]?.y,
      figure.axesY,
      figure.legend[0]?.y,
      figure.notes[0]?.y,
      figure.height,
    ];
    expect(heights).toEqual([...heights].sort((a, b) => Number(a) - Number(b)));
    expect(figure.axesY + AXES.layout.height).toBeLessThan(figure.legend[0]?.y ?? 0);
  });

  it('puts short names side by side, and long ones each in a line', () => {
    expect(rows(['a', 'b', 'c'])).toBe(1);
    expect(rows(['x'.repeat(80), 'b', 'c'])).toBe(3);
  });

  it('has nothing outside of it', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 90 }), { maxLength: 60 }), fc.string(), (labels, title) => {
        const { legend, notes, width, height } = figureOf(labels, title);
        for (const { x, y, entry } of legend) {
          expect(x + Math.min(measure(entry.label), 550)).toBeLessThanOrEqual(width);
          expect(y).toBeLessThan(notes[0]?.y ?? 0);
        }
        expect(notes.at(-1)?.y).toBeLessThan(height);
      }),
    );
  });
});

describe('paintFigure', () => {
  it('writes the title, every name, every tick and every note', () => {
    const context = new SvgContext(2);
    const figure = figureOf(['first run', 'second run']);
    paintFigure(context, figure, THEME, 2);
    const svg = context.finish(figure.width, figure.height, 'loss').join('');
    const texts = [...svg.matchAll(/<text [^>]*>([^<]*)</g)].map(([, text]) => text);
    const ticks = [...AXES.x.ticks, ...AXES.y.ticks].map(({ label }) => label);
    expect(new Set(texts)).toEqual(new Set(['loss', 'exact', 'today', 'first run', 'second run', ...ticks]));
    expect(texts).toHaveLength(5 + ticks.length);
    expect(svg).toContain('stroke="#000001"');
  });
});

describe('wrapText', () => {
  it('cuts between words, and words that are too long anywhere but inside a character', () => {
    expect(wrapText('one two three', 50, measure)).toEqual(['one two', 'three']);
    expect(wrapText('abcdefghij', 24, measure)).toEqual(['abcd', 'efgh', 'ij']);
    expect(wrapText('😀😀😀', 18, measure)).toEqual(['😀', '😀', '😀']);
  });

  it('loses nothing but spaces and is never too wide', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 80 }), (text) => {
        const lines = wrapText(text, 60, measure);
        for (const line of lines) expect(measure(line)).toBeLessThanOrEqual(60);
        expect(lines.join('').replaceAll(/\s/g, '')).toBe(text.replaceAll(/\s/g, ''));
      }),
    );
  });
});

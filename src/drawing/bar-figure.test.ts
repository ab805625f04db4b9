import { describe, expect, it } from 'vitest';
import { layOutBars, paintBars } from './bar-figure.ts';
import { SvgContext } from './svg-context.ts';

const measure = (text: string) => text.length * 6;
const THEME = {
  text: '#666',
  title: '#111',
  grid: '#ddd',
  baseline: '#999',
  background: '#fff',
  fontFamily: 'sans-serif',
};
const REQUEST = {
  width: 480,
  title: 'test/accuracy',
  notes: ['exact · 2 points'],
  rows: [
    { label: 'wide & deep', value: '0.5', color: '#111111', from: 0, to: 50 },
    {
      label: 'a name that is far too long for the room beside the bars of this figure',
      value: '1',
      color: '#222222',
      from: 0,
      to: 100,
    },
  ],
  marks: [{ kind: 'reference', color: '#333333', words: '┊ 0.75 goal', at: 75 }] as const,
};

function svgOf(): string {
  const figure = layOutBars(REQUEST, 'sans-serif', measure);
  const context = new SvgContext(2);
  paintBars(context, figure, THEME, 2, measure);
  return context.finish(figure.fullWidth, figure.height, 'bars').join('');
}

describe('a figure of bars', () => {
  it('has a bar for each row, as long as its value', () => {
    const svg = svgOf();
    const widths = [...svg.matchAll(/<rect [^>]*width="([\d.]+)"[^>]*fill="#(?:1{6}|2{6})"/g)].map((match) =>
      Number(match[1]),
    );
    expect(widths).toHaveLength(2);
    expect(widths[1]).toBeCloseTo(2 * (widths[0] ?? 0), 1);
  });

  it('has names, values, levels and small print', () => {
    const svg = svgOf();
    for (const text of ['wide &amp; deep', '>0.5<', '┊ 0.75 goal', 'exact · 2 points']) {
      expect(svg).toContain(text);
    }
    expect(svg).toMatch(/a name that is[^<]*…</);
    expect(svg).toMatch(/stroke="#333333"[^>]*stroke-dasharray/);
  });
});

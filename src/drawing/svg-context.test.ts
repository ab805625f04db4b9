import { describe, expect, it } from 'vitest';
import { createLineDrawing, drawSlice } from './line-layer.ts';
import { createSliceBudget } from './slice-queue.ts';
import { createPlotFrame } from './plot-frame.ts';
import { SvgContext } from './svg-context.ts';

const NO_MARKS = { lines: new Uint32Array(), xs: new Float64Array(), kinds: new Uint8Array() };

function textOf(context: SvgContext, title = 'a title'): string {
  return context.finish(100, 50, title).join('');
}

/** The attributes of each element of that name. */
function elementsOf(svg: string, name: string): readonly Readonly<Record<string, string>>[] {
  return [...svg.matchAll(new RegExp(`<${name} ([^>]*?)/?>`, 'g'))].map(([, attributes = '']) => {
    const pairs = [...attributes.matchAll(/([\w-]+)="([^"]*)"/g)];
    return Object.fromEntries(pairs.map(([, key = '', value = '']) => [key, value] as const));
  });
}

const domain = (max: number) => ({ min: 0, max });

const stoodStill = () => 0;

function drawLines(counts: readonly number[]) {
  const offsets = new Uint32Array(counts.length + 1);
  counts.forEach((count, index) => (offsets[index + 1] = (offsets[index] ?? 0) + count));
  const total = offsets[counts.length] ?? 0;
  const lines = {
    offsets,
    xs: Float64Array.from({ length: total }, (_, index) => index),
    ys: Float64Array.from({ length: total }, (_, index) => index % 7),
  };
  const frame = createPlotFrame(
    { x: domain(total), y: domain(6), xKind: 'linear', yKind: 'linear' },
    200,
    100,
    2,
  );
  const context = new SvgContext(2);
  const styles = counts.map((_, index) => ({ color: `#00000${index}`, dash: index === 1 ? [4, 2] : [] }));
  const drawing = createLineDrawing(lines, NO_MARKS, styles, frame, false);
  while (!drawSlice(context, drawing, createSliceBudget(10, stoodStill)));
  return textOf(context);
}

describe('SvgContext', () => {
  it('writes each line as one path, however many pieces it was drawn in', () => {
    const svg = drawLines([9_000, 12, 4_001]);
    const paths = elementsOf(svg, 'path');
    expect(paths).toHaveLength(3);
    expect(paths.map(({ d }) => d?.split(/[M ]+/).filter(Boolean).length)).toEqual([18_000, 24, 8_002]);
    expect(paths.map(({ d }) => d?.split('M').length)).toEqual([2, 2, 2]);
    expect(paths.map(({ stroke }) => stroke)).toEqual(['#000000', '#000001', '#000002']);
    expect(paths[1]?.['stroke-dasharray']).toBe('4 2');
  });

  it('is in units of the page, cut at the plot', () => {
    const svg = drawLines([2]);
    expect(elementsOf(svg, 'path')[0]?.['d']).toBe('M0 50 50 41.67');
    expect(elementsOf(svg, 'rect')).toEqual([{ x: '0', y: '0', width: '100', height: '50' }]);
    expect(elementsOf(svg, 'clipPath')).toEqual([{ id: 'plot0' }]);
    expect(elementsOf(svg, 'g')).toEqual([{ 'clip-path': 'url(#plot0)' }]);
  });

  it('moves and scales as a canvas does', () => {
    const context = new SvgContext(2);
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.fillRect(1, 2, 3, 4);
    context.setTransform(1, 0, 0, 1, 10, 20);
    context.fillRect(0, 0, 4, 4);
    const boxes = elementsOf(textOf(context), 'rect').map(({ x, y, width, height }) => [x, y, width, height]);
    expect(boxes).toEqual([
      ['1', '2', '3', '4'],
      ['5', '10', '2', '2'],
    ]);
  });

  it('keeps text as text, whatever is in it', () => {
    const context = new SvgContext(2);
    context.setTransform(2, 0, 0, 2, 0, 0);
    context.font = '600 13px "Inter Variable", sans-serif';
    context.textAlign = 'right';
    const odd = `<script>&"'  한글 \u0001 \uD800`;
    context.fillText(odd, 5, 6);
    const svg = textOf(context, odd);
    const written = `&lt;script&gt;&amp;&quot;'  한글 \uFFFD \uFFFD`;
    expect(svg).toContain(`<title>${written}</title>`);
    expect(svg).toContain(`>${written}</text>`);
    expect(elementsOf(svg, 'text')[0]).toMatchObject({
      x: '5',
      y: '6',
      'font-size': '13',
      'font-weight': '600',
      'font-family': '&quot;Inter Variable&quot;, sans-serif',
      'text-anchor': 'end',
    });
  });

  it('draws whole circles', () => {
    const context = new SvgContext(1);
    context.globalAlpha = 0.5;
    context.arc(10, 10, 2);
    context.fill();
    const [path] = elementsOf(textOf(context), 'path');
    expect(path?.['d']).toBe('M12 10A2 2 0 1 1 8 10A2 2 0 1 1 12 10Z');
    expect(path?.['fill-opacity']).toBe('0.5');
  });
});

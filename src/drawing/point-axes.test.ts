import { describe, expect, it } from 'vitest';
import { layOutPoints, type PointAxis } from './point-axes.ts';

const measure = (label: string) => label.length * 6;
const NUMBERS = { kind: 'linear', min: 0, max: 10, style: { kind: 'number', isWhole: false } } as const;
const SIZE = { width: 600, height: 400 };
const categories = (count: number): PointAxis => ({
  kind: 'category',
  min: -0.5,
  max: count - 0.5,
  labels: Array.from({ length: count }, (_, index) => `category ${index}`),
});

describe('axes of a plot of points', () => {
  it('have their ticks where the values stand', () => {
    const { box, x, y } = layOutPoints(NUMBERS, NUMBERS, SIZE, measure);
    const ten = x.ticks.find(({ label }) => label === '10');
    expect(ten?.px).toBe(box.width);
    expect(y.ticks.find(({ label }) => label === '0')?.px).toBe(box.height);
    expect(box.left + box.width).toBeLessThan(SIZE.width);
  });

  it('name every category where there is room, else every so manyth', () => {
    const few = layOutPoints(categories(4), categories(4), SIZE, measure);
    expect(few.x.ticks.map(({ label }) => label)).toEqual([
      'category 0',
      'category 1',
      'category 2',
      'category 3',
    ]);
    expect(few.x.ticks[0]?.px).toBeCloseTo(few.box.width / 8);
    expect(few.y.every).toBe(1);
    const many = layOutPoints(categories(10_000), categories(10_000), SIZE, measure);
    expect(many.x.ticks.length).toBeLessThan(12);
    expect(many.y.ticks.length).toBeLessThan(25);
    expect(many.x.every).toBeGreaterThan(800);
  });
});

import { describe, expect, it } from 'vitest';
import { LINE_COLORS, SLOT_COUNT } from '../domain/charts/color-slots.ts';
import { toComparedRun } from '../domain/runs/compare-set.ts';
import { makeRun } from '../testing/make-run.ts';
import { createSlotStore, type LineStyles, stylesOf } from './run-styles.ts';

const { light, dark } = LINE_COLORS;
const runOf = (id: string, color?: string) =>
  toComparedRun(makeRun({ id, tags: color === undefined ? {} : { 'mlflow.runColor': color } }));

describe('styles of compared runs', () => {
  it('are the same map for the same runs, however often these are read', () => {
    const styles = stylesOf([runOf('a'), runOf('b')], light);
    expect(stylesOf([runOf('a'), runOf('b')], light)).toBe(styles);
    expect(stylesOf([runOf('a')], light)).not.toBe(styles);
    expect(stylesOf([runOf('a'), runOf('b', '#ff0000')], light)).not.toBe(styles);
  });

  it('keep the hue of a run in both themes, in any set', () => {
    const a = runOf('kept');
    const place = light.indexOf(stylesOf([a], light).get(a.id)?.color ?? '');
    expect(place).toBeGreaterThanOrEqual(0);
    expect(stylesOf([runOf('other'), a], dark).get(a.id)?.color).toBe(dark[place]);
  });

  it('stay the same in every set once a run had to take another colour', () => {
    const runs = Array.from({ length: 40 }, (_, index) => runOf(`alone ${index}`));
    // Each by itself: two of them are given one colour, and the later one has to leave it when they meet.
    const alone = runs.map((run) => [run]);
    for (const set of alone) stylesOf(set, light).get(set[0]?.id ?? '');
    const together = stylesOf(runs, light);
    for (const { id } of runs) expect(stylesOf([runOf(id)], light).get(id)).toEqual(together.get(id));
  });

  it('are those of the whole set, whichever of its runs came first', () => {
    const runs = Array.from({ length: 30 }, (_, index) =>
      toComparedRun(makeRun({ id: `grown ${index}`, startMs: index })),
    );
    const looksOf = (styles: LineStyles) => runs.map(({ id }) => styles.get(id));
    const atOnce = looksOf(stylesOf(runs, light, true, createSlotStore(new Map())));
    const store = createSlotStore(new Map());
    // The newest page first.
    stylesOf(runs.slice(20).toReversed(), light, false, store);
    const growing = stylesOf(runs.toReversed(), light, false, store);
    expect(looksOf(growing)).not.toEqual(atOnce);
    expect(looksOf(stylesOf(runs.toReversed(), light, true, store))).toEqual(atOnce);
    // Rows are read again later: a run that has its colour keeps it.
    expect(looksOf(stylesOf(runs.toReversed(), light, false, store))).toEqual(atOnce);
    const one = toComparedRun(makeRun({ id: 'one more', startMs: -1 }));
    expect(looksOf(stylesOf([one, ...runs], light, false, store))).toEqual(atOnce);
  });

  it('are the same map still when a set turns out to be whole', () => {
    const store = createSlotStore(new Map());
    const runs = [runOf('whole a'), runOf('whole b')];
    const styles = stylesOf(runs, light, false, store);
    expect(stylesOf(runs, light, true, store)).toBe(styles);
    expect(stylesOf(runs, light, false, store)).toBe(styles);
  });

  it('go by the tag, where it is a colour', () => {
    const colors = ['#f00', '#0a0B0c', 'red', '#12345', 'url(x)'].map((tag, index) =>
      runOf(`t${index}`, tag),
    );
    const styles = stylesOf(colors, light);
    expect(colors.slice(0, 2).map(({ id }) => styles.get(id)?.color)).toEqual(['#f00', '#0a0B0c']);
    expect(colors.slice(2).every(({ id }) => light.includes(styles.get(id)?.color ?? ''))).toBe(true);
  });

  it('are there for every run of thousands, the same whenever they are asked for', () => {
    const runs = Array.from({ length: 3_000 }, (_, index) => runOf(`many ${index}`));
    const styles = stylesOf(runs, light);
    const look = (id: string) => {
      const style = styles.get(id);
      return style && `${style.color} ${style.dash.join()}`;
    };
    expect(new Set(runs.slice(0, 500).map(({ id }) => look(id))).size).toBe(SLOT_COUNT);
    const last = look('many 2999');
    expect(last).toBeDefined();
    expect(stylesOf(runs.slice(2_000), light).get('many 2999')).toEqual(styles.get('many 2999'));
    expect(styles.get('another')).toBeUndefined();
  });
});

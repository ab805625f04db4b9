import { describe, expect, it, vi } from 'vitest';
import type { KeyCatalogue, ValueCounts } from '../../worker/runs/runs-protocol.ts';
import type { FilterWords } from './filter-field.tsx';
import { suggestAt } from './filter-suggestions.ts';

const info = (key: string, runCount: number) => ({ key, runCount, distinctCount: 2, isVarying: true });
const CATALOGUE = {
  version: 1,
  metrics: [info('train/loss', 90), info('val/loss', 100), info('loss', 10)],
  params: [info('lr', 100), info('loss fn', 40)],
  tags: [info('team', 5)],
} as unknown as KeyCatalogue;
const VALUES: Record<string, readonly (readonly [string, number])[]> = {
  lr: [
    ['0.1', 60],
    ["it's", 2],
  ],
  status: [['FAILED', 30]],
};
const loadValues = vi.fn<FilterWords['loadValues']>((_kind, key) => {
  const values = (VALUES[key] ?? []).map(([text, runCount]) => ({ text, runCount }));
  return Promise.resolve<ValueCounts>({ values, distinctCount: values.length });
});

/** The cursor is `|`. */
async function suggest(marked: string) {
  const cursor = marked.indexOf('|');
  const text = marked.replace('|', '');
  const { from, to, items } = await suggestAt(text, cursor, { catalogue: CATALOGUE, loadValues });
  return {
    labels: items.map(({ label }) => label),
    /** The text with the first one taken. */
    first: text.slice(0, from) + (items[0]?.insert ?? items[0]?.label ?? '') + text.slice(to),
    items,
  };
}

describe('suggestions', () => {
  it('are keys by what was typed, with the number of runs', async () => {
    const { labels, items, first } = await suggest('loss|');
    expect(labels).toEqual(['metrics.loss', 'params.loss fn', 'metrics.val/loss', 'metrics.train/loss']);
    expect(items.map(({ runCount }) => runCount)).toEqual([10, 40, 100, 90]);
    expect(first).toBe('metrics.loss ');
  });

  it('begin with what is meant, not with what holds the letters somewhere', async () => {
    const catalogue = {
      ...CATALOGUE,
      params: [],
      tags: [info('mlflow.user', 500)],
    };
    const { items } = await suggestAt('lo', 2, { catalogue, loadValues });
    expect(items.map(({ label }) => label)).toEqual([
      'metrics.loss',
      'metrics.val/loss',
      'metrics.train/loss',
      'log(…)',
      'log2(…)',
      'log10(…)',
      'tags.mlflow.user',
    ]);
  });

  it('stay with the prefix that is written, and quote a key of several words', async () => {
    const { labels, first } = await suggest('params.lo| AND resnet');
    expect(labels).toEqual(['params.loss fn']);
    expect(first).toBe('params.`loss fn`  AND resnet');
  });

  it('name attributes and functions too, and metrics inside a function', async () => {
    expect((await suggest('st|')).labels.slice(0, 2)).toEqual(['status', 'start_time']);
    expect((await suggest('mi|')).first).toBe('min(metrics.');
    expect((await suggest('min(metrics.|')).labels).toEqual([
      'metrics.val/loss',
      'metrics.train/loss',
      'metrics.loss',
    ]);
  });

  it('are the operators that the field takes', async () => {
    expect((await suggest('metrics.loss |')).labels).not.toContain('LIKE');
    expect((await suggest('params.lr I|')).labels).toEqual(['IN', 'ILIKE', 'IS NULL', 'IS NOT NULL']);
    expect((await suggest('params.lr IS |')).labels).toEqual(['NULL', 'NOT NULL']);
    expect((await suggest("status = 'FAILED' |")).labels).toEqual(['AND', 'OR']);
    expect((await suggest("status = 'FAILED'|")).labels).toEqual([]);
    // The next clause may begin without AND.
    expect((await suggest("status = 'FAILED' params.l|")).labels).toEqual(['params.lr', 'params.loss fn']);
    expect((await suggest("status = 'FAILED' a|")).labels).toEqual(['AND']);
    // Nothing is left to complete: Enter applies what stands there.
    expect((await suggest("status = 'FAILED' and|")).labels).toEqual([]);
  });

  it('are values with their runs, in quotes unless they are compared by size', async () => {
    const { items } = await suggest('params.lr = |');
    expect(items.map(({ insert }) => insert)).toEqual(["'0.1'", "'it''s'"]);
    expect((await suggest("params.lr = 'it|")).first).toBe("params.lr = 'it''s'");
    expect((await suggest('params.lr > |')).first).toBe('params.lr > 0.1');
    expect((await suggest('params.lr > |')).labels).toEqual(['0.1']);
  });

  it('are all statuses, those of loaded runs first', async () => {
    const { labels, first } = await suggest('status IN (|');
    expect(labels[0]).toBe('FAILED');
    expect(labels).toHaveLength(6);
    expect(labels).toContain('SILENT');
    expect(first).toBe("status IN ('FAILED'");
    expect((await suggest('start_time > -|')).labels).toEqual(expect.arrayContaining(['-7d']));
  });
});

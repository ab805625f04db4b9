import { describe, expect, it } from 'vitest';
import type { KeyCatalogue, KeyInfo } from '../../worker/runs/runs-protocol.ts';
import { allButSeeds, listGroupChoices } from './group-choices.ts';

const param = (key: string, distinctCount: number, more: Partial<KeyInfo> = {}): KeyInfo => ({
  key,
  runCount: 40,
  distinctCount,
  isVarying: distinctCount > 1,
  ...more,
});
const CATALOGUE: KeyCatalogue = {
  version: 1,
  metrics: [],
  params: [
    param('epochs', 1),
    param('dropout', 1, { isVarying: true }),
    param('lr', 3),
    param('output_dir', 40, { isUniquePerRun: true }),
    param('seed', 5),
  ],
  tags: [param('mlflow.user', 2), param('team', 2)],
};

describe('keys that runs can be grouped by', () => {
  const choices = listGroupChoices(CATALOGUE, ['params.lr', 'params.gone']);
  const texts = choices.map(({ text }) => text);

  it('begin with params that vary; those of every run its own come behind them and can be chosen', () => {
    expect(texts.indexOf('params.lr')).toBeLessThan(texts.indexOf('params.output_dir'));
    expect(texts.indexOf('params.lr')).toBeLessThan(texts.indexOf('params.dropout'));
    expect(texts.indexOf('params.output_dir')).toBeLessThan(texts.indexOf('params.epochs'));
    expect(choices.find(({ text }) => text === 'params.output_dir')?.isUnique).toBe(true);
    expect(texts.indexOf('tags.team')).toBeLessThan(texts.indexOf('tags.mlflow.user'));
    expect(texts).toEqual(expect.arrayContaining(['status', 'user', 'dataset', 'experiment']));
  });

  it('hold what is chosen, be it known or not, once', () => {
    expect(texts[0]).toBe('params.gone');
    expect(texts.filter((text) => text === 'params.lr')).toHaveLength(1);
  });
});

describe('all params but seeds', () => {
  it('leave out seeds, and those of every run its own', () => {
    expect(allButSeeds(CATALOGUE)).toEqual({
      allBut: ['params.seed'],
      seeds: ['seed'],
      unique: ['output_dir'],
    });
  });

  it('are all that vary where no seed does, and not offered where nothing but seeds varies', () => {
    const params = [param('lr', 3), param('seed', 1)];
    expect(allButSeeds({ ...CATALOGUE, params })).toEqual({ allBut: [], seeds: [], unique: [] });
    expect(allButSeeds({ ...CATALOGUE, params: [param('seed', 3)] })).toBeUndefined();
  });
});

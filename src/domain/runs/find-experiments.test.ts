import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from './experiment.ts';
import { findExperiments, hasTags } from './find-experiments.ts';

function experiment(id: string, name: string, createdMs?: number): Experiment {
  return {
    id: id as ExperimentId,
    name,
    lifecycle: 'active',
    createdMs,
    updatedMs: undefined,
    artifactLocation: undefined,
    tags: [],
  };
}

const all = [experiment('1', 'Alpha/one', 5), experiment('2', '이상값', 9), experiment('30', 'beta')];
const ids = (text: string, columnId = 'created', isDescending = true) =>
  findExperiments(all, text, { columnId, isDescending }).map(({ id }) => id);

describe('findExperiments', () => {
  it('ignores case and looks inside names and ids', () => {
    expect(ids('ALPHA')).toEqual(['1']);
    expect(ids('30')).toEqual(['30']);
    expect(ids('nope')).toEqual([]);
  });

  it('finds decomposed Korean by composed text and the other way round', () => {
    expect(ids('이상값'.normalize('NFD'))).toEqual(['2']);
  });

  it('looks for all words in any order', () => {
    expect(ids('one alpha')).toEqual(['1']);
    expect(ids('one beta')).toEqual([]);
  });

  it('sorts numbers in names and ids as numbers', () => {
    const many = ['run 10', 'run 9', 'Run 1'].map((name, index) => experiment(String(98 + index), name));
    const sorted = (columnId: string) =>
      findExperiments(many, '', { columnId, isDescending: false }).map(({ name }) => name);
    expect(sorted('name')).toEqual(['Run 1', 'run 9', 'run 10']);
    expect(sorted('id')).toEqual(['run 10', 'run 9', 'Run 1']);
  });

  it('sorts by the last activity as far as it is known', () => {
    const times = new Map([
      ['1' as ExperimentId, 5],
      ['30' as ExperimentId, 9],
    ]);
    const found = findExperiments(all, '', { columnId: 'activity', isDescending: true }, times);
    expect(found.map(({ id }) => id)).toEqual(['30', '1', '2']);
  });

  it('sorts, with missing values last both ways', () => {
    expect(ids('')).toEqual(['2', '1', '30']);
    expect(ids('', 'created', false)).toEqual(['1', '2', '30']);
    expect(ids('', 'id', false)).toEqual(['1', '2', '30']);
  });
});

describe('hasTags', () => {
  const tagged = { ...experiment('1', 'a'), tags: [{ key: 'team', value: 'vision' }] };

  it('asks for a key, or for a key and its value', () => {
    expect(hasTags(tagged, [{ key: 'team', value: undefined }])).toBe(true);
    expect(hasTags(tagged, [{ key: 'team', value: 'vision' }])).toBe(true);
    expect(hasTags(tagged, [{ key: 'team', value: 'nlp' }])).toBe(false);
    expect(hasTags(tagged, [{ key: 'owner', value: undefined }])).toBe(false);
    expect(hasTags(tagged, [])).toBe(true);
  });
});

import { describe, expect, it } from 'vitest';
import type { Experiment, ExperimentId } from './experiment.ts';
import { findExperiments } from './find-experiments.ts';

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

  it('sorts, with missing values last both ways', () => {
    expect(ids('')).toEqual(['2', '1', '30']);
    expect(ids('', 'created', false)).toEqual(['1', '2', '30']);
    expect(ids('', 'id', false)).toEqual(['1', '2', '30']);
  });
});

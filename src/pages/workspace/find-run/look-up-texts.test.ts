import { describe, expect, it } from 'vitest';
import { lookUpTexts } from './look-up-texts.ts';

const ID = '0123456789abcdef0123456789abcdef';
const OTHER = 'fedcba9876543210fedcba9876543210';

describe('what runs are looked up by', () => {
  it.each([
    ['', []],
    ['  seed 3 ', ['seed 3']],
    [ID.toUpperCase(), [ID]],
    [ID.slice(0, 9), [ID.slice(0, 9)]],
    // A name of digits alone is no experiment here.
    ['123456789012345678', ['123456789012345678']],
    [`http://host:5000/#/experiments/7/runs/${ID}`, [ID]],
    [`runs:/${ID}/model`, [ID]],
    [`https://host/#/run/${ID}`, [ID]],
    [
      `http://host/#/compare-runs?runs=${encodeURIComponent(JSON.stringify([ID, OTHER]))}&experiments=%5B%221%22%5D`,
      [ID, OTHER],
    ],
    ['http://host:5000/#/experiments/7', undefined],
    ['https://example.org/', undefined],
    ['#/runs?e=1', undefined],
  ])('of %j', (typed, texts) => {
    expect(lookUpTexts(typed)).toEqual(texts);
  });
});

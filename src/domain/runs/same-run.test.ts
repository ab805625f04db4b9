import { describe, expect, it } from 'vitest';
import { makeRun } from '../../testing/make-run.ts';
import type { RunShape } from '../../testing/make-run.ts';
import { appendRuns, createRunFrame } from './run-frame.ts';
import { isSameRun } from './same-run.ts';

const SHAPE: RunShape = {
  id: 'a',
  status: 'RUNNING',
  endMs: undefined,
  metrics: { loss: 0.5, odd: Number.NaN },
  params: { lr: '0.1' },
  tags: { team: 'x' },
};

function isSame(change: Partial<RunShape>): boolean {
  const frame = createRunFrame();
  appendRuns(frame, [makeRun({ id: 'other', metrics: { acc: 1 } }), makeRun(SHAPE)]);
  return isSameRun(frame, 1, makeRun({ ...SHAPE, ...change }));
}

describe('a run that was read again', () => {
  it('is the same where nothing changed, NaN and the missing end included', () => {
    expect(isSame({})).toBe(true);
  });

  it.each<[string, Partial<RunShape>]>([
    ['its status', { status: 'FAILED' }],
    ['its end', { endMs: 1_700_000_070_000 }],
    ['its name', { name: 'renamed' }],
    ['a value', { metrics: { loss: 0.4, odd: Number.NaN } }],
    ['a step with the same value', { lastStep: 10 }],
    ['a metric more', { metrics: { loss: 0.5, odd: Number.NaN, acc: 1 } }],
    ['a param more', { params: { lr: '0.1', size: '3' } }],
    ['a tag', { tags: { team: 'y' } }],
    ['a tag less', { tags: {} }],
  ])('is another one where %s changed', (_, change) => {
    expect(isSame(change)).toBe(false);
  });
});

import { describe, expect, it } from 'vitest';
import type { RunId } from '../../domain/runs/run.ts';
import { m } from '../../paraglide/messages.js';
import { nameOfLine, textOf } from './line-texts.ts';

const RUN = { id: 'a' as RunId, name: 'run a' };
const TEXTS = new Map([[RUN.id, { label: 'lr 0.1', details: 'seed 3' }]]);

describe('what a line is called', () => {
  it('is the template with what tells its lines apart, in images as on the page', () => {
    const line = { run: RUN, label: 'run a · val' };
    expect(textOf(line, TEXTS)).toEqual({ label: 'lr 0.1 · val', details: 'seed 3' });
    expect(nameOfLine(line, TEXTS)).toBe('lr 0.1 · val');
    expect(nameOfLine(line, new Map())).toBe('run a · val');
  });

  it('is its values for a group, with their number where it stands alone', () => {
    const group = { id: 'g', values: 'adam', label: 'adam, n = 3', runIds: [RUN.id] };
    const line = { run: RUN, group, label: 'adam, n = 3 · val' };
    expect(textOf(line, TEXTS).label).toBe('adam · val');
    expect(nameOfLine(line, TEXTS)).toBe('adam, n = 3 · val');
  });

  it('says how many runs are joined', () => {
    const line = { run: RUN, label: 'run a', runIds: ['b' as RunId, RUN.id] };
    const joined = m.line_joined({ count: 2, text: '2' });
    expect(textOf(line, TEXTS).details).toBe(`${joined} · seed 3`);
  });
});

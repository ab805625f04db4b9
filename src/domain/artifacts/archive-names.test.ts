import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RunId } from '../runs/run.ts';
import { archiveNames } from './archive-names.ts';
import type { ArtifactPlace } from './artifact-place.ts';

const run = { kind: 'run', runId: 'r' as RunId } as const;
const model = { kind: 'model', modelId: 'm-1' } as const;
const NAMES = new Map([['m-1', 'net/v2']]);
const nasty = fc
  .array(fc.constantFrom('..', '.', 'a', 'A', 'a.txt', 'C:', '\\', '', '한글', '...'), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('/'));

describe('names in an archive', () => {
  it('begin with the folder that is downloaded', () => {
    const files = [
      { root: run, path: 'a/b/c.txt' },
      { root: run, path: 'a/b/d/e.txt' },
    ];
    expect(archiveNames(files, { root: run, path: 'a/b' }, NAMES)).toEqual(['b/c.txt', 'b/d/e.txt']);
    expect(archiveNames(files, { root: run, path: '' }, NAMES)).toEqual(['a/b/c.txt', 'a/b/d/e.txt']);
  });

  it('keep files of models apart from those of the run', () => {
    const files = [
      { root: run, path: 'MLmodel' },
      { root: model, path: 'MLmodel' },
    ];
    expect(archiveNames(files, undefined, NAMES)).toEqual(['MLmodel', 'models/net_v2/MLmodel']);
    expect(archiveNames(files.slice(1), { root: model, path: '' }, NAMES)).toEqual(['net_v2/MLmodel']);
  });

  it('are all different and never climb', () => {
    const place = fc
      .tuple(nasty, fc.boolean())
      .map(([path, isModel]): ArtifactPlace => ({ root: isModel ? model : run, path }));
    fc.assert(
      fc.property(fc.array(place, { maxLength: 8 }), (files) => {
        const names = archiveNames(files, undefined, new Map([['m-1', '..']]));
        expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(files.length);
        for (const name of names) {
          expect(name.startsWith('/')).toBe(false);
          expect(name.split(/[/\\]/).some((part) => part === '' || /^\.+$/.test(part))).toBe(false);
        }
      }),
    );
  });
});

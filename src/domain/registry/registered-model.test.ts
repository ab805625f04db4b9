import { describe, expect, it } from 'vitest';
import { makeModel, makeVersion } from '../../testing/memory-registry.ts';
import { namedVersionsBeyond, withVersions } from './registered-model.ts';

const listed = ['10', '2'].map((version) => makeVersion('net', version));

describe('versions beyond a list', () => {
  it('are those that an alias or the newest place names, each once', () => {
    const model = makeModel('net', {
      aliases: [
        { alias: 'a', version: '11' },
        { alias: 'b', version: '2' },
        { alias: 'c', version: '9' },
      ],
      latest: [{ version: '11', stage: undefined }],
    });
    expect(namedVersionsBeyond(model, listed)).toEqual(['9', '11']);
    expect(namedVersionsBeyond(makeModel('net'), listed)).toEqual([]);
  });

  it('come to their place, the highest first; a list that has them stays the same one', () => {
    const more = ['2', '9', '11'].map((version) => makeVersion('net', version));
    expect(withVersions(listed, more).map(({ version }) => version)).toEqual(['11', '10', '9', '2']);
    expect(withVersions(listed, [makeVersion('net', '2')])).toBe(listed);
  });
});

import { describe, expect, it } from 'vitest';
import { checkAlias } from './alias-rules.ts';

describe('names of aliases', () => {
  it.each(['champion', 'Champion', '챔피언', 'b-2', '_', 'v', 'vv1', 'v1a', '1', 'latest2', 'é'.repeat(255)])(
    'may be %s',
    (alias) => expect(checkAlias(alias)).toBeUndefined(),
  );

  it.each([
    ['', 'empty'],
    ['a b', 'characters'],
    ['a.b', 'characters'],
    ['a/b', 'characters'],
    ['a@b', 'characters'],
    [' a', 'characters'],
    ['latest', 'latest'],
    ['LATEST', 'latest'],
    ['v1', 'version-like'],
    ['V12', 'version-like'],
    ['a'.repeat(256), 'too-long'],
  ])('may not be %s: %s', (alias, problem) => expect(checkAlias(alias)).toBe(problem));
});

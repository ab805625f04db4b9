import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { constraintsFile, hashOf, makeOnce } from './mlflow-environments.mjs';

let cache: string;

beforeEach(() => {
  cache = mkdtempSync(join(tmpdir(), 'runlens-cache-'));
});

afterEach(() => {
  rmSync(cache, { recursive: true, force: true });
});

function makeIn(folder: string) {
  return vi.fn<() => Promise<void>>(async () => {
    mkdirSync(folder);
    writeFileSync(join(folder, 'content'), 'whole');
  });
}

describe('makeOnce', () => {
  it('makes a folder once, for two that ask at the same time too', async () => {
    const folder = join(cache, 'a', 'b');
    const make = makeIn(folder);
    await Promise.all([makeOnce(folder, make), makeOnce(folder, make)]);
    await makeOnce(folder, make);
    expect(make).toHaveBeenCalledTimes(1);
    expect(existsSync(`${folder}.lock`)).toBe(false);
  });

  it('makes a half-made one anew', async () => {
    const folder = join(cache, 'half');
    const broken = async () => {
      mkdirSync(folder);
      writeFileSync(join(folder, 'rest'), '');
      throw new Error('no network');
    };
    await expect(makeOnce(folder, broken)).rejects.toThrow('no network');
    await makeOnce(folder, makeIn(folder));
    expect(readFileSync(join(folder, 'content'), 'utf8')).toBe('whole');
    expect(existsSync(join(folder, 'rest'))).toBe(false);
  });
});

describe('constraints', () => {
  it.each(['mlflow3', 'mlflow2'] as const)('pin every package of %s', (name) => {
    const lines = readFileSync(constraintsFile(name), 'utf8').split('\n');
    const packages = lines.filter((line) => line !== '' && !line.startsWith('#'));
    expect(packages.length).toBeGreaterThan(50);
    expect(
      packages.filter((line) => !/^[\w.-]+==[\w.]+( ; python_version (<|>=) "3\.11")?$/.test(line)),
    ).toEqual([]);
  });

  it('name the environment after their content', () => {
    expect(hashOf([constraintsFile('mlflow3')])).toMatch(/^[0-9a-f]{12}$/);
    expect(hashOf([constraintsFile('mlflow3')])).not.toBe(hashOf([constraintsFile('mlflow2')]));
  });
});

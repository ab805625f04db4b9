import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkBudget, firstScripts, staticImports } from './bundle-budget.mjs';

let dist: string;

beforeEach(() => {
  dist = mkdtempSync(join(tmpdir(), 'runlens-dist-'));
  mkdirSync(join(dist, 'assets'));
  writeFileSync(
    join(dist, 'index.html'),
    '<link rel="modulepreload" href="./assets/shared.js"><script type="module" src="./assets/index.js"></script>',
  );
  writeFileSync(join(dist, 'assets', 'shared.js'), 'export const a=1');
  writeFileSync(join(dist, 'assets', 'index.js'), 'import{a}from"./shared.js";import("./lazy.js")');
  writeFileSync(join(dist, 'assets', 'lazy.js'), noise(400_000));
});

afterEach(() => {
  rmSync(dist, { recursive: true, force: true });
});

/** Text that does not compress to less than three quarters. */
function noise(bytes: number): string {
  return `"${randomBytes(bytes).toString('base64')}"`;
}

describe('checkBudget', () => {
  it('leaves lazy files out', () => {
    expect(checkBudget(dist).failures).toEqual([]);
  });

  it('counts what the entry imports, preloaded or not', () => {
    writeFileSync(join(dist, 'assets', 'shared.js'), `import"./deep.js"`);
    writeFileSync(join(dist, 'assets', 'deep.js'), noise(310_000));
    expect(checkBudget(dist).failures.join()).toMatch(/^scripts before the first page: 3\d\d/);
  });

  it('counts workers and single files', () => {
    writeFileSync(join(dist, 'assets', 'data-worker-abc.js'), noise(90_000));
    writeFileSync(join(dist, 'big.bin'), Buffer.alloc(5_000_001));
    expect(checkBudget(dist).failures.map((line) => line.split(':')[0])).toEqual([
      'assets/data-worker-abc.js',
      'big.bin',
    ]);
  });
});

describe('reading a build', () => {
  it('finds scripts and preloads, no styles', () => {
    expect(
      firstScripts('<link rel="stylesheet" href="./a.css"><script src="/assets/b.js"></script>'),
    ).toEqual(['assets/b.js']);
  });

  it('tells static imports from dynamic ones', () => {
    expect(
      staticImports('import{x as y}from"./a.js";import"./b.js";export*from"../c.js";import("./d.js")'),
    ).toEqual(['./a.js', './b.js', '../c.js']);
  });
});

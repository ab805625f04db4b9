import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const SRC = import.meta.dirname;

/** Folder → folders it may import. The table of src/README.md; a new folder needs a row. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  base: [],
  domain: ['base'],
  tracking: ['domain', 'base'],
  worker: ['tracking', 'domain', 'base'],
  url: ['domain', 'base'],
  drawing: ['base'],
  charts: ['drawing', 'domain', 'base'],
  ui: ['drawing', 'base'],
  state: ['url', 'domain', 'base'],
  queries: ['worker', 'tracking', 'domain', 'base'],
  tables: ['ui', 'domain', 'base'],
  parts: ['queries', 'charts', 'drawing', 'tables', 'state', 'url', 'ui', 'domain', 'base'],
  viewers: ['parts', 'queries', 'charts', 'drawing', 'tables', 'state', 'url', 'ui', 'domain', 'base'],
  pages: [
    'viewers',
    'parts',
    'queries',
    'charts',
    'drawing',
    'tables',
    'state',
    'url',
    'ui',
    'domain',
    'base',
  ],
  app: [
    'pages',
    'viewers',
    'parts',
    'queries',
    'charts',
    'drawing',
    'tables',
    'state',
    'url',
    'ui',
    'domain',
    'base',
  ],
  testing: ['queries', 'parts', 'tracking', 'worker', 'domain', 'base'],
  'main.tsx': ['app', 'worker', 'queries', 'state', 'tracking', 'base'],
};

/** Types of the worker protocol and of failures are plain data; folders above may name them, never run them. */
const MAY_NAME_TYPES_OF: Record<string, readonly string[]> = {
  parts: ['worker', 'tracking'],
  viewers: ['worker', 'tracking'],
  pages: ['worker', 'tracking'],
  app: ['worker', 'tracking'],
};

const REACT_FOLDERS = new Set([
  'ui',
  'queries',
  'tables',
  'parts',
  'viewers',
  'pages',
  'app',
  'testing',
  'main.tsx',
]);
/** `state/` is React, but pure of looks. */
const REACT_ALLOWED = new Set([...REACT_FOLDERS, 'state']);

const REACT_PACKAGE = /^(react|react-dom|react-router|@tanstack\/react-.*)(\/|$)/;

interface Import {
  readonly file: string;
  readonly target: string;
  readonly isTypeOnly: boolean;
}

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.startsWith('paraglide') && !/\.test\.tsx?$/.test(file))
  .filter((file) => !file.endsWith('.d.ts'))
  .map((file) => file.replaceAll('\\', '/'));
const texts = new Map(files.map((file) => [file, readFileSync(join(SRC, file), 'utf8')]));
const imports = files.flatMap((file) => importsOf(file));

function importsOf(file: string): Import[] {
  const text = withoutComments(texts.get(file) ?? '');
  const found: Import[] = [];
  const pattern =
    /(?:import|export)\s+(type\s+)?(?:[^'";]*?\s+from\s+)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]\s*\)|new URL\(\s*['"](\.[^'"]+)['"]/g;
  for (const [, type, fixed, lazy, url] of text.matchAll(pattern)) {
    const specifier = fixed ?? lazy ?? url;
    if (specifier)
      found.push({ file, target: resolveTarget(file, specifier), isTypeOnly: type !== undefined });
  }
  return found;
}

/** A path inside src, or the bare package name. */
function resolveTarget(file: string, specifier: string): string {
  if (!specifier.startsWith('.')) return specifier;
  return relative(SRC, resolve(SRC, dirname(file), specifier.replace(/\?.*$/, ''))).replaceAll('\\', '/');
}

function withoutComments(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, '').replaceAll(/(^|\s)\/\/.*$/gm, '');
}

function folderOf(path: string): string {
  return path.split('/')[0] ?? path;
}

function isInside(target: string): boolean {
  return texts.has(target) || target.startsWith('paraglide/') || target.startsWith('../');
}

describe('architecture', () => {
  it('has a row for every folder', () => {
    const unknown = [...new Set(files.map(folderOf))].filter((folder) => !(folder in MAY_IMPORT));
    expect(unknown).toEqual([]);
  });

  it('imports only along the table', () => {
    const breaches = imports
      .filter(({ target }) => texts.has(target))
      .filter(({ file, target, isTypeOnly }) => {
        const [from, to] = [folderOf(file), folderOf(target)];
        if (from === to || MAY_IMPORT[from]?.includes(to)) return false;
        return !(isTypeOnly && MAY_NAME_TYPES_OF[from]?.includes(to));
      })
      .map(({ file, target }) => `${file} → ${target}`);
    expect(breaches).toEqual([]);
  });

  it('resolves every relative import to a file of src', () => {
    const dangling = imports
      .filter(({ target }) => target.includes('/') && /\.tsx?$/.test(target) && !isInside(target))
      .map(({ file, target }) => `${file} → ${target}`);
    expect(dangling).toEqual([]);
  });

  it('has no cycle of value imports', () => {
    expect(findCycle()).toBeUndefined();
  });

  it('uses translations in React folders only', () => {
    expect(
      filesThat((file, target) => target.startsWith('paraglide/') && !REACT_ALLOWED.has(folderOf(file))),
    ).toEqual([]);
  });

  it('uses React and Mantine in React folders only', () => {
    expect(
      filesThat((file, target) => REACT_PACKAGE.test(target) && !REACT_ALLOWED.has(folderOf(file))),
    ).toEqual([]);
    expect(
      filesThat((file, target) => target.startsWith('@mantine/') && !REACT_FOLDERS.has(folderOf(file))),
    ).toEqual([]);
  });

  it('names echarts in charts/ (types) and ui/echart.tsx only', () => {
    const breaches = imports
      .filter(({ target }) => target === 'echarts' || target.startsWith('echarts/'))
      .filter(
        ({ file, isTypeOnly }) =>
          !(file.startsWith('charts/') && isTypeOnly) && !file.startsWith('ui/echart'),
      )
      .map(({ file }) => file);
    expect(breaches).toEqual([]);
  });

  it('calls fetch in tracking/http.ts only, and reads config.json in main.tsx', () => {
    expect(filesWith(/(?<![.\w])fetch\(/, ['tracking/http.ts', 'main.tsx', 'testing/'])).toEqual([]);
  });

  it('touches localStorage and history in state/ only', () => {
    expect(filesWith(/\blocalStorage\b|\bhistory\.(push|replace|go|back)/, ['state/'])).toEqual([]);
  });

  it('touches IndexedDB in worker/open-caches.ts only', () => {
    expect(filesWith(/\bindexedDB\b|'idb-keyval'/, ['worker/open-caches.ts'])).toEqual([]);
  });

  it('touches window.location in state/ and app/ only', () => {
    expect(
      filesWith(/\bwindow\.location\b|(?<![.\w])location\.(hash|href|search|assign)/, [
        'state/',
        'app/',
        'main.tsx',
      ]),
    ).toEqual([]);
  });
});

function filesThat(isBreach: (file: string, target: string) => boolean): string[] {
  return imports
    .filter(({ file, target }) => isBreach(file, target))
    .map(({ file, target }) => `${file} → ${target}`);
}

function filesWith(pattern: RegExp, allowed: readonly string[]): string[] {
  return files.filter(
    (file) =>
      pattern.test(withoutComments(texts.get(file) ?? '')) &&
      !allowed.some((prefix) => file.startsWith(prefix)),
  );
}

/** A cycle of value imports as a list of files, or undefined. */
function findCycle(): readonly string[] | undefined {
  const edges = new Map<string, string[]>();
  for (const { file, target, isTypeOnly } of imports) {
    if (!isTypeOnly && texts.has(target)) edges.set(file, [...(edges.get(file) ?? []), target]);
  }
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): readonly string[] | undefined => {
    if (path.includes(file)) return [...path.slice(path.indexOf(file)), file];
    if (done.has(file)) return undefined;
    path.push(file);
    for (const target of edges.get(file) ?? []) {
      const cycle = visit(target);
      if (cycle) return cycle;
    }
    path.pop();
    done.add(file);
    return undefined;
  };
  for (const file of files) {
    const cycle = visit(file);
    if (cycle) return cycle;
  }
  return undefined;
}

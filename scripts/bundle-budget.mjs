// @ts-check
/** How large the build may be, as a person's browser fetches it (gzip). The numbers stand in the issue on speed. */
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

const KB = 1000;
const LIMITS = { firstScripts: 300 * KB, worker: 80 * KB, file: 5_000 * KB };

/**
 * @param {string} dist
 * @returns {{ lines: readonly string[], failures: readonly string[] }}
 */
export function checkBudget(dist) {
  const html = readFileSync(join(dist, 'index.html'), 'utf8');
  const first = withStaticImports(dist, firstScripts(html));
  const checks = [
    { what: 'scripts before the first page', bytes: gzipBytes(dist, first), limit: LIMITS.firstScripts },
  ];
  for (const worker of workerEntries(dist)) {
    const bytes = gzipBytes(dist, withStaticImports(dist, [worker]));
    checks.push({ what: worker, bytes, limit: LIMITS.worker });
  }
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    const { size } = statSync(join(dist, file));
    if (size > LIMITS.file) checks.push({ what: file, bytes: size, limit: LIMITS.file });
  }
  const lines = checks.map(({ what, bytes, limit }) => `${what}: ${inKb(bytes)} of ${inKb(limit)}`);
  return { lines, failures: lines.filter((_, index) => isOver(checks[index])) };
}

/** @param {{ bytes: number, limit: number } | undefined} check */
function isOver(check) {
  return check !== undefined && check.bytes > check.limit;
}

/**
 * Entry and preloaded scripts as index.html names them.
 * @param {string} html
 * @returns {string[]} paths in dist
 */
export function firstScripts(html) {
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  return tags
    .filter((tag) => tag.startsWith('<script') || /rel="modulepreload"/.test(tag))
    .flatMap((tag) => /(?:src|href)="(?:\.\/|\/)?([^"]+\.js)"/.exec(tag)?.[1] ?? []);
}

/**
 * The files and all that they import before they run.
 * @param {string} dist
 * @param {readonly string[]} entries
 */
function withStaticImports(dist, entries) {
  const found = new Set(entries);
  for (const file of found) {
    for (const name of staticImports(readFileSync(join(dist, file), 'utf8')))
      found.add(join(file, '..', name));
  }
  return [...found];
}

/**
 * @param {string} code a built module
 * @returns {string[]}
 */
export function staticImports(code) {
  // A dynamic import has a bracket before the quote.
  const pattern = /(?:\bfrom|\bimport)\s*["'](\.{1,2}\/[^"']+\.js)["']/g;
  return [...code.matchAll(pattern)].flatMap(([, path]) => path ?? []);
}

/** @param {string} dist */
function workerEntries(dist) {
  const folder = join(dist, 'assets');
  if (!existsSync(folder)) return [];
  return (
    readdirSync(folder)
      .filter((name) => /worker.*\.js$/i.test(name))
      // The fallback of SQLite that wants a worker of its own is not ours to fetch.
      .filter((name) => !name.startsWith('sqlite3'))
      .map((name) => `assets/${name}`)
  );
}

/**
 * @param {string} dist
 * @param {readonly string[]} files
 */
function gzipBytes(dist, files) {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0);
}

/** @param {number} bytes */
function inKb(bytes) {
  return `${(bytes / KB).toFixed(1)} KB`;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { lines, failures } = checkBudget(join(import.meta.dirname, '..', 'dist'));
  console.log(lines.join('\n'));
  if (failures.length > 0) {
    console.error(`Over the budget:\n${failures.join('\n')}`);
    process.exit(1);
  }
}

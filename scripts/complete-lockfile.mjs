// @ts-check
/**
 * `npm run lockfile`, after any `npm install`: writes the optional packages of other platforms back into
 * package-lock.json. npm leaves out those that a registry does not offer (some mirrors carry Linux only), and `npm ci`
 * then refuses the file everywhere. A named one that does not fit the machine is never fetched.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Entry
 * @property {string} [version]
 * @property {boolean} [dev]
 * @property {boolean} [optional]
 * @property {string[]} [os]
 * @property {string[]} [cpu]
 * @property {string[]} [libc]
 * @property {string} [resolved]
 * @property {Record<string, string>} [optionalDependencies]
 */

const FILE = join(import.meta.dirname, '..', 'package-lock.json');
const SYSTEMS = [
  'android',
  'darwin',
  'win32',
  'freebsd',
  'openbsd',
  'netbsd',
  'openharmony',
  'sunos',
  'linux',
  'aix',
];
const PROCESSORS = [
  'arm64',
  'x64',
  'ia32',
  'ppc64',
  'riscv64',
  's390x',
  'loong64',
  'mips64el',
  'wasm32',
  'arm',
];

const lock = /** @type {{ packages: Record<string, Entry> }} */ (JSON.parse(readFileSync(FILE, 'utf8')));

for (const [place, entry] of Object.entries(lock.packages)) {
  // Addresses of a registry are nobody else's.
  delete entry.resolved;
  for (const [name, wanted] of Object.entries(entry.optionalDependencies ?? {})) {
    if (!isNamed(place, name)) lock.packages[`node_modules/${name}`] = stubOf(name, wanted, entry);
  }
}
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);

/**
 * Whether Node would find the package from this place.
 * @param {string} place
 * @param {string} name
 */
function isNamed(place, name) {
  const parents = place
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return ['', ...parents].some(
    (parent) => `${parent === '' ? '' : `${parent}/`}node_modules/${name}` in lock.packages,
  );
}

/**
 * @param {string} name
 * @param {string} wanted
 * @param {Entry} parent
 * @returns {Entry}
 */
function stubOf(name, wanted, parent) {
  const words = name.split(/[-_/.]/);
  const cpu = PROCESSORS.filter((word) => words.includes(word)).slice(0, 1);
  const os = SYSTEMS.filter((word) => words.includes(word)).slice(0, 1);
  return {
    version: wanted.replace(/^[\^~]/, ''),
    ...(cpu.length > 0 && { cpu }),
    ...(parent.dev && { dev: true }),
    optional: true,
    ...(os.length > 0 && { os }),
    ...(words.some((word) => word.startsWith('musl')) && { libc: ['musl'] }),
  };
}

// @ts-check
/** Programs of this machine, and Debian's packages where we may install them. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runChild } from './child-process.mjs';
import { MissingError } from './mlflow-environments.mjs';

const INSTALL_LIMIT_MS = 5 * 60_000;
const POSTGRES_FOLDER = '/usr/lib/postgresql';

/**
 * @param {readonly string[]} programs
 * @param {readonly string[]} further folders that are not on PATH for everybody
 */
export function findOnPath(programs, further = []) {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...further].filter(
    (folder) => folder !== '',
  );
  for (const program of programs) {
    const folder = folders.find((place) => existsSync(join(place, program)));
    if (folder !== undefined) return join(folder, program);
  }
  return undefined;
}

export function canInstall() {
  return process.getuid?.() === 0 && findOnPath(['apt-get']) !== undefined;
}

/** @param {readonly string[]} packages */
export async function installPackages(packages) {
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await runChild('apt-get', ['update', '-q'], { limitMs: INSTALL_LIMIT_MS, env });
  const args = ['install', '-y', '-q', '--no-install-recommends', ...packages];
  const { code, output } = await runChild('apt-get', args, { limitMs: INSTALL_LIMIT_MS, env });
  if (code !== 0)
    throw new MissingError(`apt-get could not install ${packages.join(' ')}: ${output.slice(-300)}`);
}

/**
 * What the journeys behind nginx need; a text says why it is not here.
 * @param {(line: string) => void} [say]
 * @returns {Promise<{ nginx: string, initdb: string } | string>}
 */
export async function findHosting(say = () => {}) {
  const here = locateHosting();
  if (typeof here !== 'string' || !canInstall()) return here;
  say('installing nginx and postgresql');
  return installPackages(['nginx', 'postgresql']).then(locateHosting, String);
}

/** @returns {{ nginx: string, initdb: string } | string} */
function locateHosting() {
  const nginx = findOnPath(['nginx'], ['/usr/sbin', '/usr/local/sbin']);
  // Debian keeps the programs of the server apart, a folder for each release.
  const releases = existsSync(POSTGRES_FOLDER) ? readdirSync(POSTGRES_FOLDER) : [];
  const newest = releases.toSorted((one, other) => Number(other) - Number(one));
  const initdb = findOnPath(
    ['initdb'],
    newest.map((release) => join(POSTGRES_FOLDER, release, 'bin')),
  );
  if (nginx !== undefined && initdb !== undefined) return { nginx, initdb };
  const missing = [nginx ?? 'nginx', initdb ?? 'postgresql'].filter((name) => !name.startsWith('/'));
  return `${missing.join(' and ')} not installed (Debian, Ubuntu: apt-get install nginx postgresql)`;
}

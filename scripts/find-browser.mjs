// @ts-check
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';
import { runChild } from './child-process.mjs';
import { MissingError } from './mlflow-environments.mjs';
import { canInstall, findOnPath, installPackages } from './system-programs.mjs';

const PROGRAMS = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];

/** For machines without a display or a sandbox, and so that the browser asks nobody anything. */
export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * A Chromium for the browser tests: RUNLENS_BROWSER, one on PATH, Playwright's download, or Debian's package when we
 * may install it.
 * @param {(line: string) => void} [say]
 * @returns {Promise<string>} path of the program
 */
export async function findBrowser(say = () => {}) {
  const named = process.env['RUNLENS_BROWSER'];
  if (named) {
    if (existsSync(named)) return named;
    throw new MissingError(`RUNLENS_BROWSER=${named} does not exist.`);
  }
  const found = findOnPath(PROGRAMS) ?? findDownload();
  if (found !== undefined) {
    await ensureKoreanFont(say);
    return found;
  }
  if (canInstall()) {
    say('installing chromium-headless-shell');
    await installPackages(['chromium-headless-shell', 'fonts-noto-cjk']);
    const installed = findOnPath(PROGRAMS);
    if (installed !== undefined) return installed;
  }
  throw new MissingError(
    'No browser for the end-to-end tests: install Chromium or Chrome, run "npx playwright install chromium-headless-shell", or set RUNLENS_BROWSER.',
  );
}

function findDownload() {
  const path = chromium.executablePath();
  return path && existsSync(path) ? path : undefined;
}

/**
 * Without one, screenshots of the Korean interface show empty boxes; the tests pass all the same.
 * @param {(line: string) => void} say
 */
async function ensureKoreanFont(say) {
  if (findOnPath(['fc-list']) === undefined) return;
  const { stdout } = await runChild('fc-list', [':lang=ko', 'family'], { limitMs: 20_000 });
  if (stdout.trim() !== '') return;
  if (!canInstall()) say('no Korean font found: screenshots in Korean will show empty boxes');
  else await installPackages(['fonts-noto-cjk']).catch((error) => say(String(error)));
}

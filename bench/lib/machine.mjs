// What the figures were measured on, in words that name no person, host or path.
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { round } from './measure.mjs';

export function describeMachine(browser) {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model.trim() || 'unknown',
    memoryGB: Math.round(totalmem() / 1e9),
    system: `${platform()} ${release().split('-')[0]}`,
    node: process.versions.node,
    browser: `Chromium ${browser.version()}, headless, software raster, 1440x900`,
    server: 'MLflow 3.17.2, --workers 2, SQLite, loopback, on the same cores',
  };
}

/** When a part was measured, of what, and what else the machine did. */
export function describeRun() {
  return {
    date: new Date().toISOString().slice(0, 10),
    commit: execFileSync('git', ['rev-parse', '--short=8', 'HEAD'], { encoding: 'utf8' }).trim(),
    /** One minute's; above about 1 other work ran beside the benchmark, and times are worse than the products. */
    loadBefore: round(loadavg()[0], 1),
  };
}

import { describe, expect, it } from 'vitest';
import { runChild, startChild, stopChild } from './child-process.mjs';

const NODE = process.execPath;
const FOREVER = 'setInterval(() => {}, 1000)';

/** Waits for ever with a child of its own, which holds the same output. */
const WITH_CHILD = `
  const { spawn } = require('node:child_process');
  spawn(process.execPath, ['-e', ${JSON.stringify(FOREVER)}], { stdio: ['ignore', 'inherit', 'ignore'] });
  console.log('both run');
  ${FOREVER}`;

describe('runChild', () => {
  it('returns exit code and both streams', async () => {
    const code = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const result = await runChild(NODE, ['-e', code], { limitMs: 60_000 });
    expect(result).toMatchObject({ code: 3, stdout: 'out\n', isTimedOut: false });
    expect(result.output).toContain('err');
  });

  it('ends what takes too long', async () => {
    const result = await runChild(NODE, ['-e', FOREVER], { limitMs: 300 });
    expect(result).toMatchObject({ code: undefined, isTimedOut: true });
  });

  it('says which program is missing', async () => {
    const result = await runChild('no-such-program', [], { limitMs: 60_000 });
    expect(result.code).toBeUndefined();
    expect(result.output).toContain('ENOENT');
  });
});

describe('stopChild', () => {
  it('ends the whole group', async () => {
    const child = startChild(NODE, ['-e', WITH_CHILD], {});
    await new Promise((resolve) => child.stdout?.once('data', resolve));
    const closed = new Promise((resolve) =>
      child.stdout?.once('end', () => resolve('nobody holds the output')),
    );
    await stopChild(child);
    await expect(closed).resolves.toBe('nobody holds the output');
  });
});

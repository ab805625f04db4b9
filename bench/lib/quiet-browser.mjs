// A browser spoken to over a pipe, without Playwright: that one turns on the Network domain, whose agent keeps up to
// 100 MB of answers inside the renderer (measured: 1,000,000 points then cost 160 bytes each instead of their own).
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BROWSER_FLAGS, findBrowser } from '../../scripts/find-browser.mjs';
import { sleep } from './measure.mjs';

const ANSWER_LIMIT_MS = 60_000;

/** `{send(method, params, sessionId), on(method, listener), close()}` of the DevTools protocol. */
export async function startQuietBrowser() {
  const profile = mkdtempSync(join(tmpdir(), 'runlens-bench-'));
  const flags = [...BROWSER_FLAGS, '--headless', '--remote-debugging-pipe', `--user-data-dir=${profile}`];
  const child = spawn(await findBrowser(), [...flags, '--window-size=1440,900', 'about:blank'], {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , , input, output] = child.stdio;
  const waiting = new Map();
  const listeners = [];
  let nextId = 1;
  let rest = '';
  output.setEncoding('utf8');
  output.on('data', (chunk) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) receive(JSON.parse(text));
  });

  function receive(message) {
    if (message.id === undefined) {
      for (const { method, listener } of listeners) if (method === message.method) listener(message);
      return;
    }
    const call = waiting.get(message.id);
    waiting.delete(message.id);
    if (message.error) call?.reject(new Error(`${call.method}: ${message.error.message}`));
    else call?.resolve(message.result);
  }

  function send(method, params, sessionId) {
    const id = nextId++;
    const answer = new Promise((resolve, reject) => waiting.set(id, { method, resolve, reject }));
    input.write(`${JSON.stringify({ id, method, params, sessionId })}\0`);
    const late = sleep(ANSWER_LIMIT_MS).then(() => {
      if (waiting.delete(id)) throw new Error(`no answer to ${method}`);
    });
    return Promise.race([answer, late]);
  }

  return {
    send,
    on: (method, listener) => listeners.push({ method, listener }),
    async close() {
      const ended = new Promise((resolve) => child.once('exit', resolve));
      // The group: the renderers are children of its own.
      if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
      await ended;
      rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/**
 * Opens `url` with the scripts before the page's own; the sessions of the page (the first) and of its workers, and an
 * `evaluate` that returns values.
 */
export async function openQuietPage(browser, url, initScripts = []) {
  const { targetId } = await browser.send('Target.createTarget', {
    url: 'about:blank',
    width: 1440,
    height: 900,
  });
  const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: true });
  const sessions = new Set([sessionId]);
  browser.on('Target.attachedToTarget', ({ params }) => sessions.add(params.sessionId));
  browser.on('Target.detachedFromTarget', ({ params }) => sessions.delete(params.sessionId));
  await browser.send(
    'Target.setAutoAttach',
    { autoAttach: true, waitForDebuggerOnStart: false, flatten: true },
    sessionId,
  );
  await browser.send('Page.enable', {}, sessionId);
  for (const source of initScripts) {
    await browser.send('Page.addScriptToEvaluateOnNewDocument', { source }, sessionId);
  }
  await browser.send('Page.navigate', { url }, sessionId);
  const evaluate = async (expression) => {
    const { result } = await browser.send('Runtime.evaluate', { expression, returnByValue: true }, sessionId);
    return result.value;
  };
  return { sessions, evaluate };
}

import { test as base, type Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { startFaultProxy, type Fault, type FaultProxy, passOn } from './fault-proxy.ts';
import { expect, gridOf, m, ODD_CASES } from './fixtures.ts';
import { KINDS_RUN } from './kinds.ts';

/** A server behind a proxy of the test's own, which checks what requests carry. */
const test = base.extend<{ relay: FaultProxy }>({
  relay: async ({ baseURL }, provide) => {
    const relay = await startFaultProxy(baseURL ?? '');
    await provide(relay);
    await relay.close();
  },
});

const experiments = (page: Page) => gridOf(page, m.experiments_title());
const hasCookie = ({ headers }: IncomingMessage) => headers.cookie?.includes('_proxy=1') === true;
const isServers = ({ url = '' }: IncomingMessage) =>
  /^\/(ajax-api|api|graphql|get-artifact|model-versions|version)\b/.test(url);

/** Lets requests of the server in that carry these headers, and answers others as it likes. */
function guard(headers: Readonly<Record<string, string>>, challenge: string): Fault {
  return ({ request, response }) => {
    if (!isServers(request)) return false;
    if (Object.entries(headers).every(([name, value]) => request.headers[name] === value)) return false;
    response.writeHead(401, { 'www-authenticate': challenge, 'content-type': 'text/plain' }).end('no');
    return true;
  };
}

/** How often Chromium wanted to ask for a name by its own prompt, by pages and workers alike. */
async function countPrompts(page: Page): Promise<() => number> {
  const session = await page.context().newCDPSession(page);
  let count = 0;
  session.on('Fetch.requestPaused', ({ requestId }) => {
    void session.send('Fetch.continueRequest', { requestId }).catch(() => undefined);
  });
  session.on('Fetch.authRequired', ({ requestId }) => {
    count += 1;
    const answer = { requestId, authChallengeResponse: { response: 'CancelAuth' } } as const;
    void session.send('Fetch.continueWithAuth', answer).catch(() => undefined);
  });
  await session.send('Fetch.enable', { handleAuthRequests: true });
  return () => count;
}

test('an access token: its kind is chosen by what the server says', async ({ page, relay }) => {
  relay.fault = guard({ authorization: 'Bearer to.ken-1' }, 'Bearer realm="x"');
  await page.goto(relay.url);
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(m.signin_token()).fill('wrong');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('alert')).toHaveText(m.signin_refused_bearer());
  await dialog.getByLabel(m.signin_token()).fill('Bearer to.ken-1');
  await page.keyboard.press('Enter');
  await expect(experiments(page).getByRole('link').first()).toBeVisible();
  await expect(page.getByRole('button', { name: m.person_unnamed(), exact: true })).toBeVisible();
});

test('headers of a proxy go with every request; the browser never asks by itself', async ({
  page,
  relay,
}) => {
  const prompts = await countPrompts(page);
  relay.fault = guard({ 'x-api-key': 'key 1', 'x-team': 'vision' }, 'Basic realm="proxy"');
  await page.goto(relay.url);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: m.signin_kind_headers() }).click();
  const lines = dialog.getByLabel(m.signin_headers_label());
  await lines.fill('Cookie: a=b');
  await dialog.getByRole('button', { name: m.signin_submit(), exact: true }).click();
  await expect(dialog.getByRole('alert')).toHaveText(m.signin_browser_header({ name: 'Cookie' }));
  await lines.fill('X-Api-Key: key 1\nX-Team: vision');
  await dialog.getByRole('button', { name: m.signin_submit(), exact: true }).click();
  await experiments(page).getByRole('link', { name: ODD_CASES, exact: true }).click();
  const runs = gridOf(page, m.runs_title());
  await runs.getByRole('link', { name: 'late steps', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'late steps' })).toBeVisible();
  expect(prompts()).toBe(0);
});

test('files behind headers of a proxy are shown and downloaded by the page, never by an address alone', async ({
  page,
  relay,
}) => {
  const letIn = guard({ 'x-api-key': 'key 1' }, 'Basic realm="proxy"');
  let turnedAway: string[] = [];
  relay.fault = (asked) => {
    const isAway = letIn(asked);
    if (isAway) turnedAway.push(asked.request.url ?? '');
    return isAway;
  };
  // Without the browser's own dialog, which no test can answer.
  await page.addInitScript(() => Reflect.deleteProperty(globalThis, 'showSaveFilePicker'));
  await page.goto(`${relay.url}#/run/${KINDS_RUN}?tab=artifacts&path=pictures/points.png`);
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: m.signin_kind_headers() }).click();
  await dialog.getByLabel(m.signin_headers_label()).fill('X-Api-Key: key 1');
  await dialog.getByRole('button', { name: m.signin_submit(), exact: true }).click();
  const pane = page.locator('[data-viewer]');
  const picture = pane.getByRole('img', { name: 'points.png' });
  await expect(picture).toHaveJSProperty('naturalWidth', 240);
  await expect(picture).toHaveAttribute('src', /^blob:/);
  turnedAway = [];
  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: m.art_download(), exact: true }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toBe('points.png');
  expect(
    readFileSync(await download.path())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  const tree = page.getByRole('tree', { name: m.art_tree(), exact: true });
  await tree.getByRole('treeitem', { name: 'media', exact: true }).click();
  await tree.getByRole('treeitem', { name: 'tone.wav', exact: true }).click();
  await expect(pane.locator('audio')).toHaveJSProperty('duration', 0.5);
  await expect(pane.locator('audio')).toHaveAttribute('src', /^blob:/);
  expect(turnedAway).toEqual([]);
});

test('a sign-in page of a proxy: the page goes there by itself, and comes back to the same place', async ({
  page,
  relay,
}) => {
  // As oauth2-proxy does it with one provider: everything leads to the sign-in page, which loses what follows #.
  relay.fault = (asked) => {
    const { request, response } = asked;
    if (request.url === '/oauth2/sign_in') {
      const form = '<form method="post" action="/oauth2/callback"><button>Sign in</button></form>';
      response.writeHead(200, { 'content-type': 'text/html' }).end(`<!doctype html><html>${form}</html>`);
      return true;
    }
    if (request.url === '/oauth2/callback') {
      response.writeHead(303, { location: '/', 'set-cookie': '_proxy=1; Path=/; HttpOnly' }).end();
      return true;
    }
    if (hasCookie(request)) return false;
    response.writeHead(302, { location: '/oauth2/sign_in' }).end();
    return true;
  };
  const signInThere = async () => {
    await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  };
  await page.goto(relay.url);
  await signInThere();
  // The form itself comes from behind the proxy.
  await page.waitForRequest(/sign-in-dialog-[^/]*\.js$/);
  await experiments(page).getByRole('link', { name: ODD_CASES, exact: true }).click();
  const runs = gridOf(page, m.runs_title());
  await expect(runs.getByRole('link', { name: 'late steps', exact: true })).toBeVisible();
  const place = new URL(page.url()).hash;

  // In mid work the person says when: a half written text would be lost.
  await page.context().clearCookies();
  await page.getByRole('button', { name: m.runs_read_again(), exact: true }).click();
  const dialog = page.getByRole('dialog', { name: m.signin_page_title() });
  await expect(dialog.getByRole('link', { name: m.signin_page_tab() })).toHaveAttribute('target', '_blank');
  await dialog.getByRole('button', { name: m.signin_page_reload(), exact: true }).click();
  await signInThere();
  await expect(runs.getByRole('link', { name: 'late steps', exact: true })).toBeVisible();
  expect(new URL(page.url()).hash).toBe(place);

  // The files of the page may be kept while the sign-in has ended: it goes round by itself, once.
  const { fault } = relay;
  await page.context().clearCookies();
  relay.fault = (asked) => {
    if (isServers(asked.request) || asked.request.url?.startsWith('/oauth2')) return fault?.(asked) ?? false;
    if (asked.request.url === '/' && asked.request.headers['cache-control'] === 'max-age=0') {
      return fault?.(asked) ?? false;
    }
    passOn(new URL(process.env['RUNLENS_APP3_URL'] ?? ''), asked);
    return true;
  };
  await page.goto('about:blank');
  await page.goto(relay.url + place);
  await signInThere();
  await expect(runs.getByRole('link', { name: 'late steps', exact: true })).toBeVisible();
  expect(new URL(page.url()).hash).toBe(place);
});

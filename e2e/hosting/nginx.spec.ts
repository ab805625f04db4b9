import { get } from 'node:http';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SENT_POLICY } from '../../scripts/content-policy.mjs';
import { environmentFolder } from '../../scripts/mlflow-environments.mjs';
import { startTrackingServer, type TrackingServer } from '../../scripts/tracking-server.mjs';
import { cardOf, expect, expectExact, gridOf, m, openExperiment, rowOf, test as base } from '../fixtures.ts';
import { commandsUnder, configUnder, serverArgs } from './hosting-doc.ts';
import { type Nginx, startNginx } from './nginx.ts';
import { startPostgres } from './postgres.ts';

const HEADING = 'Behind nginx, with MLflow replicas';
const EXPERIMENT = 'behind nginx';
const { RUNLENS_NGINX: NGINX, RUNLENS_INITDB: INITDB, RUNLENS_NO_HOSTING: MISSING } = process.env;

interface Hosted {
  readonly nginx: Nginx;
  readonly replicas: readonly TrackingServer[];
  readonly experimentId: string;
}

const test = base.extend<object, { hosted: Hosted }>({
  hosted: [
    async ({ browserName: _browser }, provide) => {
      const stops: (() => Promise<void> | void)[] = [];
      try {
        await provide(await startHosted(stops));
      } finally {
        for (const stop of stops.toReversed()) await stop();
      }
    },
    { scope: 'worker', timeout: 180_000 },
  ],
  baseURL: async ({ hosted }, provide) => provide(`${hosted.nginx.url}/runlens/`),
});

/** Two replicas by the commands of the document, on one new database; what is begun is stopped by `stops`. */
async function startHosted(stops: (() => Promise<void> | void)[]): Promise<Hosted> {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-replicas-'));
  stops.push(() => rmSync(folder, { recursive: true, force: true }));
  const postgres = await startPostgres(INITDB ?? '');
  stops.push(postgres.stop);
  const python = join(environmentFolder('mlflow3'), 'bin', 'python');
  const replicas: TrackingServer[] = [];
  // One after the other: the first makes the tables.
  for (const line of commandsUnder(HEADING, 'mlflow server')) {
    const options = { backend: postgres.uri, args: serverArgs(line) };
    const replica = await startTrackingServer(python, folder, options);
    stops.push(replica.stop);
    replicas.push(replica);
  }
  const servers = replicas.map(({ url }) => new URL(url).host);
  const nginx = await startNginx(NGINX ?? '', { servers, config: configUnder(HEADING) });
  stops.push(nginx.stop);
  return { nginx, replicas, experimentId: await logRuns(nginx.url) };
}

async function tell(server: string, path: string, body: object): Promise<Record<string, unknown>> {
  const answer = await fetch(`${server}/api/2.0/mlflow/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Record<string, unknown>;
}

/** As a program does, through nginx. */
async function logRuns(server: string): Promise<string> {
  const { experiment_id } = await tell(server, 'experiments/create', { name: EXPERIMENT });
  for (let index = 0; index < 20; index += 1) {
    const made = await tell(server, 'runs/create', {
      experiment_id,
      run_name: `run ${index}`,
      start_time: 1_700_000_000_000 + index,
    });
    const { run_id } = (made['run'] as { info: { run_id: string } }).info;
    const metrics = Array.from({ length: 100 }, (_none, step) => ({
      key: 'loss',
      value: (index + 1) / (step + 1),
      timestamp: 1_700_000_000_000 + step,
      step,
    }));
    const params = Array.from({ length: 20 }, (_none, at) => ({
      key: `layer_${at}_width`,
      value: String(at),
    }));
    await tell(server, 'runs/log-batch', { run_id, metrics, params });
    await tell(server, 'runs/update', { run_id, status: 'FINISHED', end_time: 1_700_000_100_000 });
  }
  return String(experiment_id);
}

test.describe.configure({ mode: 'default' });
test.skip(MISSING !== undefined, MISSING ?? '');

test('nginx: own pages only, compressed API, files kept for ever', async ({ hosted }) => {
  const { url } = hosted.nginx;
  const search = (headers: Record<string, string>) =>
    fetch(`${url}/ajax-api/2.0/mlflow/runs/search`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ experiment_ids: [hosted.experimentId], max_results: 100 }),
    });
  expect((await search({ origin: url })).status, 'its own page').toBe(200);
  expect((await search({ origin: url.replace('http:', 'https:') })).status, 'behind TLS').toBe(200);
  for (const origin of [
    'https://evil.test',
    'null',
    `${url}.evil.test`,
    `http://evil.test/${new URL(url).host}`,
  ]) {
    expect((await search({ origin })).status, origin).toBe(403);
  }
  const version = (headers: Record<string, string>) => statusOf(`${url}/version`, headers);
  expect(await version({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' })).toBe(403);
  expect(await version({ 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' })).toBe(200);
  expect(await version({ host: 'evil.test' }), 'a name pointed at this address').toBeUndefined();

  const plain = (await (await search({ 'accept-encoding': 'identity' })).text()).length;
  await (await search({ 'accept-encoding': 'gzip' })).arrayBuffer();
  // The line is written once the answer is out.
  const logged = () => hosted.nginx.log().at(-1)?.split(' ') ?? [];
  await expect.poll(() => logged()[5]).toBe('gzip');
  expect(Number(logged()[4])).toBeLessThan(plain / 8);

  const page = await fetch(`${url}/runlens/`);
  expect(page.headers.get('content-security-policy')).toBe(SENT_POLICY);
  expect(page.headers.get('cache-control')).toBe('no-cache');
  const script = /assets\/[\w.-]+\.js/.exec(await page.text())?.[0] ?? '';
  const asset = await fetch(`${url}/runlens/${script}`);
  expect(asset.headers.get('content-security-policy'), 'workers have the policy of their scripts').toBe(
    SENT_POLICY,
  );
  expect(asset.headers.get('cache-control')).toContain('immutable');
  expect(asset.headers.get('content-encoding')).toBe('gzip');
  expect((await fetch(`${url}/runlens/frame.html`)).headers.get('content-security-policy')).toBeNull();
  expect((await fetch(`${url}/runlens/assets/none.js`)).status).toBe(404);
  expect(await statusOf(`${url}/runlens`, {})).toBe(302);
  expect(await (await fetch(`${url}/`)).text(), 'MLflow’s own UI').toContain('static-files');
});

/** Undefined: the connection was closed without an answer. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve) => {
    get(url, { headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    }).on('error', () => resolve(undefined));
  });
}

test('nginx before two replicas on PostgreSQL: one stops in mid journey, nothing is lost', async ({
  page,
  hosted,
}) => {
  const { nginx, replicas } = hosted;
  await openExperiment(page, EXPERIMENT);
  const runs = gridOf(page, m.runs_title());
  await expect(runs).toHaveAttribute('aria-rowcount', '20');
  await expectExact(cardOf(page, 'loss'));
  const asked = () => nginx.log().filter((line) => line.includes('/ajax-api/'));
  const hosts = replicas.map(({ url }) => new URL(url).host);
  for (const host of hosts)
    expect(
      asked().some((line) => line.includes(host)),
      `${host} answers too`,
    ).toBe(true);

  const [stopped = ''] = hosts;
  const before = asked().length;
  const stopping = replicas[0]?.stop();
  await rowOf(runs, 'run 3').getByRole('link', { name: 'run 3', exact: true }).click();
  await page.getByRole('button', { name: m.run_note_edit(), exact: true }).click();
  await page.getByRole('textbox', { name: m.run_note(), exact: true }).fill('written while it stopped');
  await stopping;
  await page.getByRole('button', { name: m.save(), exact: true }).click();
  await expect(page.getByRole('textbox', { name: m.run_note(), exact: true })).toHaveCount(0);
  const files = nginx.log().filter((line) => line.includes('/runlens/assets/')).length;
  await page.reload();
  await expect(page.getByRole('main').getByText('written while it stopped', { exact: true })).toBeVisible();
  await page.goto(`./#/runs?e=${hosted.experimentId}`);
  await expect(runs).toHaveAttribute('aria-rowcount', '20');
  await expectExact(cardOf(page, 'loss'));

  const since = asked().slice(before);
  // 499: the page itself gave up, as it was left.
  const failed = since.filter((line) => !/ (200|304|499) /.test(line));
  expect(failed, 'every request was answered').toEqual([]);
  expect(
    since.some((line) => line.includes(`${stopped}, `)),
    'some went on to the other replica',
  ).toBe(true);
  const again = nginx
    .log()
    .filter((line) => line.includes('/runlens/assets/'))
    .slice(files);
  expect(again, 'a visit that is not the first asks for no scripts').toEqual([]);
});

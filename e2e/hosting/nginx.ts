import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runChild, startChild, stopChild } from '../../scripts/child-process.mjs';
import { freePort } from '../../scripts/tracking-server.mjs';

const ROOT = join(import.meta.dirname, '..', '..');

/** The file of the repository with its four places changed, as the document says; each has to be there. */
export function placedConf(
  conf: string,
  { port, servers, dist }: { port: number; servers: readonly string[]; dist: string },
): string {
  const changes: readonly [string | RegExp, string][] = [
    ['listen 80 default_server;', `listen 127.0.0.1:${port} default_server;`],
    ['listen 80;', `listen 127.0.0.1:${port};`],
    ['server_name mlflow.example.org;', 'server_name 127.0.0.1;'],
    ['server 127.0.0.1:5001', `server ${servers[0]}`],
    [
      / {4}server 127\.0\.0\.1:5002.*\n/,
      servers[1] ? `    server ${servers[1]} max_fails=1 fail_timeout=10s;\n` : '',
    ],
    ['alias /srv/runlens/;', `alias ${dist}/;`],
  ];
  let placed = conf;
  for (const [from, to] of changes) {
    const next = placed.replace(from, () => to);
    if (next === placed) throw new Error(`deploy/nginx/runlens.conf has no ${String(from)}`);
    placed = next;
  }
  return placed;
}

export interface Nginx {
  readonly url: string;
  /** `method path status upstreams bytes plain-encoding`, one for each request so far. */
  readonly log: () => readonly string[];
  readonly stop: () => Promise<void>;
}

interface NginxOptions {
  /** `host:port` of each replica. */
  readonly servers: readonly string[];
  readonly config: string;
  /** A change to the file, by a command that reads it and prints. */
  readonly command?: string;
}

export async function startNginx(
  program: string,
  { servers, config, command }: NginxOptions,
): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-nginx-'));
  const [port, dist] = [await freePort(), join(folder, 'lens')];
  const source = join('deploy', 'nginx', 'runlens.conf');
  const conf = command
    ? (await runChild('sh', ['-c', command], { cwd: ROOT, limitMs: 10_000 })).stdout
    : readFileSync(join(ROOT, source), 'utf8');
  await runChild('cp', ['-r', join(ROOT, 'dist'), dist], { limitMs: 60_000 });
  writeFileSync(join(dist, 'config.json'), config);
  writeFileSync(join(folder, 'runlens.conf'), placedConf(conf, { port, servers, dist }));
  const log = join(folder, 'access.log');
  writeFileSync(join(folder, 'nginx.conf'), mainConf(folder, log));
  const child = startChild(program, ['-p', folder, '-c', join(folder, 'nginx.conf')], { cwd: folder });
  let said = '';
  child.stderr?.on('data', (piece: Buffer) => (said += piece.toString()));
  const url = `http://127.0.0.1:${port}`;
  const stop = async () => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  while (
    !(await fetch(`${url}/none`).then(
      () => true,
      () => false,
    ))
  ) {
    if (child.exitCode !== null) throw new Error(`nginx ended at its start:\n${said}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, log: () => readFileSync(log, 'utf8').trim().split('\n'), stop };
}

function mainConf(folder: string, log: string): string {
  const temp = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'];
  return [
    // Its workers read a folder of ours; only root may say so.
    ...(process.getuid?.() === 0 ? ['user root;'] : []),
    'daemon off;',
    'worker_processes 1;',
    `pid ${folder}/nginx.pid;`,
    'error_log stderr warn;',
    'events {}',
    'http {',
    ...temp.map((name) => `${name}_temp_path ${folder}/temp-${name};`),
    "log_format seen '$request_method $uri $status $upstream_addr $bytes_sent $sent_http_content_encoding';",
    `access_log ${log} seen;`,
    `include ${folder}/runlens.conf;`,
    '}',
  ].join('\n');
}

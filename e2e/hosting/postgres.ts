import { chownSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runChild, startChild, stopChild } from '../../scripts/child-process.mjs';
import { freePort } from '../../scripts/tracking-server.mjs';

export interface Postgres {
  readonly uri: string;
  readonly stop: () => Promise<void>;
}

/** A database server of a test's own. It refuses to run as root, who has a user `postgres` for that. */
export async function startPostgres(initdb: string): Promise<Postgres> {
  const folder = mkdtempSync(join(tmpdir(), 'runlens-postgres-'));
  const isRoot = process.getuid?.() === 0;
  if (isRoot) await giveAway(folder);
  const asOwner = (program: string, args: readonly string[]): readonly [string, readonly string[]] =>
    isRoot
      ? ['setpriv', ['--reuid=postgres', '--regid=postgres', '--clear-groups', '--', program, ...args]]
      : [program, args];
  const data = join(folder, 'data');
  const made = await runChild(
    ...asOwner(initdb, ['-D', data, '-U', 'mlflow', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']),
    { limitMs: 60_000, cwd: folder },
  );
  if (made.code !== 0) throw new Error(`initdb:\n${made.output}`);
  const port = await freePort();
  // Nothing here outlives the test: no waiting for the disk.
  const settings = ['listen_addresses=127.0.0.1', `port=${port}`, 'unix_socket_directories=', 'fsync=off'];
  const child = startChild(
    ...asOwner(join(dirname(initdb), 'postgres'), ['-D', data, ...settings.flatMap((each) => ['-c', each])]),
    { cwd: folder },
  );
  let said = '';
  const isUp = new Promise<void>((resolve, reject) => {
    child.stderr?.on('data', (piece: Buffer) => {
      said += piece.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('close', () => reject(new Error(`postgres ended at its start:\n${said}`)));
  });
  const stop = async () => {
    await stopChild(child);
    rmSync(folder, { recursive: true, force: true });
  };
  await isUp;
  return { uri: `postgresql+psycopg2://mlflow@127.0.0.1:${port}/postgres`, stop };
}

async function giveAway(folder: string): Promise<void> {
  const [user, group] = await Promise.all(
    ['-u', '-g'].map(async (which) => {
      const { code, stdout } = await runChild('id', [which, 'postgres'], { limitMs: 5_000 });
      if (code !== 0) throw new Error('PostgreSQL does not run as root, and there is no user postgres');
      return Number(stdout);
    }),
  );
  chownSync(folder, user ?? 0, group ?? 0);
}

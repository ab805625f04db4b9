import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { checkPort, contactServer } from './first-contact.mjs';
import { readStartSettings, StartError } from './start-settings.mjs';

const running: Server[] = [];

afterEach(() => {
  for (const server of running.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that knows some paths; `undefined` never answers. Resolves to its port. */
async function serve(paths: Record<string, { status: number; text: string } | undefined>): Promise<number> {
  const server = createServer((request, answer) => {
    const path = request.url ?? '';
    if (path in paths && paths[path] === undefined) return;
    const { status, text } = paths[path] ?? { status: 404, text: 'not here' };
    answer.writeHead(status).end(text);
  });
  running.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  if (typeof place !== 'object' || place === null) throw new Error('not listening');
  return place.port;
}

function trackingAt(address: string, env: Record<string, string> = {}) {
  const { tracking } = readStartSettings({ MLFLOW_TRACKING_URI: address, ...env });
  if (tracking === undefined) throw new Error('no tracking server');
  return tracking;
}

const OK = { status: 200, text: 'OK' };

describe('contactServer', () => {
  it('finds the root paths of 3.x under the prefix and those of 2.22 at the root', async () => {
    const three = await serve({ '/ml/health': OK, '/ml/version': { status: 200, text: '3.17.2' } });
    const two = await serve({ '/health': OK, '/version': { status: 200, text: '2.22.4' } });
    expect(await contactServer(trackingAt(`http://127.0.0.1:${three}/ml`))).toEqual({ rootPrefix: '/ml' });
    expect(await contactServer(trackingAt(`http://127.0.0.1:${two}/ml`))).toEqual({ rootPrefix: '' });
    expect(await contactServer(trackingAt(`http://127.0.0.1:${two}`))).toEqual({ rootPrefix: '' });
  });

  it('starts with a warning when a sign-in is missing or refused', async () => {
    const address = `http://127.0.0.1:${await serve({ '/health': OK, '/version': { status: 401, text: '' } })}`;
    expect((await contactServer(trackingAt(address))).warning).toContain('set MLFLOW_TRACKING_USERNAME');
    const refused = await contactServer(trackingAt(address, { MLFLOW_TRACKING_TOKEN: 'old' }));
    expect(refused.warning).toContain('refuses these credentials');
  });

  it('warns about a server that is not MLflow', async () => {
    const address = `http://127.0.0.1:${await serve({ '/version': { status: 200, text: '<html>' } })}`;
    expect((await contactServer(trackingAt(address))).warning).toContain('not as an MLflow tracking server');
  });

  it('fails in one line when nothing listens', async () => {
    const port = await serve({});
    running[0]?.close();
    running.length = 0;
    const contact = contactServer(trackingAt(`http://in:address@127.0.0.1:${port}`));
    await expect(contact).rejects.toThrow(`http://127.0.0.1:${port} cannot be reached (ECONNREFUSED)`);
    await expect(contact).rejects.toThrow(StartError);
  });

  it('fails when the server never answers', async () => {
    const port = await serve({ '/health': undefined });
    await expect(contactServer(trackingAt(`http://127.0.0.1:${port}`), 50)).rejects.toThrow(
      'no answer within',
    );
  });
});

describe('checkPort', () => {
  it('says which port is taken and what to do', async () => {
    const port = await serve({});
    await expect(checkPort({ host: '127.0.0.1', port })).rejects.toThrow(
      `Port ${port} on 127.0.0.1 is in use. Choose another: PORT=`,
    );
  });

  it('leaves a free port free', async () => {
    await expect(checkPort({ host: '127.0.0.1', port: 0 })).resolves.toBeUndefined();
  });

  it('names an address that is not of this machine', async () => {
    await expect(checkPort({ host: '203.0.113.1', port: 4173 })).rejects.toThrow('Check HOST and PORT');
  });
});

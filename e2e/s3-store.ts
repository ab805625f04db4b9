import { freePort, QUIET } from '../scripts/tracking-server.mjs';
import { startChild, stopChild } from '../scripts/child-process.mjs';
import { environmentFolder } from '../scripts/mlflow-environments.mjs';
import { join } from 'node:path';

const START_LIMIT_MS = 60_000;
export const BUCKET = 'runs';

export interface S3Store {
  readonly url: string;
  readonly put: (key: string, body: string | Uint8Array<ArrayBuffer>) => Promise<void>;
  readonly stop: () => Promise<void>;
}

/** An S3 of this machine, in memory (moto): it lets every page read, and asks nobody for a name. */
export async function startS3Store(): Promise<S3Store> {
  const python = join(environmentFolder('mlflow3'), 'bin', 'python');
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const child = startChild(python, ['-m', 'moto.server', '-H', '127.0.0.1', '-p', String(port)], {
    env: QUIET,
  });
  child.stdout?.resume();
  child.stderr?.resume();
  const send = async (path: string, body?: string | Uint8Array<ArrayBuffer>) => {
    // Moto finds the service by the name that signs, whatever the signature is.
    const authorization =
      'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/s3/aws4_request, SignedHeaders=host, Signature=0';
    const answer = await fetch(`${url}/${path}`, {
      method: 'PUT',
      headers: { authorization },
      ...(body === undefined ? {} : { body }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const stop = () => stopChild(child);
  try {
    await waitUntilUp(url);
    await send(BUCKET);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, put: (key, body) => send(`${BUCKET}/${key}`, body), stop };
}

async function waitUntilUp(url: string): Promise<void> {
  const deadline = Date.now() + START_LIMIT_MS;
  while (Date.now() < deadline) {
    const isUp = await fetch(`${url}/moto-api/`, { signal: AbortSignal.timeout(2_000) }).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`the S3 store did not answer within ${START_LIMIT_MS / 1000} s`);
}

/** What lets the server find the store at this address. */
export function s3Settings(storeUrl: string): {
  readonly artifacts: string;
  readonly env: NodeJS.ProcessEnv;
} {
  return {
    artifacts: `s3://${BUCKET}`,
    env: {
      MLFLOW_S3_ENDPOINT_URL: storeUrl.replace(/\/$/, ''),
      AWS_ACCESS_KEY_ID: 'test',
      AWS_SECRET_ACCESS_KEY: 'test',
      AWS_DEFAULT_REGION: 'us-east-1',
    },
  };
}

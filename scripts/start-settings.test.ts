import { describe, expect, it } from 'vitest';
import { isLoopback, readStartSettings, StartError } from './start-settings.mjs';

const SECRET = { MLFLOW_TRACKING_URI: 'http://gpu:5000', MLFLOW_TRACKING_TOKEN: 'secret' };

function basic(pair: string): string {
  return `Basic ${Buffer.from(pair).toString('base64')}`;
}

function lineOf(env: Record<string, string>): string {
  try {
    readStartSettings(env);
  } catch (error) {
    if (error instanceof StartError) return error.message;
    throw error;
  }
  return 'started';
}

describe('readStartSettings', () => {
  it('opens the demo on 127.0.0.1:4173 when nothing is set', () => {
    expect(readStartSettings({})).toEqual({
      host: '127.0.0.1',
      port: 4173,
      isOpenToLan: false,
      hostNames: [],
      tracking: undefined,
    });
  });

  it('splits a static prefix from the address', () => {
    const { tracking } = readStartSettings({ MLFLOW_TRACKING_URI: 'https://ml.example.org:8443/ml/' });
    expect(tracking).toMatchObject({
      origin: 'https://ml.example.org:8443',
      prefix: '/ml',
      address: 'https://ml.example.org:8443/ml',
      authorization: undefined,
    });
  });

  it('takes user and password before the token, and both before the address', () => {
    const env = { MLFLOW_TRACKING_URI: 'http://in:address@gpu:5000' };
    const withToken = { ...env, MLFLOW_TRACKING_TOKEN: 'token' };
    const withAll = { ...withToken, MLFLOW_TRACKING_USERNAME: '연구', MLFLOW_TRACKING_PASSWORD: 'a:b' };
    expect(readStartSettings(env).tracking?.authorization).toBe(basic('in:address'));
    expect(readStartSettings(withToken).tracking?.authorization).toBe('Bearer token');
    expect(readStartSettings(withAll).tracking?.authorization).toBe(basic('연구:a:b'));
  });

  it('keeps credentials out of the address it shows', () => {
    const { tracking } = readStartSettings({ MLFLOW_TRACKING_URI: 'http://in:address@gpu:5000/ml' });
    expect(tracking?.address).toBe('http://gpu:5000/ml');
  });

  it.each([
    'gpu:5000',
    'databricks',
    'file:///tmp/mlruns',
    'http://',
    'http://gpu:port',
    'http://gpu:5000/#/experiments/1',
    'sqlite:///mlflow.db',
  ])('refuses the address %s in one line that repeats it', (address) => {
    const line = lineOf({ MLFLOW_TRACKING_URI: address });
    expect(line).toContain(address);
    expect(line).toContain('is not a server address');
    expect(line).not.toContain('\n');
  });

  it('never repeats an address that holds a password', () => {
    expect(lineOf({ MLFLOW_TRACKING_URI: 'https://user:hunter2@gpu:port' })).not.toContain('hunter2');
  });

  it.each(['abc', '-1', '65536', '4173.5', '0x10'])('refuses PORT=%s', (port) => {
    expect(lineOf({ PORT: port })).toContain(`PORT=${port} is not a port`);
  });

  it('refuses half a sign-in and a token that no header can carry', () => {
    expect(lineOf({ ...SECRET, MLFLOW_TRACKING_USERNAME: 'me' })).toContain('belong together');
    expect(lineOf({ ...SECRET, MLFLOW_TRACKING_TOKEN: 'a\nb' })).toContain('cannot carry');
  });

  it('refuses another host while credentials are set, unless it is allowed', () => {
    expect(lineOf({ ...SECRET, HOST: '0.0.0.0' })).toContain('RUNLENS_ALLOW_LAN=1');
    expect(lineOf({ MLFLOW_TRACKING_URI: 'http://a:b@gpu:5000', HOST: '::' })).toContain(
      'RUNLENS_ALLOW_LAN=1',
    );
    expect(lineOf({ ...SECRET, HOST: '0.0.0.0', RUNLENS_ALLOW_LAN: '1' })).toBe('started');
    expect(lineOf({ ...SECRET, HOST: 'localhost' })).toBe('started');
    expect(lineOf({ MLFLOW_TRACKING_URI: 'http://gpu:5000', HOST: '0.0.0.0' })).toBe('started');
  });
});

describe('isLoopback', () => {
  it('knows the names of this machine only', () => {
    expect(['127.0.0.1', '127.1.2.3', 'LOCALHOST', '::1', '[::1]'].map(isLoopback)).not.toContain(false);
    expect(
      ['0.0.0.0', '::', '128.0.0.1', '127.0.0.1.evil.org', 'localhost.evil.org'].map(isLoopback),
    ).not.toContain(true);
  });
});

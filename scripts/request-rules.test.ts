import { hostname } from 'node:os';
import { describe, expect, it } from 'vitest';
import { findForeignSender, isOwnHost, isProxied, upstreamPath } from './request-rules.mjs';

const HERE = { isOpenToLan: false, hostNames: ['lan.test'] };
const LAN = { isOpenToLan: true, hostNames: [] };
const REQUEST = {
  host: '127.0.0.1:4173',
  origin: undefined,
  fetchSite: undefined,
  fetchMode: undefined,
  localPort: 4173,
};

describe('isProxied', () => {
  it.each(['/api/2.0/mlflow/runs/search', '/ajax-api/3.0/x?y=1', '/graphql', '/version', '/health?x'])(
    'passes %s on',
    (url) => expect(isProxied(url)).toBe(true),
  );

  it.each([
    '/',
    '/config.json',
    '/versions.json',
    '/apiary',
    '/assets/api/x.js',
    '/x/api/2.0',
    '/model-versions',
  ])('keeps %s', (url) => expect(isProxied(url)).toBe(false));
});

describe('upstreamPath', () => {
  it('prepends the prefix, and the other one to the paths that 2.22 leaves at the root', () => {
    const prefixes = { prefix: '/ml', rootPrefix: '' };
    expect(upstreamPath('/api/2.0/x?a=%2F', prefixes)).toBe('/ml/api/2.0/x?a=%2F');
    expect(upstreamPath('/model-versions/get-artifact?path=a', prefixes)).toBe(
      '/ml/model-versions/get-artifact?path=a',
    );
    expect(['/version', '/health', '/graphql'].map((path) => upstreamPath(path, prefixes))).toEqual([
      '/version',
      '/health',
      '/graphql',
    ]);
  });
});

describe('isOwnHost', () => {
  it('knows loopback and the listed names', () => {
    for (const host of ['127.0.0.1:4173', 'localhost:9', '[::1]:4173', 'lan.test:4173', 'LAN.test'])
      expect({ host, own: isOwnHost(host, HERE) }).toEqual({ host, own: true });
  });

  it('refuses names that anyone can point here', () => {
    for (const host of [
      undefined,
      '',
      'evil.org:4173',
      '192.168.1.5:4173',
      'a@localhost',
      'localhost/x',
      'not a host',
    ])
      expect({ host, own: isOwnHost(host, HERE) }).toEqual({ host, own: false });
  });

  it('adds addresses and the name of this machine when others may come', () => {
    for (const host of ['192.168.1.5:4173', '[fe80::1]:4173', `${hostname()}:4173`])
      expect({ host, own: isOwnHost(host, LAN) }).toEqual({ host, own: true });
    expect(isOwnHost('evil.org:4173', LAN)).toBe(false);
  });
});

describe('findForeignSender', () => {
  it('lets requests of our own page and of programs through', () => {
    for (const origin of [undefined, 'http://127.0.0.1:4173', 'http://localhost:4173', 'http://[::1]:4173'])
      expect({ origin, refusal: findForeignSender({ ...REQUEST, origin }) }).toEqual({
        origin,
        refusal: undefined,
      });
    const lan = { ...REQUEST, host: 'lan.test:8080', origin: 'http://lan.test:8080' };
    expect(findForeignSender(lan)).toBeUndefined();
  });

  it('refuses every other origin', () => {
    for (const origin of [
      'null',
      '',
      'http://evil.org',
      'http://127.0.0.1:3000',
      'http://localhost',
      'https://127.0.0.1:4173',
      'http://127.0.0.1:4173.evil.org',
    ])
      expect({ origin, refusal: findForeignSender({ ...REQUEST, origin }) }).toEqual({
        origin,
        refusal: `Runlens does not pass on requests of other pages (origin ${origin}).`,
      });
  });

  it('refuses what another page embeds without an origin, but follows a link', () => {
    const embedded = { ...REQUEST, fetchSite: 'cross-site', fetchMode: 'no-cors' };
    expect(findForeignSender(embedded)).toBeTypeOf('string');
    expect(findForeignSender({ ...embedded, fetchMode: 'navigate' })).toBeUndefined();
    expect(findForeignSender({ ...embedded, fetchSite: 'same-origin' })).toBeUndefined();
  });
});

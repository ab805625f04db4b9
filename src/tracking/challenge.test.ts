import { describe, expect, it } from 'vitest';
import { challengeOf } from './challenge.ts';

const HTML = { 'Content-Type': 'text/html; charset=utf-8' };
const SIGN_IN_PAGE = '<!doctype html><html><form method="GET" action="/oauth2/start"></form></html>';

function read(status: number, headers: Record<string, string>, body: string, isOwnOrigin = true) {
  return challengeOf({ status, headers: new Headers(headers) }, body, isOwnOrigin);
}

describe('what an answer asks for', () => {
  it('is a name and a password, without cookies, where MLflow or its challenge says so', () => {
    const basic = { way: 'form', wantsToken: false, mayWantCookies: false };
    const text = 'You are not authenticated. Please see https://www.mlflow.org/docs/latest/auth/index.html';
    expect(read(401, { ...HTML, 'WWW-Authenticate': 'Basic realm="mlflow"' }, text)).toEqual(basic);
    expect(read(401, HTML, text)).toEqual(basic);
    expect(read(401, { 'WWW-Authenticate': 'Basic realm="x"' }, '')).toEqual(basic);
  });

  it('is a token where that is all that is named', () => {
    expect(read(401, { 'WWW-Authenticate': 'Bearer realm="x"' }, '')).toMatchObject({ wantsToken: true });
    expect(read(401, { 'WWW-Authenticate': 'Bearer, Basic realm="x"' }, '')).toMatchObject({
      wantsToken: false,
    });
  });

  it('may be cookies where a proxy of the own address answers without words', () => {
    expect(read(401, { 'Content-Type': 'application/json' }, '{}')).toEqual({
      way: 'form',
      wantsToken: false,
      mayWantCookies: true,
    });
    expect(read(401, { 'Content-Type': 'application/json' }, '{}', false)?.mayWantCookies).toBe(false);
  });

  it.each([401, 403])('is its page where a proxy of the own address sends one with %i', (status) => {
    expect(read(status, HTML, SIGN_IN_PAGE)).toEqual({
      way: 'page',
      wantsToken: false,
      mayWantCookies: true,
    });
    expect(read(status, HTML, SIGN_IN_PAGE, false)?.way).not.toBe('page');
  });

  it('is nothing where the person is known and may not, or where something else failed', () => {
    expect(read(403, HTML, 'Permission denied')).toBeUndefined();
    expect(
      read(403, { 'Content-Type': 'application/json' }, '{"error_code":"PERMISSION_DENIED"}'),
    ).toBeUndefined();
    expect(read(403, { 'Content-Type': 'text/plain' }, 'Invalid Host header')).toBeUndefined();
    expect(read(500, HTML, SIGN_IN_PAGE)).toBeUndefined();
  });
});

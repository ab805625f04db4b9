import { describe, expect, it } from 'vitest';
import { type Credentials, headersOf, isSamePerson, parseHeaderLines, problemOf } from './credentials.ts';

describe('credentials', () => {
  it('become headers, names and passwords as UTF-8', () => {
    const { Authorization = '' } = headersOf({ kind: 'basic', name: '김', password: 'a:b' });
    expect(Buffer.from(Authorization.replace('Basic ', ''), 'base64').toString('utf8')).toBe('김:a:b');
    expect(headersOf({ kind: 'bearer', token: 't' })).toEqual({ Authorization: 'Bearer t' });
    const headers = parseHeaderLines(' X-Key: a: b \n\nX-Team:c\n');
    expect(headersOf({ kind: 'headers', headers })).toEqual({ 'X-Key': 'a: b', 'X-Team': 'c' });
  });

  it.each<[Credentials, string | undefined]>([
    [{ kind: 'basic', name: '', password: 'x' }, 'empty'],
    [{ kind: 'basic', name: 'a:b', password: 'x' }, 'colon'],
    [{ kind: 'basic', name: 'a', password: '' }, undefined],
    [{ kind: 'bearer', token: '' }, 'empty'],
    [{ kind: 'bearer', token: 'a b' }, 'bad-token'],
    [{ kind: 'bearer', token: 'a.b-c' }, undefined],
    [{ kind: 'headers', headers: [] }, 'empty'],
    [{ kind: 'headers', headers: parseHeaderLines('no header') }, 'bad-name'],
    [{ kind: 'headers', headers: parseHeaderLines('X-A') }, 'bad-value'],
    [{ kind: 'headers', headers: parseHeaderLines('X-A: 한') }, 'bad-value'],
    [{ kind: 'headers', headers: parseHeaderLines('Cookie: a=b') }, 'kept-by-browser'],
    [{ kind: 'headers', headers: parseHeaderLines('Sec-Fetch-Site: none') }, 'kept-by-browser'],
    [{ kind: 'headers', headers: parseHeaderLines('X-A: b') }, undefined],
  ])('that cannot be sent say why: %o', (credentials, kind) => {
    expect(problemOf(credentials)?.kind).toBe(kind);
  });

  it('are of the same person by the name alone', () => {
    const one: Credentials = { kind: 'basic', name: 'a', password: '1' };
    expect(isSamePerson(one, { ...one, password: '2' })).toBe(true);
    expect(isSamePerson(one, { ...one, name: 'b' })).toBe(false);
    expect(isSamePerson(one, undefined)).toBe(false);
    expect(isSamePerson({ kind: 'bearer', token: '1' }, { kind: 'bearer', token: '2' })).toBe(false);
  });
});

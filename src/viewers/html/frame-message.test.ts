import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeFrameMessage, resolveDocumentLink } from './frame-message.ts';

describe('what the frame tells', () => {
  it('is taken in its own shapes only', () => {
    expect(decodeFrameMessage({ kind: 'ready', more: 1 })).toEqual({ kind: 'ready' });
    expect(decodeFrameMessage({ kind: 'link', href: 'a.html' })).toEqual({ kind: 'link', href: 'a.html' });
    expect(decodeFrameMessage({ kind: 'blocked', address: 'https://cdn.test/x.js?q' })).toEqual({
      kind: 'blocked',
      source: 'cdn.test',
    });
    for (const odd of [
      undefined,
      null,
      'ready',
      {},
      { kind: 'open' },
      { kind: 'link', href: 5 },
      { kind: 'link', href: 'x'.repeat(3000) },
      { kind: 'blocked', address: 'inline' },
    ])
      expect(decodeFrameMessage(odd)).toBeUndefined();
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.anything(), (data) => {
        expect(() => decodeFrameMessage(data)).not.toThrow();
      }),
    );
  });
});

describe('a link of a document', () => {
  it.each([
    ['https://example.org/a?b#c', { kind: 'web', url: 'https://example.org/a?b#c' }],
    ['//example.org/a', { kind: 'web', url: 'https://example.org/a' }],
    ['plot.png', { kind: 'file', path: 'reports/plot.png' }],
    ['./a/../b%20c.html#part', { kind: 'file', path: 'reports/b c.html' }],
    ['../model/MLmodel', { kind: 'file', path: 'model/MLmodel' }],
    ['100%.png', { kind: 'file', path: 'reports/100%.png' }],
    ['../../etc/passwd', undefined],
    ['..%2f..%2fetc', undefined],
    ['/etc/passwd', undefined],
    ['javascript:alert(1)', undefined],
    [' JaVaScRiPt:alert(1)', undefined],
    ['data:text/html,x', undefined],
    ['blob:http://x', undefined],
    ['https://', undefined],
    ['#part', undefined],
    ['', undefined],
  ])('%j', (href, link) => expect(resolveDocumentLink(href, 'reports/index.html')).toEqual(link));

  it('never leaves the root and never becomes a script', () => {
    const piece = fc.constantFrom(
      '..',
      '.',
      'a',
      'b c',
      '%2e%2e',
      '%2f',
      '\\',
      'javascript:',
      '',
      '#',
      'https:',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const link = resolveDocumentLink(pieces.join('/'), 'x/y.md');
        const text = link?.kind === 'web' ? link.url : `/${link?.path ?? ''}`;
        expect(text).toMatch(/^(https?:\/\/|\/)/);
        expect(link?.kind === 'file' ? link.path.split('/') : []).not.toContain('..');
      }),
    );
  });
});

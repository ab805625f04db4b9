import { renderHook } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { isOwnMachine, ShareBaseProvider, useSharePlace } from './share-place.tsx';

describe('the address of shared links', () => {
  it('is that of config.json, wherever the page was opened', () => {
    const { result } = renderHook(useSharePlace, {
      wrapper: ({ children }) => (
        <ShareBaseProvider value="https://runlens.test/team/">{children}</ShareBaseProvider>
      ),
    });
    expect(result.current).toEqual({ base: 'https://runlens.test/team/', isOwnMachine: false });
  });

  it('is that of the page where none is set up', () => {
    const { result } = renderHook(useSharePlace);
    expect(result.current.base).toBe(window.location.href.replace(/#.*$/, ''));
  });

  it.each([
    ['http://localhost:4173/', true],
    ['http://127.0.0.1:4173/', true],
    ['http://[::1]:4173/', true],
    ['http://runlens.localhost/', true],
    ['file:///home/a/index.html', true],
    ['https://localhost.example.org/', false],
    ['http://10.0.0.5:4173/', false],
  ])('%s is one that nobody else reaches: %s', (address, expected) => {
    expect(isOwnMachine(address)).toBe(expected);
  });
});

import { expect, it } from 'vitest';
import { createId, detectPlatform } from './platform.ts';

it('copies directly in a secure context only', () => {
  const navigator = { clipboard: {}, platform: 'Linux x86_64' };
  expect(detectPlatform({ isSecureContext: true, navigator }).canCopy).toBe(true);
  expect(detectPlatform({ isSecureContext: false, navigator }).canCopy).toBe(false);
  expect(detectPlatform({ isSecureContext: true, navigator: {} }).canCopy).toBe(false);
});

it('sees what is missing', () => {
  expect(detectPlatform({})).toEqual({
    isSecureContext: false,
    canCopy: false,
    hasDecompressionStream: false,
    hasOffscreenCanvas: false,
    isApple: false,
  });
  expect(detectPlatform({ DecompressionStream: Map, OffscreenCanvas: Map })).toMatchObject({
    hasDecompressionStream: true,
    hasOffscreenCanvas: true,
  });
  expect(detectPlatform({ navigator: { platform: 'MacIntel' } }).isApple).toBe(true);
});

it('makes ids of 32 digits that differ', () => {
  const ids = Array.from({ length: 100 }, createId);
  expect(new Set(ids).size).toBe(100);
  expect(ids.every((id) => /^[0-9a-f]{32}$/.test(id))).toBe(true);
});

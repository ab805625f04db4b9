import { afterEach, describe, expect, it } from 'vitest';
import { act, renderHook } from '@testing-library/react';
import { useServerWorkspace, writeServerWorkspace } from './server-workspace.ts';

afterEach(() => window.history.replaceState(null, '', '/'));

describe('the workspace of the server', () => {
  it('stands before the hash, beside what else stands there', () => {
    window.history.replaceState({ key: 'a' }, '', '/place/?x=1#/runs?e=1');
    const { result } = renderHook(useServerWorkspace);
    expect(result.current).toBeUndefined();
    act(() => writeServerWorkspace('team b'));
    expect(result.current).toBe('team b');
    const { pathname, search, hash } = window.location;
    expect(pathname + search + hash).toBe('/place/?x=1&workspace=team+b#/runs?e=1');
    expect(window.history.state).toEqual({ key: 'a' });
    act(() => writeServerWorkspace(undefined));
    expect([result.current, window.location.search]).toEqual([undefined, '?x=1']);
  });
});

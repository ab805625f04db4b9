// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest';
import { readSessionSlots, writeSessionSlots } from './session-slots.ts';

describe('colours of a tab', () => {
  beforeEach(() => sessionStorage.clear());

  it('are those of before the page was loaded anew, in their order, the newest of thousands', () => {
    expect(readSessionSlots().size).toBe(0);
    const slots = new Map(Array.from({ length: 2_500 }, (_, index) => [`run ${index}`, index % 40]));
    writeSessionSlots(slots);
    const kept = readSessionSlots();
    expect([...kept]).toEqual([...slots].slice(-2_000));
  });

  it.each(['{', '7', '[["a"],["b",-1],["c","1"],["d",2]]'])('are none where %s was kept', (text) => {
    sessionStorage.setItem('runlens:color-slots', text);
    expect([...readSessionSlots().keys()].filter((id) => id !== 'd')).toEqual([]);
  });
});

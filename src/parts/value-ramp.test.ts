import { describe, expect, it } from 'vitest';
import { rampColor, rampGradient } from './value-ramp.ts';

describe('colours of numbers', () => {
  it('go from the first stop to the last, by those between', () => {
    expect(rampColor(0, 'light')).toBe('rgb(43 63 158)');
    expect(rampColor(1, 'light')).toBe('rgb(242 165 22)');
    expect(rampColor(0.5, 'dark')).toBe('rgb(240 100 155)');
    expect(rampColor(0.125, 'light')).toBe('rgb(83 62 171)');
    expect(rampColor(7, 'light')).toBe(rampColor(1, 'light'));
    expect(rampGradient('dark')).toContain('#5c78f0, #a06bff');
  });
});

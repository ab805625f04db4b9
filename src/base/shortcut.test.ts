import { describe, expect, it } from 'vitest';
import { shortcutOf } from './shortcut.ts';

describe('shortcutOf', () => {
  it.each([
    ['b', 'KeyB', 'b'],
    ['B', 'KeyB', 'b'],
    ['ㅠ', 'KeyB', 'b'],
    ['ㅔ', 'KeyP', 'p'],
    ['Process', 'KeyG', 'g'],
    ['я', 'KeyZ', 'z'],
    // Dvorak writes b where others have n; AZERTY a comma where others have m.
    ['b', 'KeyN', 'b'],
    [',', 'KeyM', ','],
    ['Enter', 'Enter', 'enter'],
    ['é', 'Digit2', 'é'],
  ])('takes %s of %s for %s', (key, code, wanted) => {
    expect(shortcutOf({ key, code })).toBe(wanted);
  });
});

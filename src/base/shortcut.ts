/** What of an event of a key tells which one it was. */
export interface PressedKey {
  readonly key: string;
  readonly code: string;
}

/**
 * What a key means as a shortcut, in small letters: what it writes where that is ASCII, whatever the layout, else the
 * letter at its place. While Korean is typed the key of B writes `ㅠ`, or tells `Process` where an input method has it.
 */
export function shortcutOf({ key, code }: PressedKey): string {
  const isForeign = key === 'Process' || key === 'Unidentified' || /^[^\0-\x7f]$/u.test(key);
  const letter = isForeign ? /^Key([A-Z])$/.exec(code)?.[1] : undefined;
  return (letter ?? key).toLowerCase();
}

const STORAGE_KEY = 'runlens:color-slots';
/** About 90 KB as text. */
const MOST_KEPT = 2000;

/** Colours of runs as the page had them before it was loaded anew in this tab: the oldest first. */
export function readSessionSlots(): Map<string, number> {
  try {
    const kept: unknown = JSON.parse(globalThis.sessionStorage.getItem(STORAGE_KEY) ?? '[]');
    return new Map(Array.isArray(kept) ? kept.filter(isEntry) : []);
  } catch {
    // No storage, or none that can be read: colours are given anew.
    return new Map();
  }
}

export function writeSessionSlots(slots: ReadonlyMap<string, number>): void {
  try {
    globalThis.sessionStorage.setItem(STORAGE_KEY, JSON.stringify([...slots].slice(-MOST_KEPT)));
  } catch {
    // Full or forbidden: colours are given anew.
  }
}

function isEntry(entry: unknown): entry is [string, number] {
  if (!Array.isArray(entry) || entry.length !== 2) return false;
  const pair: readonly unknown[] = entry;
  return typeof pair[0] === 'string' && Number.isSafeInteger(pair[1]) && Number(pair[1]) >= 0;
}

/*
 * A page cannot keep a file that a person opened: after a reload it is gone, and the page stands on the source that it
 * starts with. The name is kept for as long as the tab lives, so that this does not go unsaid.
 */

const STORAGE_KEY = 'runlens:open-file';

/** Remembers what is open in this tab; undefined: no file. */
export function rememberOpenFile(name: string | undefined): void {
  try {
    if (name === undefined) window.sessionStorage.removeItem(STORAGE_KEY);
    else window.sessionStorage.setItem(STORAGE_KEY, name);
  } catch {
    // A browser that blocks storage forgets the name: nothing is said then.
  }
}

/** The file that was open in this tab before the page was loaded again; undefined: none. */
export function lostFileName(): string | undefined {
  try {
    return window.sessionStorage.getItem(STORAGE_KEY) ?? undefined;
  } catch {
    return undefined;
  }
}

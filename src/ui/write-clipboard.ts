/** True where writing is worth a try: pages over https, or on this machine. */
export function canWriteClipboard(): boolean {
  // `clipboard` is missing outside secure contexts, whatever its type says.
  return window.isSecureContext && (navigator.clipboard as Clipboard | undefined) !== undefined;
}

/** False where the page is no secure context (plain http) or the browser refuses. */
export async function writeClipboard(text: string): Promise<boolean> {
  if (!canWriteClipboard()) return false;
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** False where the page is no secure context (plain http) or the browser refuses. */
export async function writeClipboard(text: string): Promise<boolean> {
  // `clipboard` is missing outside secure contexts, whatever its type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!window.isSecureContext || !clipboard) return false;
  try {
    await clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}

/** What no text of this length was made from: whoever wrote it means to fill the memory. */
const MAX_BYTES = 8_000_000;

/** The text in UTF-8, deflated (RFC 1951, no header) and written in base64url without `=`. */
export async function deflateText(text: string): Promise<string> {
  const packed = new Blob([text]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
  let binary = '';
  for (let start = 0; start < bytes.length; start += 4_096)
    binary += String.fromCodePoint(...bytes.subarray(start, start + 4_096));
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** What `deflateText` was given; undefined where the text is none of its texts. */
export async function inflateText(data: string): Promise<string | undefined> {
  try {
    const binary = atob(data.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (letter) => letter.codePointAt(0) ?? 0);
    const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
    const decoder = new TextDecoder('utf-8', { fatal: true });
    let [text, size] = ['', 0];
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      size += value.length;
      if (size > MAX_BYTES) {
        await reader.cancel();
        return undefined;
      }
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    return undefined;
  }
}

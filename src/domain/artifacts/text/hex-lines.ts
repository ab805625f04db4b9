const ROW_BYTES = 16;

/** Bytes as `offset  hex  text`, sixteen a line, as `hexdump -C` shows them. */
export function hexLines(bytes: Uint8Array, startByte = 0): readonly string[] {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += ROW_BYTES) {
    const row = [...bytes.subarray(at, at + ROW_BYTES)];
    const hex = row.map((byte) => byte.toString(16).padStart(2, '0'));
    const [left, right] = [hex.slice(0, 8).join(' '), hex.slice(8).join(' ')];
    const text = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    const offset = (startByte + at).toString(16).padStart(8, '0');
    lines.push(`${offset}  ${left.padEnd(23)}  ${right.padEnd(23)}  ${text}`);
  }
  return lines;
}

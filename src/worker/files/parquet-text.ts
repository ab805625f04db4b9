const SHOWN_BYTES = 64;

/** A value of a Parquet file as a cell: nested ones as JSON, bytes that are no text as hexadecimal digits; null is no value. */
export function parquetText(value: unknown): string | undefined {
  if (value === null || value === undefined) return undefined;
  if (typeof value === 'string') return value;
  const plain = plainValue(value);
  return typeof plain === 'string' ? plain : JSON.stringify(plain);
}

/** What JSON has words for. Whole numbers of 64 bits become texts, so that no digit is lost. */
function plainValue(value: unknown): unknown {
  if (typeof value === 'bigint') {
    const isSafe = value >= Number.MIN_SAFE_INTEGER && value <= Number.MAX_SAFE_INTEGER;
    return isSafe ? Number(value) : String(value);
  }
  if (typeof value === 'number') return Number.isFinite(value) ? value : String(value);
  if (value instanceof Date) return dateText(value);
  if (value instanceof Uint8Array) return bytesText(value);
  if (Array.isArray(value)) return value.map(plainValue);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, own]) => [key, plainValue(own)]));
  }
  return value;
}

/** A day without a time is a date of its own. */
function dateText(date: Date): string {
  if (Number.isNaN(date.getTime())) return 'NaT';
  return date
    .toISOString()
    .replace(/T00:00:00\.000Z$/, '')
    .replace(/\.000Z$/, 'Z');
}

/** Many writers leave out that a column of bytes is text. */
function bytesText(bytes: Uint8Array): string {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // oxlint-disable-next-line no-control-regex -- texts have none of these
    if (!/[\u0000-\u0008\u000e-\u001f]/.test(text)) return text;
  } catch {
    // No text: its digits.
  }
  return hexText(bytes);
}

function hexText(bytes: Uint8Array): string {
  const hex = [...bytes.subarray(0, SHOWN_BYTES)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return bytes.length > SHOWN_BYTES ? `0x${hex}… (${bytes.length})` : `0x${hex}`;
}

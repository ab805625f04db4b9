const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'];

/** `512 B`, `1.5 kB`, `12.3 MB`, `250 MB`: thousands, as file managers and `ls --si` count. */
export function formatBytes(sizeBytes: number): string {
  if (sizeBytes < 1000) return `${sizeBytes} B`;
  let size = sizeBytes;
  let unit = 0;
  // 999.95 kB is written as 1 MB.
  while (size >= 999.5 && unit < UNITS.length - 1) {
    size /= 1000;
    unit += 1;
  }
  return `${size.toFixed(size < 99.95 ? 1 : 0).replace(/\.0$/, '')} ${UNITS[unit] ?? ''}`;
}

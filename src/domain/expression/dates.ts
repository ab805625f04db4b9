const DATE =
  /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:\.(\d{1,3}))?)?\s*(Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)?)?$/i;

/**
 * Milliseconds since 1970 of `2026-11-01`, `2026-11-01 18:30` or ISO 8601 with `T`, seconds and zone. Without a zone
 * the time is the reader's own, a day alone its midnight. Undefined for anything else, 30 February included.
 */
export function parseDate(text: string): number | undefined {
  const found = DATE.exec(text.trim());
  if (!found) return undefined;
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map((part) => Number(part ?? 0));
  const ms = Number((found[7] ?? '').padEnd(3, '0'));
  const parts = [year ?? 0, (month ?? 0) - 1, day ?? 0, hour ?? 0, minute ?? 0, second ?? 0, ms] as const;
  const utcMs = Date.UTC(...parts);
  const isReal =
    new Date(utcMs).toISOString().startsWith(`${found[1]}-${found[2]}-${found[3]}`) &&
    parts[3] < 24 &&
    parts[4] < 60 &&
    parts[5] < 60;
  if (!isReal) return undefined;
  const zone = found[8];
  return zone === undefined ? new Date(...parts).getTime() : utcMs - zoneOffsetMs(zone);
}

function zoneOffsetMs(zone: string): number {
  if (zone.toUpperCase() === 'Z') return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
}

/** The account's clock. OBS: dates carry an hour-only offset, +01 or +02, so accounts live in Polish local time. */
const zone = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Warsaw',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
});

function localParts(ms: number): Record<string, string> {
  return Object.fromEntries(zone.formatToParts(ms).map(({ type, value }) => [type, value]));
}

function offsetMs(ms: number): number {
  const { year, month, day, hour, minute, second } = localParts(ms);
  return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) - Math.floor(ms / 1000) * 1000;
}

/** Epoch milliseconds in, `"2025-10-08 15:19:13+02"` out (OBS). */
export function toLocalTime(ms: number): string {
  const { year, month, day, hour, minute, second } = localParts(ms);
  const hours = String(offsetMs(ms) / 3_600_000).padStart(2, '0');
  return `${year}-${month}-${day} ${hour}:${minute}:${second}+${hours}`;
}

/** Epoch milliseconds in, `"2024-01-08T07:50:00Z"` out: RFC 3339 to the second, as in the vendor's example (DOC). */
export function toEventTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}

/**
 * Reads `YYYY-MM-DD` (local midnight, OBS) or `YYYY-MM-DD HH:MM:SS` as local time; out come epoch milliseconds.
 * Null for anything else: the API then ignores the whole condition (OBS).
 */
export function fromLocalTime(text: unknown): number | null {
  const match = typeof text === 'string' ? /^(\d{4}-\d{2}-\d{2})(?: (\d{2}:\d{2}:\d{2}))?$/.exec(text) : null;
  if (!match) return null;
  const asUtc = Date.parse(`${match[1]}T${match[2] ?? '00:00:00'}Z`);
  // Date.parse turns 2025-02-30 into 2 March.
  if (Number.isNaN(asUtc) || new Date(asUtc).toISOString().slice(0, 10) !== match[1]) return null;
  return asUtc - offsetMs(asUtc - offsetMs(asUtc));
}

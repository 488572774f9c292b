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

const hourMs = 3_600_000;
const offsets = new Map<number, number>();

/** Offsets change on the hour, so one an hour is looked up: a page of deals has hundreds of times. */
function offsetMs(ms: number): number {
  const hour = Math.floor(ms / hourMs);
  const known = offsets.get(hour);
  if (known !== undefined) return known;
  const parts = Object.fromEntries(zone.formatToParts(hour * hourMs).map(({ type, value }) => [type, value]));
  const { year, month, day, hour: local, minute, second } = parts;
  const offset = Date.parse(`${year}-${month}-${day}T${local}:${minute}:${second}Z`) - hour * hourMs;
  offsets.set(hour, offset);
  return offset;
}

const seconds = (ms: number) => new Date(ms).toISOString().slice(0, 19);

/** Epoch milliseconds in, `"2025-10-08 15:19:13+02"` out (OBS). */
export function toLocalTime(ms: number): string {
  const offset = offsetMs(ms);
  return `${seconds(ms + offset).replace('T', ' ')}+${String(offset / hourMs).padStart(2, '0')}`;
}

type Format = (ms: number) => string | number | undefined;
const iso: Format = (ms) => `${seconds(ms)}Z`;
const everywhere = (format: Format) => ({ event: format, deal: format });

/**
 * How times are written: an event's `timestamp`, and the times of a deal, epoch milliseconds in. Undefined: the key is left
 * out. Only `documented` is known, the others are ASSUMED.
 */
export const timeFormats = {
  /** The event's as in the vendor's example, `"2024-01-08T07:50:00Z"` (DOC); the deal's as `livespace` (OBS). */
  documented: { event: iso, deal: toLocalTime },
  iso: everywhere(iso),
  /** `"2025-10-08T15:19:13+02:00"` */
  'iso-offset': everywhere((ms) => `${toLocalTime(ms).replace(' ', 'T')}:00`),
  /** `"2025-10-08 15:19:13+02"` */
  livespace: everywhere(toLocalTime),
  /** `"2025-10-08 13:19:13"`, in UTC. */
  zoneless: everywhere((ms) => seconds(ms).replace('T', ' ')),
  unix: everywhere((ms) => Math.floor(ms / 1000)),
  'unix-text': everywhere((ms) => String(Math.floor(ms / 1000))),
  'unix-ms': everywhere((ms) => ms),
  /** The event has none. The deal keeps its times, for without them nobody could ask what changed. */
  none: { event: () => undefined, deal: toLocalTime },
};
export type TimeFormat = keyof typeof timeFormats;

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

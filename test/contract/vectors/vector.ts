/**
 * Bytes in, columns out: what every host's adapter must make of a request. Host-neutral, and signed by the tests' own
 * `signDelivery`, so that a mistake in the core's own signing can't hide.
 */
export interface Vector {
  title: string;
  /** The endpoint URL as configured in Livespace. */
  url: string;
  headers: Record<string, string>;
  /** The exact bytes on the wire. */
  body: Buffer;
  /** The subscription's secret, then the previous one. Empty: the host has none yet. */
  secrets: string[];
  /** The events that the user chose. */
  events: string[];
  expected: {
    kind: 'handshake' | 'rejected' | 'not_ready' | 'filtered' | 'accepted';
    status: number;
    /** Of a rejection. */
    code?: string;
    /** What the item must hold at least, as for Jest's `toMatchObject`. */
    item?: Record<string, unknown>;
  };
}

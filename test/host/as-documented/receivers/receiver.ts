/** A host in its real form, on one Livespace account. It wants new deals, by hand and by schedule. */
export interface Receiver {
  name: string;
  /** What the administrator copies into Livespace. */
  url: string;
  /** Pasted back from Livespace, where the host has a place for it. */
  enterSecret(secret: string): Promise<void>;
  /** One look of the schedule. @returns the names of the deals that it started with, in any number of looks so far. */
  look(): Promise<string[]>;
  /** @returns the names of the deals that the webhook brought so far, once nothing is under way. */
  heard(): Promise<string[]>;
  close(): Promise<void>;
}

/** The name of the deal in an item, whatever the host. */
export function nameOf(item: unknown): string {
  return String((item as { deal: { name: string } }).deal.name);
}

import type { Simulator } from 'livespace-simulator';
import type { Item } from 'livespace-webhooks';

/** One of the four places where a deal can start something, in its real form, as a user meets it. */
export interface Receiver {
  name: 'Zapier' | 'n8n' | 'Make' | 'Endpoint';
  /** Asks for an automatic subscription. @returns what the user reads when Livespace refuses, or nothing. */
  subscribe(): Promise<string | undefined>;
  /** Ends it again. */
  unsubscribe(): Promise<void>;
  /** What a person copies into Livespace. */
  manualUrl(): Promise<string>;
  /** What a person copies back. */
  enterSecret(secret: string): Promise<void>;
  /** Looks, as on a schedule. */
  look(): Promise<Item[]>;
  /** What started so far by webhook, oldest first. */
  started(): Item[];
  /** Resolves when what came in has been dealt with. */
  settled(): Promise<void>;
  /** What became of the last request that was refused; `null` where a forged one can't be told. */
  refusal(): string | null;
  close(): Promise<void>;
}

/** @returns the receiver, connected to that account. */
export type StartReceiver = (livespace: Simulator) => Promise<Receiver>;

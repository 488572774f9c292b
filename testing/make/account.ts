import { type Simulator, startSimulator } from 'livespace-simulator';
import { Make } from './make.ts';
import { MakeError } from './requests.ts';

export let livespace: Simulator;
export let make: Make;

/** A Livespace and a Make for each test of the file that calls this. */
export function useAccount(): void {
  beforeEach(async () => {
    livespace = await startSimulator({ wait: async () => undefined, profile: { api: 'on' } });
    make = await new Make(livespace.url).open();
  });

  afterEach(async () => {
    await make.close();
    await livespace.close();
  });
}

/** What a user types into the form of a connection. */
export function account(over: Record<string, string> = {}): Record<string, string> {
  return { subdomain: 'acme', apiKey: livespace.apiKey, apiSecret: livespace.apiSecret, ...over };
}

export async function errorOf(attempt: Promise<unknown>): Promise<MakeError> {
  const error = await attempt.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof MakeError)) throw new Error(`no MakeError: ${error}`);
  return error;
}

import { type Simulator, type SimulatorOptions, startSimulator } from 'livespace-simulator';
import { Make, type Webhook } from './make.ts';
import { MakeError } from './requests.ts';

export let livespace: Simulator;
export let make: Make;

/** A Livespace and a Make for each test of the file that calls this. */
export function useAccount(options: SimulatorOptions = {}): void {
  beforeEach(async () => {
    livespace = await startSimulator({ wait: async () => undefined, ...options });
    make = await new Make(livespace.url, options.now).open();
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

/** What a person does to watch events by hand: makes a webhook in Make, and adds its URL in Livespace. */
export async function addByHand(events: string[], chosen: string[] = events): Promise<Webhook> {
  const webhook = make.addWebhook('dealEvents', { events: chosen });
  const { id } = livespace.addSubscription({ name: 'By hand', url: webhook.url, events });
  await livespace.activateSubscription(id);
  return webhook;
}

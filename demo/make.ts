import { type Connection, fromNowOn, Make, type Webhook } from '../testing/make/make.ts';
import type { StartReceiver } from './receiver.ts';

/** The generated files of the Make app, read by an IML reader of our own, since Make has none to install. */
export const startMake: StartReceiver = async (livespace) => {
  const make = await new Make(livespace.url).open();
  const { apiKey, apiSecret } = livespace;
  const connection: Connection = await make.connect({ subdomain: 'acme', apiKey, apiSecret });
  const manual = make.addWebhook('dealEvents', { events: ['deal.created'] });
  const state = fromNowOn();
  let automatic: Webhook | undefined;

  return {
    name: 'Make',
    subscribe: async () => {
      try {
        automatic = await make.attach('newDeals', connection);
        return undefined;
      } catch (error) {
        return error instanceof Error ? error.message : String(error);
      }
    },
    unsubscribe: async () => {
      if (automatic) await make.detach(automatic, connection);
    },
    manualUrl: async () => manual.url,
    // Make can't check a signature: the URL is the secret there.
    enterSecret: async () => {},
    look: () => make.poll('watchDealsScheduled', connection, { event: 'deal.created', limit: 100 }, state),
    started: () => [...make.bundles(manual), ...(automatic ? make.bundles(automatic) : [])],
    settled: async () => {},
    refusal: () => null,
    close: () => make.close(),
  };
};

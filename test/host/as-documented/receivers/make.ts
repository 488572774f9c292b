import type { Simulator } from 'livespace-simulator';
import { fromNowOn, Make } from '../../../../testing/make/make.ts';
import { nameOf, type Receiver } from './receiver.ts';

/** The generated files of the Make app, read by an IML reader of our own, since Make has none to install. */
export async function makeReceiver({ url, apiKey, apiSecret }: Simulator): Promise<Receiver> {
  const make = await new Make(url).open();
  const connection = await make.connect({ subdomain: 'acme', apiKey, apiSecret });
  const byHand = make.addWebhook('dealEvents', { events: ['deal.created'] });
  const state = fromNowOn();
  const found: string[] = [];
  return {
    name: 'Make',
    url: byHand.url,
    // Make can't check a signature: the URL is the secret there.
    enterSecret: async () => {},
    async look() {
      const items = await make.poll('watchDealsScheduled', connection, { event: 'deal.created', limit: 100 }, state);
      found.push(...items.map(nameOf));
      return found;
    },
    heard: async () => make.bundles(byHand).map(nameOf),
    close: () => make.close(),
  };
}

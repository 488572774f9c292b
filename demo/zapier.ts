import { createRequire } from 'node:module';
import type { Item } from 'livespace-webhooks';
import zapier from 'zapier-platform-core';
import { startZapierServers } from '../testing/zapier/servers.ts';
import { type Run, Zap } from '../testing/zapier/zap.ts';
import type { StartReceiver } from './receiver.ts';

/** The built Zapier app in Zapier's own handler: a Zap a way. */
export const startZapier: StartReceiver = async (livespace) => {
  const app = createRequire(import.meta.url)('../zapier/index.js');
  const { createAppHandler } = zapier as unknown as { createAppHandler(app: object): Run };
  const handler = createAppHandler(app);
  // Only so does the platform leave http.request alone, which the simulator in this process uses too.
  const run: Run = async (event) =>
    ((await handler({ ...event, calledFromCli: true })) as { results: unknown }).results;
  const servers = await startZapierServers();
  const authData = { subdomain: livespace.url, apiKey: livespace.apiKey, apiSecret: livespace.apiSecret };
  const zapOf = (trigger: string) => new Zap({ servers, run, trigger, authData });
  const automatic = zapOf('deal_created');
  const manual = zapOf('deal_created_manual');
  const scheduled = zapOf('deal_created_scheduled');
  const poll = (meta: object) => scheduled.operation('perform', { meta }) as Promise<Item[]>;
  let seen: Set<string> | undefined;

  return {
    name: 'Zapier',
    subscribe: () =>
      automatic.turnOn().then(
        () => undefined,
        (error: Error) => JSON.parse(error.message).message,
      ),
    unsubscribe: async () => void (await automatic.turnOff()),
    manualUrl: async () => manual.targetUrl,
    enterSecret: async (secret) => {
      manual.inputData = { webhook_url: manual.targetUrl, webhook_secret: secret };
    },
    // Zapier remembers ids by itself: what its first look shows starts nothing.
    look: async () => {
      const items = await poll({ isPopulatingDedupe: seen === undefined });
      const fresh = seen ? items.filter(({ id }) => !seen?.has(id)) : [];
      seen = new Set([...(seen ?? []), ...items.map(({ id }) => id)]);
      return fresh;
    },
    started: () => [...manual.started(), ...automatic.started()],
    settled: async () => void (await Promise.all([manual.idle(), automatic.idle()])),
    refusal: () => manual.errors().at(-1)?.message ?? automatic.errors().at(-1)?.message ?? null,
    close: () => servers.close(),
  };
};

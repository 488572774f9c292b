import { createRequire } from 'node:module';
import type { Simulator } from 'livespace-simulator';
import zapier from 'zapier-platform-core';
import { startZapierServers } from '../testing/zapier/servers.ts';
import { type Run, Zap } from '../testing/zapier/zap.ts';
import { expect, tell } from './timeline.ts';

/** Walks the built Zapier app, in Zapier's own handler, through a Zap's life. */
export async function walkZapier(livespace: Simulator): Promise<void> {
  const app = createRequire(import.meta.url)('../zapier/index.js');
  const { createAppHandler } = zapier as unknown as { createAppHandler(app: object): Run };
  const handler = createAppHandler(app);
  // Only so does the platform leave http.request alone, which the simulator in this process uses too.
  const run: Run = async (event) =>
    ((await handler({ ...event, calledFromCli: true })) as { results: unknown }).results;
  const servers = await startZapierServers();
  const authData = { subdomain: livespace.url, apiKey: livespace.apiKey, apiSecret: livespace.apiSecret };
  const zapOf = (trigger: string, inputData = {}) => new Zap({ servers, run, trigger, authData, inputData });
  const newDeals = zapOf('deal_created');
  const wonDeals = zapOf('deal_status_changed', { status: ['won'] });
  const settled = async () => {
    await livespace.idle();
    await Promise.all([newDeals.idle(), wonDeals.idle()]);
  };
  try {
    const user = await run({
      ...servers.rpc,
      command: 'execute',
      method: 'authentication.test',
      environment: { ...servers.environment, LIVESPACE_ALLOW_LOOPBACK: '1' },
      bundle: { authData, inputData: {}, meta: {} },
    });
    tell('Zapier', `connects as ${JSON.stringify(user)}`);
    const wrong = await refusal(
      new Zap({ servers, run, trigger: 'deal_created', authData: { ...authData, apiSecret: 'wrong' } }).list(),
    );
    expect(`a wrong API secret is told: “${wrong}”`, wrong.includes('API secret'));

    await newDeals.turnOn();
    await wonDeals.turnOn();
    await settled();
    for (const { name, events, isActive } of livespace.subscriptions()) {
      tell('Livespace', `has the subscription “${name}” for ${events.join(', ')}${isActive ? ', active' : ''}`);
    }
    expect(
      'two subscriptions are active, and the handshakes started nothing',
      startedNothing(newDeals, wonDeals) && livespace.subscriptions().length === 2,
    );

    const { deal } = livespace.createDeal({ name: 'Desks for Nowak', value: 12500.5 });
    await settled();
    tell(
      'Zapier',
      `New Deal started with “${newDeals.started()[0]?.deal.name}”, ${newDeals.started()[0]?.deal.value} PLN`,
    );
    expect(
      'a new deal starts New Deal once, and nothing else',
      newDeals.started().length === 1 && startedNothing(wonDeals),
    );

    livespace.changeStatus(String(deal.id), 'won');
    await settled();
    tell('Zapier', `Deal Status Changed started with status ${wonDeals.started()[0]?.deal.status}`);
    expect('a won deal starts Deal Status Changed once', wonDeals.started().length === 1);

    livespace.changeStatus(String(deal.id), 'open');
    await settled();
    expect('a status that was not chosen starts nothing', wonDeals.started().length === 1);

    const earlier = new Date(Date.now() - 60_000).toISOString();
    livespace.emit({ name: 'deal.status_changed', data: { id: deal.id, status: 'won' }, timestamp: earlier });
    await settled();
    expect('an event older than the newest one is marked as late', wonDeals.started()[1]?.is_late === true);

    const [subscription] = livespace.subscriptions();
    await livespace.forge(subscription?.id ?? '', { name: 'deal.created', data: { id: 'forged' } });
    await settled();
    tell('Zapier', `halts a run: “${newDeals.errors()[0]?.message}”`);
    expect(
      'a forged event is halted, in sight, and starts nothing',
      newDeals.errors()[0]?.name === 'HaltedError' && newDeals.started().length === 1,
    );

    const [listed] = await newDeals.list();
    expect('the editor’s list has the same fields as the event', sameKeys(listed, newDeals.started()[0]));

    await newDeals.turnOff();
    await wonDeals.turnOff();
    expect('turned off, no subscription is left', livespace.subscriptions().length === 0);
  } finally {
    await servers.close();
  }
}

function startedNothing(...zaps: Zap[]): boolean {
  return zaps.every((zap) => zap.started().length === 0 && zap.errors().length === 0);
}

async function refusal(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  );
}

function sameKeys(one: unknown, other: unknown): boolean {
  const paths = (value: unknown, path = ''): string[] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value).flatMap(([key, inner]) => paths(inner, `${path}.${key}`))
      : [path];
  return one !== undefined && paths(one).join() === paths(other).join();
}

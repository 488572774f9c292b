/* `npm start`: a deal reaches all four, on an account as it is today, then as it may be one day. */
import { type Simulator, startSimulator } from 'livespace-simulator';
import type { Item } from 'livespace-webhooks';
import { startEndpoint } from './endpoint.ts';
import { startMake } from './make.ts';
import { startN8n } from './n8n.ts';
import type { Receiver } from './receiver.ts';
import { conclude, expect, heading, show, tell } from './timeline.ts';
import { startZapier } from './zapier.ts';

async function onAccount(
  livespace: Simulator,
  walk: (receivers: readonly Receiver[], livespace: Simulator) => Promise<void>,
): Promise<void> {
  const receivers: Receiver[] = [];
  try {
    for (const start of [startZapier, startN8n, startMake, startEndpoint]) receivers.push(await start(livespace));
    await walk(receivers, livespace);
  } finally {
    for (const receiver of receivers) await receiver.close();
    await livespace.close();
  }
}

const someone = { owner_id: 'u-1', owner_name: 'Anna Kowalska', owner_email: 'anna.kowalska@example.com' };
const somewhere = { process_id: 'p-1', process_name: 'New business', stage_id: 's-1', stage_name: 'Offer sent' };
const whole = { ...someone, ...somewhere, probability: 80, tags: ['furniture'], date_end: '2026-12-31' };

async function today(receivers: readonly Receiver[], livespace: Simulator): Promise<void> {
  heading('Today: no account has an API to add webhooks with');
  for (const { name, subscribe } of receivers) {
    const refusal = await subscribe();
    tell(name, refusal ?? 'subscribed');
    expect(
      `${name} names the ways that work`,
      /manual|by hand/i.test(refusal ?? '') && /schedule/i.test(refusal ?? ''),
    );
  }

  heading('Manual: one URL into Livespace, one secret back');
  for (const { name, manualUrl, enterSecret } of receivers) {
    const url = await manualUrl();
    const { id } = livespace.addSubscription({ name: `${name} by hand`, url, events: ['deal.created'] });
    const { secret } = await livespace.activateSubscription(id);
    await enterSecret(secret ?? '');
    tell(name, `confirmed ${url}`);
  }
  expect('four webhooks are active', livespace.subscriptions().filter(({ isActive }) => isActive).length === 4);
  for (const { look } of receivers) expect('what was there before starts nothing', (await look()).length === 0);

  livespace.fault({ kind: 'duplicate', copies: 2 });
  livespace.createDeal({ ...whole, name: 'Desks for Nowak', value: 12500.5 });
  await livespace.idle();
  for (const { name, started, settled } of receivers) {
    await settled();
    tell(name, started().map(summary).join('; '));
    // Make remembers nothing between two events: its users keep `dedupe_key` in a data store.
    const isOnce = name === 'Make' ? started().length >= 1 : started().length === 1;
    expect(name === 'Make' ? 'Make got the deal' : `${name} got it once, though it was sent three times`, isOnce);
  }
  const [first] = receivers.map(({ started }) => started()[0]);
  const unlike = receivers.flatMap(({ name, started }) => differences(started()[0], first).map((path) => name + path));
  expect(`all four have the same keys and values${unlike.map((path) => ` ${path}`)}`, unlike.length === 0);

  for (const { name } of livespace.subscriptions())
    tell('Livespace', `has a webhook “${name}”, which somebody else now forges for`);
  for (const [index, { id }] of livespace.subscriptions().entries()) {
    const { name, settled, started, refusal } = receivers[index] as Receiver;
    const before = started().length;
    await livespace.forge(id, { name: 'deal.created', data: { id: 'forged' } });
    await settled();
    tell(name, refusal() ?? 'can’t check a signature: keep the URL to yourself');
    expect(
      `${name} ${name === 'Make' ? 'is the one that can’t tell' : 'refuses it'}`,
      started().length - before === (name === 'Make' ? 1 : 0),
    );
  }

  heading('Scheduled: the same fact, without a webhook, once');
  for (const { name, look, started } of receivers) {
    const found = await look();
    const again = await look();
    tell(name, found.map(summary).join('; ') || 'found nothing');
    const key = started()[0]?.dedupe_key;
    expect(
      `${name} finds it once, with the webhook’s dedupe_key ${key}`,
      found.length === 1 && again.length === 0 && found[0]?.dedupe_key === key,
    );
  }

  heading('One item, whole: the same keys from every source, on every host');
  const [zapier] = receivers as [Receiver];
  const { raw, ...item } = zapier.started()[0] as Item & { raw?: unknown };
  show(item);
  expect('what Livespace sent comes with it, untouched', typeof raw === 'object');
}

async function oneDay(receivers: readonly Receiver[], livespace: Simulator): Promise<void> {
  heading('Automatic: what this will do once Livespace publishes the API (assumed until then)');
  for (const { name, subscribe } of receivers) {
    const refusal = await subscribe();
    expect(`${name} subscribed by itself${refusal ? `: ${refusal}` : ''}`, refusal === undefined);
  }
  for (const { name, events } of livespace.subscriptions()) tell('Livespace', `has “${name}” for ${events.join(', ')}`);
  livespace.createDeal({ name: 'Lamps for Kowalska', value: '1 234,50' });
  await livespace.idle();
  for (const { name, started, settled } of receivers) {
    await settled();
    tell(name, started().map(summary).join('; '));
    expect(`${name} got the deal once`, started().length === 1);
  }
  for (const { unsubscribe } of receivers) await unsubscribe();
  expect('turned off, nothing of ours is left in Livespace', livespace.subscriptions().length === 0);
}

function summary({ event, deal: { name, status, value, currency } }: Item): string {
  return `${event}: “${name}”, ${status}, ${value} ${currency}`;
}

/** @returns the paths that differ, but for what each notification has of its own, and for what a host adds or can't tell. */
function differences(one: unknown, other: unknown, path = ''): string[] {
  if (/^\.(id|is_late|delivery_attempt|raw)$/.test(path)) return [];
  if (typeof one !== 'object' || typeof other !== 'object' || !one || !other) return one === other ? [] : [path];
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  const at = (value: object, key: string) => (value as Record<string, unknown>)[key];
  return [...keys].flatMap((key) => differences(at(one, key), at(other, key), `${path}.${key}`));
}

const livespace = await startSimulator();
tell('Livespace', `runs locally at ${livespace.url}, as accounts are today`);
await onAccount(livespace, today);
await onAccount(await startSimulator({ profile: { api: 'on' } }), oneDay);

heading('What to do next');
console.log(`npm run simulator        a local Livespace with a page to click on
zapier/README.md         install the Zapier app       n8n/README.md     install the n8n node
make/README.md           import the Make app          shared/README.md  your own endpoint, in 12 lines
docs/doctor.md           something does not arrive`);
conclude();

import { appendFileSync } from 'node:fs';
import { listSubscriptions } from '../api/subscription-calls.ts';
import { Subscriptions } from '../api/subscriptions.ts';
import { isActive } from '../wire/subscriptions.ts';
import { connect } from './connect.ts';
import type { Output } from './output.ts';
import { type Settings, variables } from './settings.ts';

/** Ours are those for our URL whose name begins so: nothing else is ever changed or deleted. */
const host = 'livespace-webhooks';

/** @returns the exit code. Every one that the API user can see, without its secret. */
export async function listAll(settings: Settings, output: Output): Promise<number> {
  const client = await connect(settings);
  const all = await output.during('asking Livespace', listSubscriptions(client));
  for (const one of all) {
    const { id, name, url, events } = one;
    output.say(`${isActive(one) ? 'active  ' : 'inactive'}  ${id}  ${name}  ${events.join(', ')}  ${url}`, {
      id,
      name,
      url,
      events,
      isActive: isActive(one),
    });
  }
  if (all.length === 0) output.say('There are no subscriptions.');
  return 0;
}

/** Adds the subscription, or finds it. Its secret goes into a file that only its owner can read, and is never shown. */
export async function add(
  { url, events, label, save }: { url: string; events: readonly string[]; label: string; save: string },
  settings: Settings,
  output: Output,
): Promise<number> {
  const request = new Subscriptions(await connect(settings)).ensure({ host, label, url, events });
  const { id, url: signed, secret } = await output.during('Livespace calls the URL', request);
  appendFileSync(save, `${variables.url}=${signed}\n${variables.secret}=${secret}\n`, { mode: 0o600 });
  output.say(`✓ Subscribed ${signed} to ${events.join(', ')} (${id}). URL and secret are in ${save}.`, {
    id,
    url: signed,
    events,
  });
  return 0;
}

export async function remove(url: string, settings: Settings, output: Output): Promise<number> {
  const wasThere = await new Subscriptions(await connect(settings)).release({ host, label: '', url });
  output.say(wasThere ? `✓ ${url} is no longer subscribed.` : `${url} had no subscription of ours.`, {
    url,
    deleted: wasThere,
  });
  return wasThere ? 0 : 1;
}

import { listSubscriptions } from '../api/subscription-calls.ts';
import { Subscriptions } from '../api/subscriptions.ts';
import { isActive } from '../wire/subscriptions.ts';
import { connect } from './connect.ts';
import type { Output } from './output.ts';
import { type Settings, secretsIn, variables } from './settings.ts';
import { SettingsFile } from './settings-file.ts';

/** Ours are those for our URL whose name begins so: nothing else is ever changed or deleted. */
const host = 'livespace-webhooks';

const copyIt = 'Copy it from Account Settings → Webhooks, or end the subscription: subscriptions delete --url …';

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
  const client = await connect(settings);
  const file = new SettingsFile(save, '--save');
  const request = new Subscriptions(client).ensure({ host, label, url, events }).catch((error) => {
    file.drop();
    throw error;
  });
  const { id, url: signed, secret } = await output.during('Livespace calls the URL', request);
  const isOne = secretsIn(secret)[0] === secret;
  if (!isOne || !file.append({ [variables.url]: signed, [variables.secret]: secret })) {
    file.drop();
    output.say(
      [
        `✗ ${signed} is subscribed (${id}), but its secret has signs that no file of settings can hold.`,
        `  → ${copyIt}`,
      ],
      {
        id,
        url: signed,
        events,
        saved: false,
      },
    );
    return 1;
  }
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

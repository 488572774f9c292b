import { eventNames, type Item, itemFromDeal, samples } from 'livespace-webhooks';
import { sampleEvents } from 'livespace-webhooks/host';
import { instants, scheduled } from './components.ts';
import { connection } from './connection.ts';
import { itemInterface, itemSample } from './interface.ts';
import { groups, manifest } from './manifest.ts';
import * as looking from './scheduled.ts';
import { connectionSettings, manualSettings, scheduledSettings } from './settings.ts';
import { attach, detach } from './subscription.ts';
import { base } from './transport.ts';
import { communication } from './webhook.ts';

type Files = Map<string, unknown>;

/** @returns what each file of the app holds, as JSON, by its path in `app/`. */
export function appFiles(): Files {
  const files: Files = new Map<string, unknown>([
    ['makecomapp.json', manifest()],
    ['general/base.iml.json', base],
    ['modules/groups.json', groups()],
  ]);
  add(files, 'connections/livespace', { communication: connection(), params: connectionSettings });
  for (const hook of instants) {
    add(files, `webhooks/${hook.webhook}`, {
      communication: communication(hook),
      params: hook.isAttached ? [] : manualSettings,
      ...(hook.isAttached ? { attach: attach(hook), detach: detach(hook) } : {}),
      update: {},
      'required-scope': [],
    });
    const [first] = hook.events;
    if (first) add(files, `modules/${hook.module}`, module({}, [], samples[first], sampleEvents[first]));
  }
  const [first] = eventNames;
  if (first) {
    const { data } = sampleEvents[first];
    add(files, `modules/${scheduled.module}`, {
      ...module(looking.communication(), scheduledSettings, itemFromDeal(data, first), data),
      epoch: looking.epoch(),
      scope: [],
    });
  }
  return files;
}

function module(communication: object, settings: object[], item: Item, raw: object): Record<string, unknown> {
  return {
    communication,
    'static-params': settings,
    'mappable-params': [],
    interface: itemInterface(raw),
    samples: itemSample(item, raw),
  };
}

function add(files: Files, folder: string, kinds: Record<string, unknown>): void {
  const name = folder.split('/').at(-1);
  for (const [kind, content] of Object.entries(kinds)) files.set(`${folder}/${name}.${kind}.iml.json`, content);
}

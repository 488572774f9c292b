import { createHash } from 'node:crypto';
import { dealChanges, type EventName, heldBack, type Item, type SweepPosition, samples } from 'livespace-webhooks';
import { type Bundle, defineTrigger, type InputField, type ZObject } from 'zapier-platform-core';
import { cacheStore } from './cache-store.ts';
import { clock, connect } from './connection.ts';
import { listDeals } from './deal-list.ts';
import { withReadableErrors } from './errors.ts';
import { outputFields } from './output-fields.ts';
import { checkSettings } from './settings.ts';

/** Zapier remembers ids, not when it last looked: every poll looks back as far. */
const lookBackMs = 2 * 24 * 60 * 60 * 1000;
/** 20 deals take some 3 s (observed), and a run has 30. */
const pageSize = 20;
const readingMs = 18_000;
const positionSeconds = 7 * 24 * 60 * 60;

/** A polling trigger, for accounts that cannot subscribe, and for what Livespace gave up delivering. */
export function scheduledTrigger<Key extends string>(options: {
  key: Key;
  event: EventName;
  label: string;
  description: string;
  inputFields: InputField[];
}) {
  const { key, event, label, description, inputFields } = options;
  const list = listDeals(event);

  async function perform(z: ZObject, bundle: Bundle): Promise<Item[]> {
    if (bundle.meta?.isLoadingSample) return list(z, bundle);
    const { filters } = checkSettings(z, bundle);
    const position = sweepPosition(z, key, bundle);
    const isFirst = bundle.meta?.isPopulatingDedupe === true;
    const { items, sweep } = await dealChanges(connect(z, bundle), {
      event,
      since: clock.now() - lookBackMs,
      pageSize,
      clock,
      until: clock.now() + readingMs,
      sweep: await position.read(),
      // What Zapier is shown at first never starts the Zap, so it is shown as much history as there is time for.
      ...(isFirst ? { sweepPages: Number.POSITIVE_INFINITY } : {}),
    });
    await position.write(sweep);
    return items.filter((item) => !heldBack(item, filters)).reverse();
  }

  return defineTrigger({
    key,
    noun: 'Deal',
    display: { label, description },
    operation: {
      type: 'polling',
      inputFields,
      perform: withReadableErrors(perform),
      sample: { ...samples[event] },
      outputFields,
    },
  });
}

/** Where the sweep goes on. When the cache fails it begins anew, which costs nothing but time. */
function sweepPosition(z: ZObject, key: string, { authData, inputData }: Bundle) {
  const scope = createHash('sha256')
    .update(JSON.stringify([authData.subdomain, inputData]))
    .digest('hex');
  const name = `sweep:${key}:${scope}`;
  return {
    async read(): Promise<SweepPosition | undefined> {
      const stored = await cacheStore(z)
        .get(name)
        .catch(() => undefined);
      return stored === undefined ? undefined : JSON.parse(stored);
    },
    async write(position: SweepPosition): Promise<void> {
      await cacheStore(z)
        .set(name, JSON.stringify(position), positionSeconds)
        .catch(() => {});
    },
  };
}

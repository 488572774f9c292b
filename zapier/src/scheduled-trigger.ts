import { createHash } from 'node:crypto';
import { type EventName, whyHeldBack } from 'livespace-webhooks';
import { dealChanges, events, type SweepPosition } from 'livespace-webhooks/host';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { cacheStore } from './cache-store.ts';
import { clock, connect } from './connection.ts';
import { withReadableErrors } from './errors.ts';
import { filterFields } from './input-fields.ts';
import { sampleItem } from './item.ts';
import { listDeals } from './listed-deals.ts';
import { outputFields } from './output-fields.ts';
import { checkSettings } from './settings.ts';
import { triggerKey, triggerLabel } from './ways.ts';

/** Zapier remembers ids, not when it last looked: every poll looks back as far. */
const lookBackMs = 2 * 24 * 60 * 60 * 1000;
/** 20 deals take some 3 s (observed), and a run has 30. */
const pageSize = 20;
const readingMs = 18_000;
const positionMs = 7 * 24 * 60 * 60 * 1000;

/** A polling trigger, for accounts that cannot subscribe, and for what Livespace gave up delivering. */
export function scheduledTrigger(event: EventName) {
  const key = triggerKey(event, 'scheduled');
  const list = listDeals(event, 'api');

  async function perform(z: ZObject, bundle: Bundle) {
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
    return items
      .filter((item) => !whyHeldBack(item, filters))
      .reverse()
      .map((item) => ({ ...item, raw: {} }));
  }

  return defineTrigger({
    key,
    noun: 'Deal',
    display: {
      label: triggerLabel(event, 'scheduled'),
      description: `Triggers when ${events[event].schedule.triggersWhen}. Needs no webhook.`,
    },
    operation: {
      type: 'polling',
      inputFields: filterFields(event, 'scheduled'),
      perform: withReadableErrors(perform),
      sample: { ...sampleItem(event, 'api') },
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
      try {
        return JSON.parse((await cacheStore(z).get(name)) ?? 'null') ?? undefined;
      } catch {
        return undefined;
      }
    },
    async write(position: SweepPosition): Promise<void> {
      try {
        await cacheStore(z).set(name, JSON.stringify(position), positionMs);
      } catch {}
    },
  };
}

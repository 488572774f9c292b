import { type EventName, whyHeldBack } from 'livespace-webhooks';
import { events, windowFrom, windowLook } from 'livespace-webhooks/host';
import { type Bundle, defineTrigger, type ZObject } from 'zapier-platform-core';
import { clock, connect } from './connection.ts';
import { messageOf, withReadableErrors } from './errors.ts';
import { filterFields } from './input-fields.ts';
import { sampleItem, type ZapItem } from './item.ts';
import { listDeals } from './listed-deals.ts';
import { outputFields } from './output-fields.ts';
import { CachedPosition } from './position.ts';
import { checkSettings } from './settings.ts';
import { triggerKey, triggerLabel } from './ways.ts';

/** 20 deals take some 3 s (observed), and a run has 30. */
const pageSize = 20;
const readingMs = 18_000;

/** A polling trigger, for accounts that cannot subscribe, and for what Livespace gave up delivering. */
export function scheduledTrigger(event: EventName) {
  const key = triggerKey(event, 'scheduled');
  const list = listDeals(event, 'api');

  async function perform(z: ZObject, bundle: Bundle): Promise<ZapItem[]> {
    if (bundle.meta?.isLoadingSample) return list(z, bundle);
    const { filters } = checkSettings(z, bundle);
    const client = connect(z, bundle);
    const isFirst = bundle.meta?.isPopulatingDedupe === true;
    const position = new CachedPosition(z, key, bundle);
    const before = await position.read();
    const look = await windowLook(client, isFirst ? undefined : before?.memory, {
      events: [event],
      pageSize,
      clock,
      until: clock.now() + readingMs,
      isFirst,
    }).catch(async (error) => {
      // Should the Zap be on all the same, its next look is not to flood it.
      if (isFirst) await position.begin(before, windowFrom(client, [event], clock.now()));
      throw error;
    });
    await (isFirst ? position.begin(before, look.memory) : position.goOn(before, look.memory));
    if (look.failure)
      z.console.log(`Livespace was read only in part; the next run continues. ${messageOf(look.failure)}`);
    if (look.passedOver > 0) z.console.log(`Rows from Livespace that could not be read: ${look.passedOver}.`);
    return look.items
      .map((item, index) => ({ ...item, raw: look.rows[index] ?? {} }))
      .filter((item) => !whyHeldBack(item, filters))
      .reverse();
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

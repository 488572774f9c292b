import { processes, users } from '../account/fixtures.ts';
import { whyFailed } from '../account/why.ts';
import { receiverModes, receiverPath } from '../receiver.ts';
import { events } from '../wire/events.ts';
import { profileValues } from '../wire/profile.ts';
import type { Control } from './control.ts';

/** A page for people shows this many rows, however many there are: it asks again every second. */
const newest = 100;

/**
 * The account at one moment, as the page shows it: newest first. `number` counts delivery attempts from 1. A deal starts in
 * its process's first stage (ASSUMED).
 */
export function overview(control: Control) {
  const attempts = control.deliveries();
  const skipped = Math.max(0, attempts.length - newest);
  const deliveries = attempts.slice(skipped).map((attempt, index) => ({
    number: skipped + index + 1,
    ...attempt,
    why: whyFailed(attempt),
  }));
  return {
    deals: control.deals(newest),
    subscriptions: control.subscriptions(),
    deliveries: deliveries.reverse(),
    events: Object.keys(events),
    profile: control.profile(),
    profileValues,
    faults: control.faults(),
    receiver: { path: receiverPath, mode: control.receiver(), modes: Object.keys(receiverModes) },
    processes: Object.entries(processes).map(([id, { name, main_stages }]) => {
      return { id, name, firstStageId: Object.keys(main_stages)[0] };
    }),
    owners: users.map(({ id, name }) => ({ id, name })),
  };
}

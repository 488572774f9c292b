import type { EventName } from 'livespace-webhooks';
import { events } from 'livespace-webhooks/host';

/** How an event starts a Zap. Manual and scheduled work today; automatic once Livespace publishes its subscription API. */
export type Way = 'manual' | 'scheduled' | 'automatic';

const names = {
  manual: { suffix: '_manual', label: ' (Manual)' },
  scheduled: { suffix: '_scheduled', label: ' (Scheduled)' },
  automatic: { suffix: '', label: '' },
} as const satisfies Record<Way, object>;

/** Zapier's publishing checks forbid static webhooks (D016, D017): `LIVESPACE_PUBLIC=1 npm run build` leaves them out. */
export const isPublic = process.env.LIVESPACE_PUBLIC === '1';

/** @returns `deal_created`, `deal_created_scheduled` or `deal_created_manual`: a released key stays. */
export function triggerKey(event: EventName, way: Way): string {
  return `${event.replaceAll('.', '_')}${names[way].suffix}`;
}

export function triggerLabel(event: EventName, way: Way): string {
  return `${events[event].label}${names[way].label}`;
}

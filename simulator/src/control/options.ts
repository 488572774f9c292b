import type { Announcer } from '../account/announcer.ts';
import type { Deals } from '../account/deals.ts';
import type { Deliveries } from '../account/deliveries.ts';
import type { Faults } from '../account/faults.ts';
import type { Subscriptions } from '../account/subscriptions.ts';
import type { Api } from '../api/api.ts';
import type { ReceiverMode } from '../receiver.ts';
import type { Deal } from '../wire/deal.ts';
import type { Profile } from '../wire/profile.ts';

export type WireDeal = Record<string, unknown>;

/** What an act led to: the deal as `deals` lists it, and the id of the event that tells of it (null: none does). */
export interface Happening {
  deal: WireDeal;
  eventId: string | null;
}

export interface ControlOptions {
  api: Api;
  deals: Deals;
  subscriptions: Subscriptions;
  deliveries: Deliveries;
  faults: Faults;
  announcer: Announcer;
  /** A deal as the API has it by default, whatever the profile. */
  showPlain: (deal: Deal) => WireDeal;
  settings: Settings;
  reset: () => void;
}

/** What can be changed while the simulator runs. Shared by all that depends on it. */
export interface Settings {
  profile: Profile;
  receiver: ReceiverMode;
}

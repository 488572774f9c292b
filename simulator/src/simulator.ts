import { setTimeout } from 'node:timers/promises';
import { Announcer } from './account/announcer.ts';
import { Deals, type NewDeal } from './account/deals.ts';
import { Deliveries } from './account/deliveries.ts';
import { Faults } from './account/faults.ts';
import { fixtureDeals, namesOf, users } from './account/fixtures.ts';
import { post } from './account/outbound.ts';
import { Subscriptions } from './account/subscriptions.ts';
import { Api } from './api/api.ts';
import { publicMethods } from './api/public-methods.ts';
import { Sessions } from './api/sessions.ts';
import { subscriptionMethods } from './api/subscription-methods.ts';
import { Control } from './control/control.ts';
import type { Settings } from './control/options.ts';
import { Receiver } from './receiver.ts';
import { serve } from './server.ts';
import { type AmountField, type Deal, toWireDeal } from './wire/deal.ts';
import { changeProfile, defaultProfile, type Profile } from './wire/profile.ts';

export interface SimulatorOptions {
  /** On 127.0.0.1. Default: any free one. */
  port?: number;
  /** Epoch milliseconds. Default: the real time. */
  now?: () => number;
  /** Waits between delivery attempts, and for the faults `slow` and `delay`. Default: real time. */
  wait?: (ms: number) => Promise<void>;
  /** Before the second and before the third attempt: "short intervals" (DOC), 1 and 2 seconds by default (ASSUMED). */
  retryDelaysMs?: readonly [number, number];
  /** 3 seconds (DOC). Always real time, as sockets are. */
  handshakeTimeoutMs?: number;
  /** 3 seconds (DOC). Always real time, as sockets are. */
  deliveryTimeoutMs?: number;
  /** Empty (DOC), or what a PHP sender may encode "nothing" as: `[]`, `{}`, `null` (ASSUMED). */
  handshakeBody?: string;
  subdomain?: string;
  /** The administrator's. */
  apiKey?: string;
  /** The administrator's. */
  apiSecret?: string;
  /** What is assumed of the account. What is left out is as on an account of today: no subscription API. */
  profile?: Partial<Profile>;
  /** Whether `status: "all"` includes outdated deals is unknown. Default: it does not. */
  allIncludesOutdated?: boolean;
  /** Whether deals of one second have the same order on every page is unknown. Default: they have. */
  tiesMove?: boolean;
  /** Which field this account's amounts are in (OBS: both modes exist). */
  amountField?: AmountField;
  /** Instead of the fixture deals. */
  deals?: readonly NewDeal[];
}

/** A local Livespace that listens: see Control for what can be done to it. */
export type Simulator = Control & {
  /** Without a slash at the end. */
  url: string;
  apiKey: string;
  apiSecret: string;
  /** The key of somebody who is no administrator: subscription methods answer 540. */
  member: { apiKey: string; apiSecret: string };
  /** Ends all sockets and waits between attempts, so that nothing keeps the process alive. */
  close: () => Promise<void>;
};

/** Starts a Livespace of its own on 127.0.0.1. Rejects when the port is taken, or the profile has an unknown key or value. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const closing = new AbortController();
  const { now = Date.now, wait = realWait(closing.signal), deals: ownDeals } = options;
  const { apiKey = 'simulator-key', apiSecret = 'simulator-secret' } = options;
  const member = { apiKey: 'member-key', apiSecret: 'member-secret' };
  const { subdomain = 'acme', amountField = 'value' } = options;
  const profile = changeProfile(defaultProfile, options.profile ?? {});
  const settings: Settings = { profile, receiver: 'accepts' };
  const showIn = ({ fields, time }: Profile, deal: Deal) =>
    toWireDeal(deal, namesOf(deal.fields), { subdomain, amountField, fields, time });
  const show = (deal: Deal) => showIn(settings.profile, deal);
  const showPlain = (deal: Deal) => showIn(defaultProfile, deal);

  const faults = new Faults();
  const deals = new Deals(now);
  const sessions = new Sessions(
    [
      { apiKey, apiSecret, isAdministrator: true, userId: users[0].id },
      { ...member, isAdministrator: false, userId: users[1].id },
    ],
    now,
  );
  const send = (timeoutMs: number) => (url: string, headers: Record<string, string>, body: string) =>
    post({ url, headers, body, timeoutMs, signal: closing.signal });
  const sendHandshake = send(options.handshakeTimeoutMs ?? 3000);
  // ASSUMED: the handshake carries no signature.
  const subscriptions = new Subscriptions((url) => sendHandshake(url, {}, options.handshakeBody ?? ''));
  const deliveries = new Deliveries({
    subscriptions: () => subscriptions.list(),
    faults,
    form: () => settings.profile.form,
    send: send(options.deliveryTimeoutMs ?? 3000),
    now,
    wait,
    retryDelaysMs: options.retryDelaysMs ?? [1000, 2000],
    signal: closing.signal,
  });
  const announcer = new Announcer({ deliveries, show, time: () => settings.profile.time, now });
  const methods = {
    ...publicMethods({ ...options, deals, faults, show }),
    ...subscriptionMethods({ subscriptions, faults, profile: () => settings.profile }),
  };
  const api = new Api({ sessions, methods, faults, now, wait, createDeal: () => control.createDeal() });

  const startedAt = now();
  const reset = () => {
    for (const part of [faults, sessions, subscriptions, deliveries, api]) part.reset();
    deals.reset(ownDeals ?? fixtureDeals(startedAt));
    Object.assign(settings, { profile, receiver: 'accepts' });
  };
  reset();
  const control: Control = new Control({
    api,
    deals,
    subscriptions,
    deliveries,
    faults,
    announcer,
    showPlain,
    settings,
    reset,
  });
  const receiver = new Receiver({
    subscriptions: () => subscriptions.list(),
    form: () => settings.profile.form,
    mode: () => settings.receiver,
  });
  const server = await serve({ api, control, receiver, port: options.port ?? 0, now });
  const close = () => {
    closing.abort();
    return server.close();
  };
  return Object.assign(control, { url: server.url, apiKey, apiSecret, member, close });
}

function realWait(signal: AbortSignal): (ms: number) => Promise<void> {
  return (ms) => setTimeout(ms, undefined, { signal }).catch(() => undefined);
}

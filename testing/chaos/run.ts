import { setTimeout as sleep } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import type { Simulator, Subscription } from 'livespace-simulator';
import { Chance } from './chance.ts';
import { type Aftermath, incidents, receivers } from './incidents.ts';
import type { Ledger } from './judge.ts';
import type { Departure, Fate, Plan } from './plan.ts';
import { startWorld, type World } from './world.ts';

/** Of those that come while n8n is down. The others wait for it: most would be given up. */
const whileDown = 10;

/** So many attempts wait for an answer before the next event leaves: a slow machine is no fault of the receivers. */
const atOnce = 6;
const recent = 300;

const leave: Readonly<Record<Departure, (livespace: Simulator) => void>> = {
  'at once': () => {},
  delayed: (livespace) => livespace.fault({ kind: 'delay', ms: 1000 }),
  duplicated: (livespace) => livespace.fault({ kind: 'duplicate', copies: 3 }),
  reordered(livespace) {
    if (!livespace.faults().some(({ kind }) => kind === 'reorder')) livespace.fault({ kind: 'reorder', count: 4 });
  },
};

export interface Outcome {
  ledgers: Ledger[];
  /** Left in Livespace when all workflows are off. */
  orphans: string[];
  /** Whether somebody else's webhooks are as they were. */
  isForeignUntouched: boolean;
  /** All that any process printed or stored. */
  output: string;
  secrets: ReadonlyMap<string, string>;
  fates: ReadonlyMap<Fate, number>;
}

/** @param tarball of the packed node */
export async function runPlan(plan: Plan, tarball: string): Promise<Outcome> {
  const chance = new Chance(plan);
  const world = await startWorld(tarball, chance);
  try {
    const aftermath: Aftermath = {
      clockMoves: [],
      forgeries: { 'own endpoint': [], 'n8n, automatic': [], 'n8n, by hand': [] },
    };
    await happen(plan, world, aftermath);
    return { ...(await takeStock(world, aftermath, chance)), fates: chance.counts };
  } finally {
    await world.close();
  }
}

async function happen({ events }: Plan, world: World, aftermath: Aftermath): Promise<void> {
  const { livespace, n8n } = world;
  const deals = livespace.deals();
  const happening: Promise<void>[] = [];
  let sinceDown = 0;
  for (const [number, event] of events.entries()) {
    for (const { kind, choice } of event.incidents) happening.push(incidents[kind](world, choice, aftermath));
    leave[event.departure](livespace);
    const name = number % 2 === 0 ? 'deal.created' : 'deal.status_changed';
    livespace.emit({ id: `chaos-${number}`, name, data: deals[number % deals.length] });
    sinceDown = n8n.isDown ? sinceDown + 1 : 0;
    if (sinceDown > whileDown) await n8n.ready();
    await sleep(event.pause);
    while (underWay(livespace) > atOnce) await sleep(20);
  }
  await Promise.all(happening);
  livespace.clearFaults();
  await livespace.idle();
}

function underWay(livespace: Simulator): number {
  return livespace
    .deliveries()
    .slice(-recent)
    .filter(({ outcome }) => outcome === 'under way').length;
}

async function takeStock({ livespace, foreign, endpoint, n8n, secrets }: World, aftermath: Aftermath, chance: Chance) {
  const { automatic, byHand, executions } = await n8n.close();
  const hears = {
    'own endpoint': { url: endpoint.subscription.url, runs: await endpoint.runs(), cut: new Map() },
    'n8n, automatic': { url: n8n.urlOf('automatic'), ...automatic },
    'n8n, by hand': { url: n8n.urlOf('by hand'), ...byHand },
  };
  const ledgers = receivers.map((receiver): Ledger => {
    const { url, runs, cut } = hears[receiver];
    const deliveries = livespace.deliveries().filter((delivery) => delivery.url === url);
    // The endpoint's memory is in Redis, whose clock nobody moves.
    const disturbances =
      receiver === 'own endpoint' ? endpoint.disturbances : [...n8n.disturbances, ...aftermath.clockMoves];
    const swallowed = chance.swallowed(url);
    const takesHangUpForStart = receiver !== 'own endpoint';
    const forged = aftermath.forgeries[receiver];
    return { receiver, deliveries, runs, cut, swallowed, takesHangUpForStart, disturbances, forgeries: forged };
  });
  const untouched = foreign.map(({ id }) => id);
  const ours = new Set([endpoint.subscription.id, n8n.subscription('by hand')?.id]);
  const left = livespace.subscriptions().filter(({ id }) => !ours.has(id));
  const comparable = (subscriptions: readonly Subscription[]) =>
    subscriptions.map((subscription) => ({ ...subscription, lastTriggered: null }));
  return {
    ledgers,
    orphans: left.filter(({ id }) => !untouched.includes(id)).map(({ name, url }) => `${name} (${url})`),
    isForeignUntouched: isDeepStrictEqual(
      comparable(left.filter(({ id }) => untouched.includes(id))),
      comparable(foreign),
    ),
    output: [n8n.log, await endpoint.output(), ...executions.map(({ data }) => data)].join('\n'),
    secrets: secrets.known,
  };
}

import {
  type EventName,
  type Item,
  itemFromDeal,
  type LivespaceClient,
  recentDeals,
  whyHeldBack,
} from 'livespace-webhooks';
import { dealChanges, type SweepPosition } from 'livespace-webhooks/host';
import type { INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { clock, connect } from '../shared/connection.ts';
import { toNodeError } from '../shared/errors.ts';
import { chosenEvents, type FilterOptions, readFilters } from '../shared/settings.ts';

/** What n8n keeps between two looks: as soon as items are returned, otherwise as long as the process lives. */
interface Memory {
  /** When the workflow was activated: what happened before never starts it. */
  activatedAt?: number;
  /** When everything was last read to its end. */
  readAt?: number;
  /** The facts that were found, by the time they occurred. */
  known?: Record<string, number>;
  sweep?: SweepPosition;
}

/** Some changes are found by the sweep only, so every look goes back further than the last one. */
const lookBackMs = 2 * 24 * 60 * 60 * 1000;
/** Observed: 100 deals take 3 to 9 s. */
const pageSize = 100;
const answerMs = 60_000;
const readingMs = 10 * 60 * 1000;
const shownInTest = 10;

/** Workflow and node: n8n may start a look while the one before still reads a burst. */
const reading = new Set<string>();

/** One look. @returns the facts that are new, oldest first, or null where there is none. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
  if (context.getMode() === 'manual') return emit(context, newestDeals);
  const key = `${context.getWorkflow().id}:${context.getNode().id}`;
  if (reading.has(key)) return null;
  reading.add(key);
  try {
    return await emit(context, newFacts);
  } finally {
    reading.delete(key);
  }
}

async function emit(context: IPollFunctions, look: typeof newFacts): Promise<INodeExecutionData[][] | null> {
  try {
    const items = await look(context, await connect(context, answerMs));
    return items.length > 0 ? [context.helpers.returnJsonArray(items.map((item) => ({ ...item })))] : null;
  } catch (error) {
    throw toNodeError(context, error);
  }
}

async function newFacts(context: IPollFunctions, client: LivespaceClient): Promise<Item[]> {
  const memory = context.getWorkflowStaticData('node') as Memory;
  const now = clock.now();
  const { activatedAt = now, readAt = now, known = {}, sweep } = memory;
  const since = Math.max(activatedAt, readAt - lookBackMs);
  const looks = [];
  for (const event of chosenEvents(context) as EventName[]) {
    looks.push(await dealChanges(client, { event, since, pageSize, clock, until: now + readingMs, sweep }));
  }
  const found = looks.flatMap(({ items }) => items).filter(({ dedupe_key: fact }) => !(fact in known));
  const isComplete = looks.every(({ complete }) => complete);
  // Written at the end, so that a look that fails is made again.
  Object.assign(memory, {
    activatedAt,
    readAt: isComplete ? now : readAt,
    known: remember(known, found, since),
    sweep: looks.at(-1)?.sweep,
  });
  const filters = readFilters(context.getNodeParameter('options', {}) as FilterOptions);
  return found.filter((item) => !whyHeldBack(item, filters));
}

/** What occurred before `since` is not found again. */
function remember(known: Record<string, number>, found: Item[], since: number): Record<string, number> {
  const times = found.map((item) => [item.dedupe_key, Date.parse(item.occurred_at ?? '')] as const);
  return Object.fromEntries([...Object.entries(known).filter(([, occurredAt]) => occurredAt >= since), ...times]);
}

/** For a test in the editor: what the workflow would be started with. */
async function newestDeals(context: IPollFunctions, client: LivespaceClient): Promise<Item[]> {
  const deals = await recentDeals(client, { limit: shownInTest });
  const { origin } = client.account;
  return chosenEvents(context).flatMap((event) => deals.map((deal) => itemFromDeal(deal, event as EventName, origin)));
}

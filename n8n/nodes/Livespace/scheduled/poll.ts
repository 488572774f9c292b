import { type LivespaceClient, type Look, look, whyHeldBack } from 'livespace-webhooks';
import type { IDataObject, INodeExecutionData, IPollFunctions } from 'n8n-workflow';
import { clock, connect } from '../shared/connection.ts';
import { toNodeError } from '../shared/errors.ts';
import { readSettings, type Settings } from './settings.ts';
import { type Found, testItems } from './test-items.ts';

/** Observed: 100 deals take 3 to 9 s. */
const pageSize = 100;
const answerMs = 60_000;
/** A burst comes in batches of what can be read in this time, one at each look. */
const readingMs = 60_000;

/** Workflow and node, by whose name n8n keeps the memory: it may start a look while the one before still reads. */
const reading = new Set<string>();

/**
 * What became of a memory in this process since n8n saved it. It saves none where nothing came, or all was held back, and
 * publishing loads what was saved: a lower minimum would bring all that was held back since.
 */
const kept = new Map<string, { saved: string | undefined; memory: string }>();

/** One look. @returns what is new, oldest first, or null where there is nothing. */
export async function poll(context: IPollFunctions): Promise<INodeExecutionData[][] | null> {
  // A test in the editor remembers nothing, so it may read beside a look.
  if (context.getMode() === 'manual') return read(context, testItems);
  const key = keyOf(context);
  if (reading.has(key)) return null;
  reading.add(key);
  try {
    return await read(context, (client, settings) => lookOn(context, client, settings));
  } finally {
    reading.delete(key);
  }
}

async function read(
  context: IPollFunctions,
  find: (client: LivespaceClient, settings: Settings) => Promise<Found[]>,
): Promise<INodeExecutionData[][] | null> {
  try {
    const settings = readSettings(context);
    const found = await find(await connect(context, answerMs), settings);
    const items = found.map(({ item, raw }) => ({ ...item, ...(settings.includeRaw ? { raw } : {}) }));
    // With null n8n saves no memory: the next process looks at the same again, which loses and repeats nothing.
    return items.length > 0 ? [context.helpers.returnJsonArray(items as unknown as IDataObject[])] : null;
  } catch (error) {
    throw toNodeError(context, error);
  }
}

async function lookOn(context: IPollFunctions, client: LivespaceClient, settings: Settings): Promise<Found[]> {
  const stored = context.getWorkflowStaticData('node');
  const { events, startFrom, filters } = settings;
  const until = clock.now() + readingMs;
  // What n8n has stored it hands out with a mark of its own in every object.
  const loaded = stored.memory === undefined ? undefined : JSON.stringify(stored.memory);
  const known = kept.get(keyOf(context));
  const goesOn = loaded !== undefined && known && [known.saved, known.memory].includes(loaded) ? known : undefined;
  const memory = goesOn?.memory ?? loaded;
  const found = await look(client, memory && JSON.parse(memory), { events, pageSize, clock, until, startFrom });
  // Not before, so that a look that fails is made again.
  stored.memory = found.memory;
  tell(context, found);
  const wanted = found.items
    .map((item, index) => ({ item, raw: found.rows[index] ?? {} }))
    .filter(({ item }) => !whyHeldBack(item, filters));
  const now = JSON.stringify(found.memory);
  kept.set(keyOf(context), { saved: wanted.length > 0 ? now : goesOn ? goesOn.saved : loaded, memory: now });
  return wanted;
}

function keyOf(context: IPollFunctions): string {
  return `${context.getWorkflow().id}:${context.getNode().name}`;
}

/** What the items don't tell. */
function tell(context: IPollFunctions, { restarted, failure, complete, passedOver }: Look): void {
  const place = `Livespace Scheduled Trigger in workflow ${context.getWorkflow().id}`;
  const { logger } = context;
  if (restarted) logger.warn(`${place} could not read its memory and started afresh`);
  if (failure) logger.warn(`${place} was interrupted, and continues at the next look: ${failure.message}`);
  else if (!complete) logger.info(`${place}: there is more, which the next look brings`);
  if (passedOver > 0) logger.warn(`${place} skipped ${passedOver} deals that it could not read`);
}

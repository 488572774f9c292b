import { getDeal, type ItemDeal, itemFromDeal } from 'livespace-webhooks';
import { type IWebhookFunctions, sleep } from 'n8n-workflow';
import { connect } from './connection.ts';

export interface CurrentDeal {
  current_deal: ItemDeal | null;
  /** Why there is none. */
  current_deal_error: string | null;
}

// Livespace waits 3 seconds for the answer to an event, and n8n has to start the workflow in them as well.
const patienceMs = 1500;

// The call itself takes two requests. In a burst of events those whose turn would come later are not made.
const latestStartMs = 1000;

/** The deal as it is now, whatever order the events came in. Takes 1.5 s at most and never throws. */
export async function currentDeal(context: IWebhookFunctions, id: string): Promise<CurrentDeal> {
  const tooLate = sleep(patienceMs).then(() => none('Livespace did not answer within 1.5 seconds.'));
  return Promise.race([fetchDeal(context, id), tooLate]);
}

async function fetchDeal(context: IWebhookFunctions, id: string): Promise<CurrentDeal> {
  try {
    const startBy = Date.now() + latestStartMs;
    const deal = await getDeal(await connect(context), id, { attempts: 1, timeoutMs: patienceMs, startBy });
    return { current_deal: itemFromDeal(deal, 'deal.status_changed').deal, current_deal_error: null };
  } catch (error) {
    return none(error instanceof Error ? error.message : 'The deal could not be read.');
  }
}

function none(reason: string): CurrentDeal {
  return { current_deal: null, current_deal_error: reason };
}

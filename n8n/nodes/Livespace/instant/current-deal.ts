import { getDeal, type ItemDeal } from 'livespace-webhooks';
import { itemDeal } from 'livespace-webhooks/host';
import { type IWebhookFunctions, sleep } from 'n8n-workflow';
import { connect } from '../shared/connection.ts';
import { toNodeError } from '../shared/errors.ts';

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
    const client = await connect(context);
    const deal = await getDeal(client, id, { attempts: 1, timeoutMs: patienceMs, startBy });
    return { current_deal: itemDeal(deal, client.account.origin), current_deal_error: null };
  } catch (error) {
    return none(toNodeError(context, error).message);
  }
}

function none(reason: string): CurrentDeal {
  return { current_deal: null, current_deal_error: reason };
}

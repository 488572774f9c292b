import type { LivespaceClient } from '../../api/client.ts';
import { testConnection } from '../../api/deals.ts';
import { isSameUrl } from '../../api/same-url.ts';
import { listSubscriptions } from '../../api/subscription-calls.ts';
import { isLivespaceError, type LivespaceError } from '../../errors.ts';
import { isActive, type WireSubscription } from '../../wire/subscriptions.ts';
import type { Finding } from '../output.ts';

const tolerableSkewMs = 60_000;

/** What Livespace tells of the account, and of the subscription for this URL where there is an API to ask. */
export async function* checkAccount(client: LivespaceClient, url: string): AsyncGenerator<Finding> {
  const key = 'API key and secret are right';
  try {
    const { account, name } = await testConnection(client);
    yield { check: key, verdict: 'passed', detail: `${name} in ${account}` };
  } catch (error) {
    yield failed(key, error);
    return;
  }
  yield checkClock(client.livespaceTime);
  yield* checkSubscription(client, url);
}

function checkClock(livespaceTime: number | undefined): Finding {
  const check = 'The clock of this machine is right';
  if (livespaceTime === undefined) return { check, verdict: 'unknown', detail: 'Livespace sent no time' };
  const skew = Date.now() - livespaceTime;
  const detail = `${Math.round(Math.abs(skew) / 1000)} s ${skew < 0 ? 'behind' : 'ahead of'} Livespace`;
  return Math.abs(skew) <= tolerableSkewMs
    ? { check, verdict: 'passed', detail }
    : { check, verdict: 'failed', detail, remedy: 'Set the clock by a time server.' };
}

async function* checkSubscription(client: LivespaceClient, url: string): AsyncGenerator<Finding> {
  const api = 'The account has a subscription API';
  let all: WireSubscription[];
  try {
    all = await listSubscriptions(client);
    yield { check: api, verdict: 'passed', detail: `it lists ${all.length}` };
  } catch (error) {
    const isRefused = isLivespaceError(error) && error.code === 'refused';
    // No account has one today, so its absence is nobody's mistake.
    yield isRefused
      ? { check: api, verdict: 'unknown', detail: error.reason, remedy: lookYourself }
      : failed(api, error);
    return;
  }
  const check = 'The URL is subscribed and active';
  const mine = all.filter((one) => isSameUrl(one.url, url));
  if (mine.length === 0) yield { check, verdict: 'failed', detail: 'no subscription has this URL', remedy: addIt };
  for (const one of mine) yield describe(check, one);
}

const lookYourself =
  'Look in Account Settings → Webhooks: is the URL there, active, with the right events, and when was it last triggered?';
const addIt = 'Add it in Account Settings → Webhooks, or let the connector subscribe.';

function describe(check: string, one: WireSubscription): Finding {
  const last = typeof one.last_triggered === 'string' && one.last_triggered ? one.last_triggered : 'never';
  const detail = `“${one.name}”, ${one.events.join(', ') || 'no events'}, last triggered: ${last}`;
  return isActive(one) && one.events.length > 0
    ? { check, verdict: 'passed', detail }
    : {
        check,
        verdict: 'failed',
        detail,
        remedy: 'Activate it in Account Settings → Webhooks, with at least one event.',
      };
}

function failed(check: string, error: unknown): Finding {
  if (!isLivespaceError(error)) throw error;
  const { reason, remedy }: LivespaceError = error;
  return { check, verdict: 'failed', detail: reason, remedy };
}

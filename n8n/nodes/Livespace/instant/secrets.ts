import { isLivespaceError } from 'livespace-webhooks';
import { checkPastedSecret, pasted, withRemedy } from 'livespace-webhooks/host';
import type { IWebhookFunctions } from 'n8n-workflow';
import { remedies } from '../shared/errors.ts';
import { isManual } from './settings.ts';
import { storedSubscription } from './static-data.ts';

/** What a delivery may be signed with, or why there is nothing, where that is known. */
export interface Secrets {
  secrets: string[];
  problem?: string;
}

const lastingMs = 5000;
const mostCredentials = 1000;

/** By the credential's id. It lives as long as the process. */
const lately = new Map<string, { until: number; reading: Promise<Secrets> }>();

/**
 * n8n starts a sandbox to read a credential, which takes half as long as all else it does for an event. So what was read
 * serves the events of the next seconds; whom it refuses, {@link readSecrets} has to judge.
 *
 * @returns nothing where it was not read lately.
 */
export async function recentSecrets(context: IWebhookFunctions): Promise<Secrets | undefined> {
  const recent = lately.get(credentialOf(context) ?? '');
  return recent && recent.until > Date.now() ? recent.reading : undefined;
}

/** As they are now. */
export async function readSecrets(context: IWebhookFunctions): Promise<Secrets> {
  if (!isManual(context)) return { secrets: [storedSubscription(context)?.secret ?? ''] };
  const credential = credentialOf(context);
  if (credential === undefined) return { secrets: [] };
  const reading = read(context);
  if (lately.size >= mostCredentials) lately.clear();
  lately.set(credential, { until: Date.now() + lastingMs, reading });
  return reading;
}

function credentialOf(context: IWebhookFunctions): string | undefined {
  const credential = isManual(context) ? context.getNode().credentials?.livespaceWebhookApi : undefined;
  return credential && String(credential.id);
}

async function read(context: IWebhookFunctions): Promise<Secrets> {
  try {
    const { secret, previousSecret } = await context.getCredentials('livespaceWebhookApi');
    return { secrets: [secret, previousSecret].map(pasted).filter(Boolean).map(checkPastedSecret) };
  } catch (error) {
    if (isLivespaceError(error)) return { secrets: [], problem: withRemedy(error, remedies).message };
    const reason = error instanceof Error ? error.message : String(error);
    return { secrets: [], problem: `The Livespace Webhook API credential can’t be read: ${reason}` };
  }
}

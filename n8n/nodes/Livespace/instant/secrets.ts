import { isLivespaceError } from 'livespace-webhooks';
import { checkPastedSecret, pasted, withRemedy } from 'livespace-webhooks/host';
import type { IWebhookFunctions } from 'n8n-workflow';
import { remedies } from '../shared/errors.ts';
import { isManual } from './settings.ts';
import { storedSubscription } from './static-data.ts';

/** What a delivery may be signed with, or why there is nothing, where that is known. */
export async function readSecrets(context: IWebhookFunctions): Promise<{ secrets: string[]; problem?: string }> {
  if (!isManual(context)) return { secrets: [storedSubscription(context)?.secret ?? ''] };
  if (!context.getNode().credentials?.livespaceWebhookApi) return { secrets: [] };
  try {
    const { secret, previousSecret } = await context.getCredentials('livespaceWebhookApi');
    return { secrets: [secret, previousSecret].map(pasted).filter(Boolean).map(checkPastedSecret) };
  } catch (error) {
    if (isLivespaceError(error)) return { secrets: [], problem: withRemedy(error, remedies).message };
    const reason = error instanceof Error ? error.message : String(error);
    return { secrets: [], problem: `The Livespace Webhook API credential can’t be read: ${reason}` };
  }
}

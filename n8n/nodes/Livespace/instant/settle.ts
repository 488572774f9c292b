import type { Accepted } from 'livespace-webhooks';
import type { IWebhookFunctions } from 'n8n-workflow';

/**
 * n8n answers after the execution was started, so how the response ends tells whether it was. Livespace hangs up after 3
 * seconds, long before the reservation lapses; the run is started all the same.
 */
export function settle(response: ReturnType<IWebhookFunctions['getResponseObject']>, received: Accepted): void {
  let isSettled = false;
  const end = (isStarted: boolean) => {
    if (isSettled) return;
    isSettled = true;
    void (isStarted ? received.keep() : received.release());
  };
  response.once('finish', () => end(response.statusCode === 200));
  response.once('close', () => end(true));
  if (response.closed) end(true);
}

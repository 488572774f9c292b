import { type DealStatus, dealStatuses, type Filters, isLivespaceError, type LivespaceError } from 'livespace-webhooks';
import { amount, checkPastedSecret, checkPastedUrl, pasted } from 'livespace-webhooks/host';
import type { Bundle, ZObject } from 'zapier-platform-core';
import { knownAccount } from './connection.ts';

type Input = Readonly<Record<string, unknown>>;

export interface Settings {
  filters: Filters & { statuses: DealStatus[] };
  skipLate: boolean;
  /** What the user has to correct: to be told when the Zap is set up, not when a deal comes. */
  problem: string | undefined;
}

/**
 * Reads the fields of a trigger. Zapier does not check what users map into them: text stands for lists, numbers and
 * booleans alike. What can't be read filters nothing.
 */
export function readSettings(input: Input): Settings {
  const statuses = chosen(input.status).map((status) => status.toLowerCase());
  const unknownStatus = statuses.find((status) => !isDealStatus(status));
  const [typedMinimum] = texts(input.minimum_value);
  const minimumValue = amount(typedMinimum);
  return {
    filters: {
      statuses: statuses.filter(isDealStatus),
      processIds: texts(input.process_id),
      ownerIds: texts(input.owner_id),
      minimumValue: minimumValue ?? undefined,
    },
    skipLate: /^(true|t|yes|y|on|1)$/i.test(texts(input.skip_late)[0] ?? ''),
    problem: problemWith(unknownStatus, minimumValue === null ? typedMinimum : undefined),
  };
}

/**
 * {@link readSettings} for whoever is there to correct them.
 *
 * @throws an error that names the field and what to enter.
 */
export function checkSettings(z: ZObject, { inputData }: Bundle): Settings {
  const settings = readSettings(inputData);
  if (settings.problem !== undefined) throw new z.errors.Error(settings.problem, 'invalid_parameters');
  return settings;
}

/** The events of an action's list: none chosen are all, those that Livespace may add with them. */
export function readEvents(input: Input): readonly string[] | 'any' {
  const events = chosen(input.events);
  return events.length > 0 ? events : 'any';
}

/** What the user pasted of a webhook that was added by hand. */
export function readWebhook(input: Input): { url: string; secrets: [current: string, previous: string] } {
  return {
    url: pasted(input.webhook_url),
    secrets: [pasted(input.webhook_secret), pasted(input.webhook_previous_secret)],
  };
}

/**
 * Checks what the user pasted.
 *
 * @throws LivespaceError `invalid_endpoint`, `missing_secret`, `masked_secret`
 */
export function checkWebhook(bundle: Bundle): void {
  const { url, secrets } = readWebhook(bundle.inputData);
  const [current, previous] = secrets;
  checkPastedUrl(url, knownAccount(bundle));
  checkPastedSecret(current);
  if (previous !== '') checkPastedSecret(previous);
}

/** {@link checkWebhook} where nobody is there to correct it. */
export function webhookProblem(bundle: Bundle): LivespaceError | undefined {
  try {
    checkWebhook(bundle);
    return undefined;
  } catch (error) {
    if (isLivespaceError(error)) return error;
    throw error;
  }
}

function problemWith(status: string | undefined, minimum: string | undefined): string | undefined {
  if (status !== undefined) return `“${status}” is not a deal status. Choose from the list in the field Status.`;
  if (minimum !== undefined)
    return `“${minimum}” is not a number. Enter one in the field Minimum Value, such as 12500.50.`;
  return undefined;
}

function isDealStatus(status: string): status is DealStatus {
  return dealStatuses.some((known) => known === status);
}

/** What is mapped into a list may be one text with commas. */
function chosen(value: unknown): string[] {
  return texts(texts(value).flatMap((text) => text.split(',')));
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (one === undefined || one === null ? [] : String(one).trim() || []));
}

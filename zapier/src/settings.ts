import { amount, type DealStatus, dealStatuses, type Filters } from 'livespace-webhooks';
import type { Bundle, ZObject } from 'zapier-platform-core';

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
export function readSettings(input: Readonly<Record<string, unknown>>): Settings {
  const statuses = texts(input.status).map((status) => status.toLowerCase());
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

function problemWith(status: string | undefined, minimum: string | undefined): string | undefined {
  if (status !== undefined) return `“${status}” is no deal status. Choose from the list in the field Status.`;
  if (minimum !== undefined)
    return `“${minimum}” is no number. Enter one in the field Minimum Value, such as 12500.50.`;
  return undefined;
}

function isDealStatus(status: string): status is DealStatus {
  return dealStatuses.some((known) => known === status);
}

function texts(value: unknown): string[] {
  const values = Array.isArray(value) ? value : [value];
  return values.flatMap((one) => (one === undefined || one === null ? [] : String(one).trim() || []));
}

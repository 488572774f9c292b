import { dealStatuses, type EventName, eventNames } from 'livespace-webhooks';
import { events } from 'livespace-webhooks/host';
import { defineInputFields, type InputField } from 'zapier-platform-core';
import { ownerList, processList } from './lists.ts';
import type { Way } from './ways.ts';

/** What a Zap can be limited to. An event that is held back costs the user no task. */
const dealFilters = defineInputFields([
  {
    key: 'process_id',
    label: 'Process',
    type: 'string',
    required: false,
    dynamic: `${processList.key}.id.name`,
    helpText: 'Only deals in this process. Leave empty for all.',
  },
  {
    key: 'owner_id',
    label: 'Owner',
    type: 'string',
    required: false,
    dynamic: `${ownerList.key}.id.name`,
    helpText: 'Only deals that this person owns. Leave empty for everyone’s.',
  },
  {
    key: 'minimum_value',
    label: 'Minimum Value',
    type: 'number',
    required: false,
    helpText: 'Only deals worth at least this much, whatever the currency.',
  },
]);

/** A schedule finds a deal as it is, so that nothing it finds is late. */
const lateOption = defineInputFields([
  {
    key: 'skip_late',
    label: 'Skip Late Events',
    type: 'boolean',
    required: false,
    default: 'false',
    helpText:
      'Livespace may send a deal’s events out of order. Choose yes to skip an event that arrives after a newer one; otherwise it arrives with *Is Late* set to true.',
  },
]);

/** The filters of the triggers of an event. */
export function filterFields(event: EventName, way: Way): InputField[] {
  const { filteredByStatus, schedule } = events[event];
  const found: readonly string[] = schedule.statuses;
  const isFound = (status: string) => way !== 'scheduled' || found.includes('all') || found.includes(status);
  return [
    ...(filteredByStatus ? statusFilter(dealStatuses.filter(isFound)) : []),
    ...dealFilters,
    ...(way === 'scheduled' ? [] : lateOption),
  ];
}

/** The filters of any event. */
export const everyFilter: InputField[] = [
  ...statusFilter(dealStatuses, ' Other events are not affected.'),
  ...dealFilters,
  ...lateOption,
];

export const eventsField = defineInputFields([
  {
    key: 'events',
    label: 'Events',
    type: 'string',
    required: false,
    list: true,
    choices: Object.fromEntries(eventNames.map((event) => [event, events[event].label])),
    helpText: 'Only these go on to the next step. Leave empty for all.',
  },
]);

/**
 * What the user pastes of a webhook that was added by hand.
 *
 * @param required not in a trigger: where Zapier shows its URL only after this form, nobody could get past it.
 */
export function webhookFields(required: boolean): InputField[] {
  return defineInputFields([
    {
      key: 'webhook_url',
      label: 'Webhook URL',
      type: 'string',
      required,
      helpText:
        'The URL that Livespace sends to, exactly as you entered it in *Account Settings → Webhooks*: the signature covers it.',
    },
    {
      key: 'webhook_secret',
      label: 'Webhook Secret',
      type: 'password',
      required,
      helpText: 'Livespace shows it in *Account Settings → Webhooks* once the subscription is active.',
    },
    {
      key: 'webhook_previous_secret',
      label: 'Previous Webhook Secret',
      type: 'password',
      required: false,
      helpText: 'Only while you change the secret in Livespace: events signed with the old one are still accepted.',
    },
  ]);
}

function statusFilter(statuses: readonly string[], more = ''): InputField[] {
  return defineInputFields([
    {
      key: 'status',
      label: 'Status',
      type: 'string',
      required: false,
      list: true,
      choices: Object.fromEntries(statuses.map((status) => [status, titled(status)])),
      helpText: `Only deals that changed to one of these. Leave empty for all.${more}`,
    },
  ]);
}

function titled(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

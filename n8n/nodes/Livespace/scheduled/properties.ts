import { type DealStatus, dealStatuses, eventNames } from 'livespace-webhooks';
import { type EventKind, events } from 'livespace-webhooks/host';
import type { INodeProperties } from 'n8n-workflow';
import { eventsParameter } from '../shared/event-properties.ts';
import { minimumValueFilter, ownerFilter, processFilter, statusFilter } from '../shared/filter-properties.ts';
import { rawOption } from '../shared/raw-option.ts';

/** Those with which a schedule finds a change of status. */
const foundStatuses = dealStatuses.filter((status) => eventNames.some((name) => isFound(events[name], status)));

export const properties: INodeProperties[] = [
  eventsParameter(({ schedule }) => schedule.description),
  {
    displayName: 'Options',
    name: 'options',
    type: 'collection',
    placeholder: 'Add option',
    default: {},
    options: [
      rawOption('deal'),
      minimumValueFilter,
      ownerFilter(['list', 'id']),
      processFilter(['list', 'id']),
      {
        displayName: 'Start From',
        name: 'startFrom',
        type: 'dateTime',
        default: '',
        description:
          'What happened since then starts the workflow at its first look. Clear it afterwards: a renamed or copied node starts there again.',
      },
      statusFilter(foundStatuses),
    ],
  },
];

function isFound({ filteredByStatus, schedule }: EventKind, status: DealStatus): boolean {
  return filteredByStatus && schedule.statuses.includes(status);
}

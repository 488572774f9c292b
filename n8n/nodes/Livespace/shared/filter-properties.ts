import type { DealStatus } from 'livespace-webhooks';
import type { INodeProperties } from 'n8n-workflow';

const statusNames = { lost: 'Lost', open: 'Open', outdated: 'Outdated', won: 'Won' } as const;

/** @param offered in alphabetical order, as n8n wants its options. */
export function statusFilter(offered: readonly DealStatus[]): INodeProperties {
  return {
    displayName: 'Status',
    name: 'status',
    type: 'multiOptions',
    options: offered.map((value) => ({ name: statusNames[value], value })),
    default: [],
    description: 'Only status changes to one of these. New deals are not held back.',
  };
}

export const minimumValueFilter: INodeProperties = {
  displayName: 'Minimum Value',
  name: 'minimumValue',
  type: 'number',
  default: 0,
  description: 'Only deals worth at least this much, whatever the currency. A deal of unknown value passes.',
};

export const ownerFilter = choice(
  'Owner',
  'owner',
  'searchOwners',
  'Only deals that this user owns. A deal of unknown owner passes.',
);

export const processFilter = choice(
  'Process',
  'process',
  'searchProcesses',
  'Only deals in this sales process. A deal of unknown process passes.',
);

function choice(displayName: string, name: string, searchListMethod: string, description: string): INodeProperties {
  return {
    displayName,
    name,
    type: 'resourceLocator',
    default: { mode: 'list', value: '' },
    description,
    modes: [
      {
        displayName: 'From List',
        name: 'list',
        type: 'list',
        typeOptions: { searchListMethod, searchable: true },
      },
      {
        displayName: 'By ID',
        name: 'id',
        type: 'string',
        placeholder: 'e.g. 0b0f5d0e-3b9c-4c53-8f5a-1d4f3c2b1a00',
      },
    ],
  };
}

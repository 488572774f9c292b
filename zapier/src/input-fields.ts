import { defineInputFields } from 'zapier-platform-core';
import { ownerList } from './triggers/owner_list.ts';
import { processList } from './triggers/process_list.ts';

/** What a Zap can be limited to. An event that is held back costs the user no task. */
export const dealFilters = defineInputFields([
  {
    key: 'process_id',
    label: 'Process',
    type: 'string',
    required: false,
    dynamic: `${processList.key}.id.name`,
    helpText: 'Only deals of this process. Leave it empty for all.',
  },
  {
    key: 'owner_id',
    label: 'Owner',
    type: 'string',
    required: false,
    dynamic: `${ownerList.key}.id.name`,
    helpText: 'Only deals of this person. Leave it empty for everybody’s.',
  },
  {
    key: 'minimum_value',
    label: 'Minimum Value',
    type: 'number',
    required: false,
    helpText: 'Only deals worth at least this much. The currency is not looked at.',
  },
]);

export const lateOption = defineInputFields([
  {
    key: 'skip_late',
    label: 'Skip Late Events',
    type: 'boolean',
    required: false,
    default: 'false',
    helpText:
      'Livespace may send events of a deal in the wrong order. Choose yes to skip one that comes after a newer one; otherwise it comes with *Is Late* set to true.',
  },
]);

export const statusFilter = statusChoice({ won: 'Won', lost: 'Lost', open: 'Open', outdated: 'Outdated' });

/** A deal that was reopened cannot be told from one that was changed otherwise (observed: it has no time of its change). */
export const closedStatusFilter = statusChoice({ won: 'Won', lost: 'Lost', outdated: 'Outdated' });

function statusChoice(choices: Record<string, string>) {
  return defineInputFields([
    {
      key: 'status',
      label: 'Status',
      type: 'string',
      required: false,
      list: true,
      choices,
      helpText: 'Only deals that got one of these. Leave it empty for all.',
    },
  ]);
}

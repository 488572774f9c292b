import { closedStatusFilter, dealFilters } from '../input-fields.ts';
import { scheduledTrigger } from '../scheduled-trigger.ts';

export const dealStatusChangedScheduled = scheduledTrigger({
  key: 'deal_status_changed_scheduled',
  event: 'deal.status_changed',
  label: 'Deal Status Changed (Scheduled)',
  description:
    'Triggers when a deal is found won, lost or outdated in a regular look, for accounts where Deal Status Changed cannot be turned on.',
  inputFields: [...closedStatusFilter, ...dealFilters],
});

import { dealFilters } from '../input-fields.ts';
import { scheduledTrigger } from '../scheduled-trigger.ts';

export const dealCreatedScheduled = scheduledTrigger({
  key: 'deal_created_scheduled',
  event: 'deal.created',
  label: 'New Deal (Scheduled)',
  description: 'Triggers when a new deal is found in a regular look, for accounts where New Deal cannot be turned on.',
  inputFields: dealFilters,
});

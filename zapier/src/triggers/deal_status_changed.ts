import { dealTrigger } from '../deal-trigger.ts';
import { dealFilters, lateOption, statusFilter } from '../input-fields.ts';

export const dealStatusChanged = dealTrigger({
  key: 'deal_status_changed',
  event: 'deal.status_changed',
  label: 'Deal Status Changed',
  description: 'Triggers when a deal is won, lost, reopened or outdated.',
  inputFields: [...statusFilter, ...dealFilters, ...lateOption],
});

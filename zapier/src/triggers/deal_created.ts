import { dealTrigger } from '../deal-trigger.ts';
import { dealFilters, lateOption } from '../input-fields.ts';

export const dealCreated = dealTrigger({
  key: 'deal_created',
  event: 'deal.created',
  label: 'New Deal',
  description: 'Triggers when a new deal is added.',
  inputFields: [...dealFilters, ...lateOption],
});

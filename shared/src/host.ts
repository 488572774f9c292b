/** What an adapter needs on top of the package's main entry. */
export { type Choice, listOwners, listProcesses, testConnection } from './api/deals.ts';
export { errorForResult, livespaceError, withRemedy } from './errors.ts';
export { type EventKind, eventKind, events } from './events.ts';
export { amount } from './item/coerce.ts';
export { itemDeal } from './item/deal.ts';
export { type FieldType, type ItemField, itemFields } from './item/fields.ts';
export { unknownStatus } from './item/filters.ts';
export { byNewest, itemFromEvent } from './item/item.ts';
export { sampleEvents } from './item/samples.ts';
export { type Message, messages, type RefusalCode, type Remedies, refusals } from './messages.ts';
export { windowFrom, windowLook } from './schedule/look.ts';
export { newest } from './schedule/newest.ts';
export { Guard, type GuardOptions, type Reservation } from './webhook/guard.ts';
export { looksLikeDelivery } from './webhook/looks-like-delivery.ts';
export { checkPastedSecret, checkPastedUrl, pasted } from './webhook/pasted.ts';
export { refusalText } from './webhook/receive.ts';

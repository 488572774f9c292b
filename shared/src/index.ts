export { Account, type AccountFields, createAccount } from './api/account.ts';
export { type ClientOptions, LivespaceClient, type ReadOptions } from './api/client.ts';
export { type Changes, type ChangesRequest, dealChanges, type SweepPosition } from './api/deal-changes.ts';
export { type Choice, getDeal, listOwners, listProcesses, recentDeals, testConnection } from './api/deals.ts';
export {
  type Subscription,
  type SubscriptionOwner,
  type SubscriptionRequest,
  Subscriptions,
} from './api/subscriptions.ts';
export type { HttpRequest, HttpResponse, HttpTransport } from './api/transport.ts';
export type { Clock } from './clock.ts';
export { type ErrorCode, errorCodes, isLivespaceError, LivespaceError } from './errors.ts';
export {
  type DealStatus,
  dealStatuses,
  type EventName,
  eventNames,
  type LivespaceDeal,
  livespaceDeal,
  type WebhookEvent,
  webhookEvent,
} from './events.ts';
export { amount } from './webhook/coerce.ts';
export { type Filters, heldBack } from './webhook/filters.ts';
export { Guard, type Reservation } from './webhook/guard.ts';
export { type GuardStore, MemoryStore } from './webhook/guard-store.ts';
export { type Item, type ItemDeal, itemFromDeal, itemFromEvent, type Owner, type Reference } from './webhook/item.ts';
export { type FieldType, type ItemField, itemFields } from './webhook/item-fields.ts';
export {
  type Accepted,
  isHandshake,
  type RawRequest,
  type Received,
  type ReceiveOptions,
  type RejectionCode,
  receive,
} from './webhook/receive.ts';
export { sampleEvents, samples } from './webhook/samples.ts';
export { sign, verify } from './webhook/signature.ts';

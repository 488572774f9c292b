export { type Account, type AccountFields, createAccount } from './api/account.ts';
export { type ClientOptions, LivespaceClient, type ReadOptions } from './api/client.ts';
export { getDeal, recentDeals } from './api/deals.ts';
export {
  type Subscription,
  type SubscriptionOwner,
  type SubscriptionRequest,
  Subscriptions,
} from './api/subscriptions.ts';
export type { HttpRequest, HttpResponse, HttpTransport } from './api/transport.ts';
export type { Clock } from './clock.ts';
export { type CreateClientOptions, createClient } from './endpoint/create-client.ts';
export { createWebhookHandler, type HandlerContext, type WebhookHandler } from './endpoint/handler.ts';
export { type NodeListener, nodeListener } from './endpoint/node-listener.ts';
export type { EventContext, Refused, WebhookHandlerOptions } from './endpoint/options.ts';
export type { Log } from './endpoint/seldom.ts';
export { errorCodes, isLivespaceError, LivespaceError } from './errors.ts';
export { type EventName, eventNames } from './events.ts';
export type { ItemDeal, Reference } from './item/deal.ts';
export { type Filters, whyHeldBack } from './item/filters.ts';
export { type Item, itemFromDeal } from './item/item.ts';
export type { CustomField, Owner } from './item/parts.ts';
export { samples } from './item/samples.ts';
export type { ErrorCode } from './messages.ts';
export { look } from './schedule/look.ts';
export type { LookMemory } from './schedule/memory.ts';
export type { Look, LookRequest } from './schedule/run-look.ts';
export type { GuardStore } from './webhook/guard-store.ts';
export { MemoryStore } from './webhook/memory-store.ts';
export type { RawRequest } from './webhook/raw-request.ts';
export {
  type Accepted,
  type Received,
  type ReceiveOptions,
  type Rejected,
  type RejectionCode,
  receive,
} from './webhook/receive.ts';
export { sign, verify } from './webhook/signature.ts';
export { type DealStatus, dealStatuses, type LivespaceDeal } from './wire/deal.ts';
export type { WebhookEvent } from './wire/delivery.ts';
export { type FormName, formNames } from './wire/signature-forms.ts';

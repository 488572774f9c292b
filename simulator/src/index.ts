export type { ApiRequest } from './api.ts';
export type { CustomEvent, Happening, SubscriptionApi } from './control.ts';
export type { DealFields, NewDeal, Status } from './deals.ts';
export type { Delivery, Event } from './deliveries.ts';
export type { Fault } from './faults.ts';
export type { Outcome } from './outbound.ts';
export { type Simulator, type SimulatorOptions, startSimulator } from './simulator.ts';
export type { NewSubscription, Subscription } from './subscriptions.ts';

/** Names and field paths that Livespace decides, alone: for whoever speaks its wire without our code, as Make does. */
export * from './wire/deal.ts';
export * from './wire/delivery.ts';
export * from './wire/json-api.ts';
export * from './wire/signature-forms.ts';
export * from './wire/subscriptions.ts';

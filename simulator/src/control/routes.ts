import type * as z from 'zod/v4';
import type { CustomEvent } from '../account/announcer.ts';
import type { NewDeal } from '../account/deals.ts';
import type { Fault, FaultKind } from '../account/faults.ts';
import { check } from '../check.ts';
import { parseJson } from '../json.ts';
import { bodies } from './bodies.ts';
import type { Control } from './control.ts';
import { overview } from './overview.ts';

export const controlPrefix = '/_control/';

type Route = (control: Control, body: unknown, id: string) => unknown;

function route<T>(schema: z.ZodType<T>, act: (control: Control, body: T, id: string) => unknown): Route {
  return (control, body, id) => act(control, check(schema, body), id);
}

/** `METHOD path`, with `:id` for one path segment. Bodies and answers are JSON; what gives nothing answers `{}`. */
const routes: Readonly<Record<string, Route>> = {
  'GET deals': (control) => control.deals(),
  'POST deals': route(bodies.newDeal, (control, body) => control.createDeal(body as NewDeal)),
  'POST deals/import': route(bodies.import, (control, { count, fields }) => control.importDeals(count, fields)),
  'PATCH deals/:id': route(bodies.fields, (control, body, id) => control.updateDeal(id, body)),
  'POST deals/:id/status': route(bodies.status, (control, { status, reason, note }, id) =>
    control.changeStatus(id, status, reason, note),
  ),
  'POST events': route(bodies.event, (control, body) => ({ eventId: control.emit(body as CustomEvent) })),
  'GET events/held': (control) => control.held(),
  'POST events/hold': (control) => control.hold(),
  'POST events/flush': route(bodies.order, (control, { order }) => control.flush(order)),
  'GET deliveries': (control) => control.deliveries(),
  'GET deliveries/:id': (control, _body, id) => control.delivery(Number(id)),
  'GET requests': (control) => control.requests(),
  'GET subscriptions': (control) => control.subscriptions(),
  'POST subscriptions': route(bodies.subscription, (control, body) => control.addSubscription(body)),
  'POST subscriptions/:id/activate': (control, _body, id) => control.activateSubscription(id),
  'POST subscriptions/:id/pause': (control, _body, id) => control.pauseSubscription(id),
  'POST subscriptions/:id/forge': route(bodies.event, (control, body, id) => control.forge(id, body as CustomEvent)),
  'DELETE subscriptions/:id': (control, _body, id) => control.deleteSubscription(id),
  'GET faults': (control) => control.faults(),
  'POST faults': (control, body) => control.fault(body as Fault),
  'DELETE faults': (control) => control.clearFaults(),
  'DELETE faults/:id': (control, _body, id) => control.clearFaults(id as FaultKind),
  'GET profile': (control) => control.profile(),
  'PATCH profile': route(bodies.fields, (control, body) => control.setProfile(body)),
  'GET subscription-api': (control) => ({ mode: control.subscriptionApi() }),
  'PUT subscription-api': route(bodies.mode, (control, { mode }) => control.setSubscriptionApi(mode)),
  'PUT receiver': route(bodies.receiver, (control, { mode }) => control.setReceiver(mode)),
  'GET overview': (control) => overview(control),
  'POST idle': (control) => control.idle(),
  'POST reset': (control) => control.reset(),
};

/** A request below /_control/ in, status and JSON out: 404 for no such route, 400 for what the act itself refused. */
export async function answerControl(control: Control, httpMethod: string, path: string, body: string) {
  const [resource, second, third] = path.split('/');
  const literal = `${httpMethod} ${path}`;
  const withId = `${httpMethod} ${[resource, ':id', third].filter(Boolean).join('/')}`;
  const found = routes[literal] ?? (second === undefined ? undefined : routes[withId]);
  if (!found) return { status: 404, json: { error: `no route ${literal}` } };
  try {
    const id = decode(second ?? '');
    return { status: 200, json: (await found(control, read(body), id)) ?? {} };
  } catch (error) {
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}

function read(body: string): unknown {
  try {
    return body === '' ? {} : parseJson(body);
  } catch (error) {
    throw new Error(`body: ${(error as Error).message}`);
  }
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new Error(`id: ${segment} is badly encoded`);
  }
}

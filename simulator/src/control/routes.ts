import type { NewDeal } from '../account/deals.ts';
import type { Fault } from '../account/faults.ts';
import type { NewSubscription } from '../account/subscriptions.ts';
import type { DealFields, Status } from '../wire/deal.ts';
import type { Profile } from '../wire/profile.ts';
import type { Control, CustomEvent } from './control.ts';
import { overview } from './overview.ts';

export const controlPrefix = '/_control/';

// `never` lets every route name the body it expects. Nothing checks it here: the acts do, as far as they must.
type Route = (control: Control, body: never, id: string) => unknown;

/** `METHOD path`, with `:id` for one path segment. Bodies and answers are JSON; what gives nothing answers `{}`. */
const routes: Readonly<Record<string, Route>> = {
  'GET deals': (control) => control.deals(),
  'POST deals': (control, body: NewDeal) => control.createDeal(body),
  'PATCH deals/:id': (control, body: DealFields, id) => control.updateDeal(id, body),
  'POST deals/:id/status': (control, { status, reason }: { status: Status; reason?: string }, id) =>
    control.changeStatus(id, status, reason),
  'POST events': (control, body: CustomEvent) => ({ eventId: control.emit(body) }),
  'GET events/held': (control) => control.held(),
  'POST events/hold': (control) => control.hold(),
  'POST events/flush': (control, { order }: { order?: string[] }) => control.flush(order),
  'GET deliveries': (control) => control.deliveries(),
  'GET requests': (control) => control.requests(),
  'GET subscriptions': (control) => control.subscriptions(),
  'POST subscriptions': (control, body: NewSubscription) => control.addSubscription(body),
  'POST subscriptions/:id/activate': (control, _body, id) => control.activateSubscription(id),
  'POST subscriptions/:id/pause': (control, _body, id) => control.pauseSubscription(id),
  'POST subscriptions/:id/forge': (control, body: CustomEvent, id) => control.forge(id, body),
  'DELETE subscriptions/:id': (control, _body, id) => control.deleteSubscription(id),
  'GET faults': (control) => control.faults(),
  'POST faults': (control, body: Fault) => control.fault(body),
  'DELETE faults': (control) => control.clearFaults(),
  'GET profile': (control) => control.profile(),
  'PATCH profile': (control, body: Partial<Profile>) => control.setProfile(body),
  'GET subscription-api': (control) => ({ mode: control.subscriptionApi() }),
  'PUT subscription-api': (control, { mode }: { mode: Profile['api'] }) => control.setSubscriptionApi(mode),
  'GET overview': (control) => overview(control),
  'POST idle': (control) => control.idle(),
  'POST reset': (control) => control.reset(),
};

/** A request below /_control/ in, status and JSON out: 404 for no such route, 400 for what the act itself refused. */
export async function answerControl(control: Control, httpMethod: string, path: string, body: string) {
  const [resource, second, third] = path.split('/');
  const literal = `${httpMethod} ${path}`;
  const withId = `${httpMethod} ${[resource, ':id', third].filter(Boolean).join('/')}`;
  const route = routes[literal] ?? (second === undefined ? undefined : routes[withId]);
  if (!route) return { status: 404, json: { error: `no route ${literal}` } };
  try {
    const parsed = (body === '' ? {} : JSON.parse(body)) as never;
    return { status: 200, json: (await route(control, parsed, decodeURIComponent(second ?? ''))) ?? {} };
  } catch (error) {
    return { status: 400, json: { error: error instanceof Error ? error.message : String(error) } };
  }
}
